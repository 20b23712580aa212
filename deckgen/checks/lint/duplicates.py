"""Find cards that ask nearly the same, without comparing each with each."""

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
SAME_QUESTION, SAME_ANSWER = 0.6, 0.5
"""How alike two questions or two answers may be; any two cards of our deck share far less."""
MIN_WORDS = 8
"""Answers of fewer words are not compared: `see the code` may stand on many cards."""
Texts = list[tuple[SourceCard, Words]]


def words_of(text: str) -> Words:
    """Return the words of a text without case and punctuation; a code span is one word."""
    return tuple(word if word.startswith("`") else word.casefold() for word in WORD.findall(text))


def similarity(one: Shingles, other: Shingles) -> float:
    """Return the share of neighbouring word pairs that two texts have in common (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def similar_pairs(texts: list[Words], least: float) -> Iterator[tuple[int, int, float]]:
    """Find for each text the first earlier one that is similar enough: later, earlier, how much.

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
    """Report each card that is nearly the same as an earlier one.

    Two questions about different programs may read alike, and so may two kinds of question about
    one program, unless they are the same to the letter.
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
        yield from _near("asks", group, SAME_QUESTION)
    answered = [(source, words_of(_text(source.back))) for source in cards]
    yield from _near(
        "answers", [pair for pair in answered if len(pair[1]) >= MIN_WORDS], SAME_ANSWER
    )


def _text(rows: Rows) -> str:
    return strip_clozes("\n".join(text for _, text in rows))


def _near(does: str, texts: Texts, least: float) -> Iterator[Problem]:
    for later, earlier, how in similar_pairs([words for _, words in texts], least):
        yield _problem(does, texts[later][0], texts[earlier][0], how)


def _problem(does: str, later: SourceCard, earlier: SourceCard, how: float) -> Problem:
    what = f"the card {does} what `{earlier.card.id}` {does}: {how:.0%} the same"
    remedy = f"the other stands at {earlier.card.place}; keep one, or make them differ"
    return Problem(later.card.place, what, remedy)
