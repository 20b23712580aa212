"""How the cards stand now: how many are how well known, and which topics and cards are hard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from quizapp.features.stats.tally import maturity_of
from quizapp.scheduler.model import Marks, Memory, State

if TYPE_CHECKING:
    from datetime import date

    from quizapp.features.stats.days import DayCache

HARDEST = 5
"""How many of the hardest cards are named."""
HARD = 5.0
"""The difficulty above which a card may be one of them without ever being forgotten."""
STATES = ("new", "learning", "young", "mature", "suspended", "buried")


@dataclass(frozen=True, slots=True)
class TopicStats:
    """How the cards of one deck stand; a mean is None where none of them was seen."""

    cards: int
    seen: int
    lapses: int
    stability: float | None
    """The mean, in days."""
    difficulty: float | None
    """The mean, from 1 to 10."""
    recall: float | None
    """The mean chance that a seen card is known at this moment."""


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that is hard to keep."""

    card: str
    lapses: int
    stability: float
    difficulty: float

    def as_json(self) -> dict[str, object]:
        """The card as JSON can hold it."""
        return asdict(self)


def count_states(
    cards: Iterable[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Marks],
    today: date,
    almanac: DayCache,
) -> dict[str, int]:
    """How many cards are in each of STATES; one that rests is counted only as resting."""
    states = Counter(
        _rest(marks.get(card), today) or _state(memories.get(card), almanac) for card in cards
    )
    return {state: states[state] for state in STATES}


def weigh_topic(
    cards: Iterable[str], memories: Mapping[str, Memory], recall: Callable[[Memory], float]
) -> TopicStats:
    """How the cards of a deck stand; `recall` is the chance that a memory is there now."""
    cards = list(cards)
    seen = [memories[card] for card in cards if card in memories]
    return TopicStats(
        cards=len(cards),
        seen=len(seen),
        lapses=sum(memory.lapses for memory in seen),
        stability=_mean(memory.stability for memory in seen),
        difficulty=_mean(memory.difficulty for memory in seen),
        recall=_mean(map(recall, seen)),
    )


def find_hardest(cards: Iterable[str], memories: Mapping[str, Memory]) -> tuple[Hard, ...]:
    """The cards most often forgotten and most difficult, the hardest first."""
    seen = ((card, memories[card]) for card in cards if card in memories)
    hard = sorted(
        (Hard(card, memory.lapses, memory.stability, memory.difficulty) for card, memory in seen
         if memory.lapses or memory.difficulty > HARD),
        key=lambda each: (-each.lapses, -each.difficulty),
    )  # fmt: skip
    return tuple(hard[:HARDEST])


def _rest(mark: Marks | None, today: date) -> str | None:
    if mark is None:
        return None
    return "suspended" if mark.suspended else "buried" if mark.buried == today else None


def _state(memory: Memory | None, almanac: DayCache) -> str:
    if memory is None:
        return "new"
    if memory.state is not State.REVIEW:
        return "learning"
    return maturity_of(almanac.interval_of(memory)).value


def _mean(numbers: Iterable[float]) -> float | None:
    found = list(numbers)
    return fmean(found) if found else None
