"""Which questions an interview of some length asks: by topic, by level, the easy ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from deckgen.kinds import KINDS
from deckgen.model import Level
from quizapp.collection.topics import topic_name
from quizapp.scheduler.model import Marks

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.collection.collection import Collection

EXPECTED = {kind: timedelta(minutes=each.minutes) for kind, each in KINDS.items()}
"""The time that an answer to each kind of card takes, spoken or written down."""
MIX = {
    Level.JUNIOR: {Level.JUNIOR: 1.0},
    Level.MID: {Level.JUNIOR: 0.4, Level.MID: 0.6},
    Level.SENIOR: {Level.JUNIOR: 0.2, Level.MID: 0.4, Level.SENIOR: 0.4},
}
"""The share of questions of each level in an interview for a level."""
LEVELS = tuple(Level)


def candidates(
    collection: Collection, level: Level, topics: Sequence[str] = ()
) -> dict[str, list[Card]]:
    """The cards an interview may ask, by topic: none above the level, retired or suspended."""
    marks, cards = collection.store.marks(), collection.cards
    allowed: dict[str, list[Card]] = {}
    for deck in collection.library.decks:
        if topics and topic_name(deck) not in topics:
            continue
        mine = [card for card in deck.cards if cards.get(card.id) is card]
        mine = [card for card in mine if LEVELS.index(card.level) <= LEVELS.index(level)]
        mine = [card for card in mine if not marks.get(card.id, Marks()).suspended]
        if mine:
            allowed.setdefault(topic_name(deck), []).extend(mine)
    return allowed


def draw_questions(
    topics: Mapping[str, Sequence[Card]], level: Level, length: timedelta, seed: int
) -> tuple[Card, ...]:
    """All candidates in the order they are asked: first as many as fill the time, then the rest.

    Those that fill the time are spread over the topics by size, at least one of each where time
    allows, and get harder; the rest begin with the hardest, for a learner who is quick.
    """
    chance = Random(seed)
    shuffled = {name: chance.sample(list(cards), len(cards)) for name, cards in topics.items()}
    cards = [card for mine in shuffled.values() for card in mine]
    if not cards:
        return ()
    usual = sum((EXPECTED[card.kind] for card in cards), timedelta()) / len(cards)
    count = min(len(cards), max(1, length // usual))
    drawn = _by_level(shuffled, seats(topics, count, chance), _level_seats(level, count))
    chance.shuffle(drawn)
    drawn.sort(key=_rank)
    rest = [card for card in cards if card not in drawn]
    chance.shuffle(rest)
    rest.sort(key=_rank, reverse=True)
    return (*drawn, *rest)


def seats(topics: Mapping[str, Sequence[Card]], count: int, chance: Random) -> dict[str, int]:
    """How many of some questions each topic gets; where there are too few, some get none."""
    names = list(topics)
    if count < len(names):
        lucky = set(chance.sample(names, count))
        return {name: int(name in lucky) for name in names}
    given = dict.fromkeys(names, 1)
    for _ in range(count - len(names)):
        # The topic whose seats are the fewest for its size, as Sainte-Laguë gives seats.
        free = [name for name in names if given[name] < len(topics[name])]
        given[max(free, key=lambda name: len(topics[name]) / (2 * given[name] + 1))] += 1
    return given


def _level_seats(level: Level, count: int) -> dict[Level, float]:
    return {each: share * count for each, share in MIX[level].items()}


def _by_level(
    topics: Mapping[str, Sequence[Card]], given: Mapping[str, int], wanted: dict[Level, float]
) -> list[Card]:
    """As many cards of each topic as it got, each of the level that lacks the most so far."""
    drawn: list[Card] = []
    for name, cards in topics.items():
        left = list(cards)
        for _ in range(given[name]):
            card = max(left, key=lambda card: wanted[card.level])
            wanted[card.level] -= 1
            left.remove(card)
            drawn.append(card)
    return drawn


def _rank(card: Card) -> int:
    return LEVELS.index(card.level)
