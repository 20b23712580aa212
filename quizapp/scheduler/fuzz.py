"""Fuzz: the range around an interval, and the day in it that levels the load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b
from math import floor, inf
from random import Random
from typing import NamedTuple

from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.model import Memory, State

SHORTEST = 2.5
"""Days; an interval below keeps its length."""
BANDS = ((SHORTEST, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""Where a stretch of days begins and ends, and by which share of itself it may stray: Anki's."""
ORDINARY_WEEK = (1.0,) * 7
"""The share of an ordinary day's reviews that each weekday brings, Monday first."""
REACH = 7
"""How many days a card may be moved each way from where the dice put it, at most."""


def throw_dice(card: str, reps: int) -> float:
    """A number from 0 up to 1 that is always the same for the same answer to the same card."""
    digest = blake2b(f"{reps} {card}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def fuzzy_days(interval: float, least: int, most: int) -> range:
    """The intervals that may stand for one of so many days, between two bounds; `most` wins."""
    least = min(least, most)
    interval = min(max(interval, least), most)
    stray = _stray(interval)
    first = min(max(whole(interval - stray), least), most)
    last = min(max(whole(interval + stray), least), most)
    return range(first, last + 1)


def draw(days: range, dice: float) -> int:
    """The one of some days that the dice name; each is as likely as the others."""
    return days[int(dice * len(days))]


def whole(days: float) -> int:
    """The nearest whole number."""
    # Halves go up, as in Anki; round() would send them to the even number.
    return floor(days + 0.5)


def _stray(interval: float) -> float:
    if interval < SHORTEST:
        return 0.0
    return 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in BANDS)


class DayLoad(NamedTuple):
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
    dues = Counter(memory.due for memory in memories if memory.phase is State.REVIEW)
    load = Counter[datetime]()
    # What was scheduled in another zone is due in the middle of a day of this one.
    for due, count in dues.items():
        load[days.start_of(days.day_of(due))] += count
    return load


def level(days: range, dice: float, crowd_on: Callable[[int], DayLoad]) -> int:
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
