"""Cards that ask nearly the same, found without comparing each with each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from deckgen.model import Problem
from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.parsed_file import Rows, SourceCard

WORD = re.compile(r"`[^`]*`|\w+(?:\.\w+)*")
Words = tuple[str, ...]
Shingles = frozenset[tuple[str, str]]
ASKED, ANSWERED = 0.6, 0.5
"""Far above what any two cards of our deck share."""
FEW = 8
"""An answer of fewer words says nothing of its own, `see the code`."""
Texts = list[tuple[SourceCard, Words]]


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


def duplicate_problems(cards: list[SourceCard]) -> Iterator[Problem]:
    """Each later card of such a pair, with the earlier one and how similar they are.

    Two questions about different programs may read the same, and so may those of two kinds about
    one program; but not both to the letter.
    """
    first: dict[object, SourceCard] = {}
    alike: dict[object, Texts] = {}
    for source in cards:
        asked = f"{source.card.question}\n{_text(source.front)}"
        shown = tuple(_text(fence.rows) for fence in source.shown)
        earlier = first.setdefault((*asked.split(), shown), source)
        if earlier is not source:
            yield _problem("asks", source, earlier, 1.0)
        else:
            alike.setdefault((source.card.kind, shown), []).append((source, words_of(asked)))
    for group in alike.values():
        yield from _near("asks", group, ASKED)
    answered = [(source, words_of(_text(source.back))) for source in cards]
    yield from _near("answers", [pair for pair in answered if len(pair[1]) >= FEW], ANSWERED)


def _text(rows: Rows) -> str:
    return strip_clozes("\n".join(text for _, text in rows))


def _near(does: str, texts: Texts, least: float) -> Iterator[Problem]:
    for later, earlier, how in similar_pairs([words for _, words in texts], least):
        yield _problem(does, texts[later][0], texts[earlier][0], how)


def _problem(does: str, later: SourceCard, earlier: SourceCard, how: float) -> Problem:
    what = f"the card {does} what `{earlier.card.id}` {does}: {how:.0%} the same"
    remedy = f"the other stands at {earlier.card.place}; keep one, or make them differ"
    return Problem(later.card.place, what, remedy)
