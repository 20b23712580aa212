"""A card's days until an interview, weighed by how likely FSRS holds each turn they may take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from quizapp.days import DAY
from quizapp.memory import Grade, Memory, Phase
from quizapp.recall import retrievability
from quizapp.scheduler import Scheduler

NOON = timedelta(hours=8)
"""How long after a learner's day begins the interview is taken to be."""
LEAST = 0.01
"""A turn less likely than this is not followed: the card is taken to be recalled instead."""


@dataclass(frozen=True, slots=True)
class Future:
    """One card on the day."""

    expected: float = 0.0
    """The chance that it is recalled; 0 where it was never seen."""
    returns: Mapping[date, float] = field(default_factory=dict)
    """The days on which it may come back before, and how likely each is."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A card at one moment, and how likely it gets there."""

    memory: Memory | None
    at: datetime
    likely: float = 1.0


def rehearse(memory: Memory | None, begin: datetime, day: date, scheduler: Scheduler) -> Future:
    """What becomes of a card until a day if, from a moment on, it is answered when it is due.

    A card never seen begins at that moment. What is put off goes no further than the eve.
    """
    expected = 0.0
    returns: defaultdict[date, float] = defaultdict(float)
    turns = [_Turn(memory, begin if memory is None else max(begin, memory.due))]
    while turns:
        turn = turns.pop()
        on = scheduler.days.day_of(turn.at)
        if on >= day or _is_settled(turn.memory, on, scheduler):
            expected += turn.likely * chance_on(day, turn.memory, scheduler)
            continue
        if turn.memory and scheduler.days.day_of(turn.memory.last) < on:
            returns[on] += turn.likely
        turns += _answers(turn, day, scheduler)
    return Future(expected, returns)


def chance_on(day: date, memory: Memory | None, scheduler: Scheduler) -> float:
    """The chance that a card is recalled on the day if it is not asked before; 0 for a new one."""
    return retrievability(memory, scheduler.days.start_of(day) + NOON) if memory else 0.0


def _answers(turn: _Turn, day: date, scheduler: Scheduler) -> Iterator[_Turn]:
    """How a card may be answered, and when it is asked next."""
    futures = scheduler.preview(turn.memory, turn.at)
    eve = scheduler.days.start_of(day - DAY)
    for grade, chance in _odds(turn).items():
        after = futures[grade]
        yield _Turn(after, max(turn.at, min(after.due, eve)), turn.likely * chance)


def _odds(turn: _Turn) -> dict[Grade, float]:
    """The grades a card may get; one on its steps has just been read, and is recalled."""
    if turn.memory is None or turn.memory.phase is not Phase.REVIEW:
        return {Grade.GOOD: 1.0}
    chance = retrievability(turn.memory, turn.at)
    if turn.likely * (1 - chance) < LEAST:
        return {Grade.GOOD: 1.0}
    return {Grade.GOOD: chance, Grade.AGAIN: 1 - chance}


def _is_settled(memory: Memory | None, day: date, scheduler: Scheduler) -> bool:
    """Whether a card has left its steps on a day, and is not asked again on it."""
    if memory is None or memory.phase is not Phase.REVIEW:
        return False
    return scheduler.days.day_of(memory.last) >= day
