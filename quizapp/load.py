"""Which of several days a card should come on, so that no day brings much more than another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random
from typing import NamedTuple

from quizapp.days import LearnerDays
from quizapp.fuzz import draw
from quizapp.memory import Memory, Phase

ORDINARY_WEEK = (1.0,) * 7
"""The share of an ordinary day's reviews that each weekday brings, Monday first."""
REACH = 7
"""How many days a card may be moved each way from where the dice put it, at most."""


class Crowd(NamedTuple):
    """What waits on a day."""

    cards: int
    share: float
    """Of an ordinary day's reviews, how much the learner wants on this one."""

    @property
    def pressure(self) -> float:
        """How full the day is for what it should hold."""
        return self.cards / self.share if self.share else self.cards


def load_of(memories: Iterable[Memory], days: LearnerDays) -> Counter[datetime]:
    """How many cards in review each learner's day brings, by the moment it begins."""
    dues = Counter(memory.due for memory in memories if memory.phase is Phase.REVIEW)
    load = Counter[datetime]()
    # What was scheduled in another zone is due in the middle of a day of this one.
    for due, count in dues.items():
        load[days.start_of(days.day_of(due))] += count
    return load


def level(days: range, dice: float, crowd_on: Callable[[int], Crowd]) -> int:
    """One of the days, seldom one that is full.

    Days are weighed in pairs at the same distance from the middle, and a throw decides within the
    lightest pair: the lightest day alone would mostly be a late one, since late days have had
    less time to fill, and every card would come later than FSRS wants.
    """
    days = _near(days, draw(days, dice))
    crowds = {day: crowd_on(day) for day in days}
    throw = Random(dice)
    pairs = zip(days[: (len(days) + 1) // 2], reversed(days), strict=False)
    ranked = [
        (
            sum(not crowds[day].share for day in pair),
            sum(crowds[day].pressure for day in pair),
            throw.random(),
            pair,
        )
        for pair in pairs
    ]
    pair = min(ranked)[-1]
    shares = [crowds[day].share for day in pair]
    return throw.choices(pair, shares if any(shares) else None)[0]


def _near(days: range, drawn: int) -> range:
    first, last = max(days[0], drawn - REACH), min(days[-1], drawn + REACH)
    return range(first, last + 1)
