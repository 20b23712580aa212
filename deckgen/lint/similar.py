"""Which of many texts are nearly the same, without comparing each with each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

WORD = re.compile(r"`[^`]*`|\w+(?:\.\w+)*")
Words = tuple[str, ...]
Shingles = frozenset[tuple[str, str]]


def words_of(text: str) -> Words:
    """The words of a text without case and signs; what stands in code marks is one word."""
    return tuple(word if word.startswith("`") else word.casefold() for word in WORD.findall(text))


def similarity(one: Shingles, other: Shingles) -> float:
    """The share of neighbouring word pairs that two texts have in common, 0 to 1 (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def similar_pairs(texts: list[Words], least: float) -> Iterator[tuple[int, int, float]]:
    """For each text the first earlier one that is at least so similar: later, earlier, how much.

    Two sets with a Jaccard index of `least` share one of their rarest members, so that only the
    rarest of each, a share of 1 - `least`, need to be looked up.
    """
    sets = [frozenset(pairwise(words)) for words in texts]
    count = Counter(pair for shingles in sets for pair in shingles)
    holders: dict[tuple[str, str], list[int]] = {}
    for later, shingles in enumerate(sets):
        needed = math.ceil(least * len(shingles))
        rare = sorted(shingles, key=lambda pair: (count[pair], pair))
        rare = rare[: len(shingles) - needed + 1] if shingles else []
        found = _first_similar(later, rare, holders, sets, least)
        if found is not None:
            yield later, found, similarity(sets[later], sets[found])
        for pair in rare:
            holders.setdefault(pair, []).append(later)


def _first_similar(
    later: int,
    rare: list[tuple[str, str]],
    holders: dict[tuple[str, str], list[int]],
    sets: list[Shingles],
    least: float,
) -> int | None:
    tried = set()
    for pair in rare:
        for earlier in holders.get(pair, ()):
            if earlier not in tried and similarity(sets[later], sets[earlier]) >= least:
                return earlier
            tried.add(earlier)
    return None
