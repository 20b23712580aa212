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
"""In days; shorter intervals are not fuzzed."""
FUZZ_RANGES = ((SHORTEST, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""Anki's fuzz ranges: start and end in days, and the share of that stretch added as fuzz."""
ORDINARY_WEEK = (1.0,) * 7
"""The share of an ordinary day's reviews that each weekday brings, Monday first."""
REACH = 7
"""The most days that load balancing moves a card each way from its fuzzed day."""


def fuzz_factor(card: str, reps: int) -> float:
    """A number from 0 up to 1 that depends only on the card and its number of reviews."""
    digest = blake2b(f"{reps} {card}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def fuzz_bounds(interval: float, least: int, most: int) -> range:
    """The fuzz range of an interval, in days, within two bounds; `most` wins over `least`."""
    least = min(least, most)
    interval = min(max(interval, least), most)
    stray = _fuzz_delta(interval)
    first = min(max(round_half_up(interval - stray), least), most)
    last = min(max(round_half_up(interval + stray), least), most)
    return range(first, last + 1)


def draw(days: range, factor: float) -> int:
    """The day at a fraction of a range; each day is equally likely."""
    return days[int(factor * len(days))]


def round_half_up(days: float) -> int:
    """The nearest whole number, halves rounded up."""
    # Anki rounds halves up; round() would send them to the even number.
    return floor(days + 0.5)


def _fuzz_delta(interval: float) -> float:
    if interval < SHORTEST:
        return 0.0
    return 1.0 + sum(
        share * max(0.0, min(interval, end) - start) for start, end, share in FUZZ_RANGES
    )


class DayLoad(NamedTuple):
    """The cards due on a day, and how many the learner wants there."""

    cards: int
    share: float
    """The share of an ordinary day's reviews that this day should bring."""

    @property
    def pressure(self) -> float:
        """The cards due, divided by the share."""
        return self.cards / self.share if self.share else self.cards


def load_of(memories: Iterable[Memory], days: LearnerDays) -> Counter[datetime]:
    """The number of review cards due on each learner's day, by the moment the day begins."""
    dues = Counter(memory.due for memory in memories if memory.state is State.REVIEW)
    load = Counter[datetime]()
    # What was scheduled in another zone is due in the middle of a day of this one.
    for due, count in dues.items():
        load[days.start_of(days.day_of(due))] += count
    return load


def balance(days: range, factor: float, load_on: Callable[[int], DayLoad]) -> int:
    """The day of a fuzz range that levels the load.

    Days are compared in pairs at the same distance from the middle, and the random factor decides
    within the lightest pair. The lightest single day would mostly be a late one, because late days
    have had less time to fill, and every card would come later than FSRS wants.
    """
    days = _near(days, draw(days, factor))
    loads = {day: load_on(day) for day in days}
    throw = Random(factor)
    pairs = zip(days[: (len(days) + 1) // 2], reversed(days), strict=False)
    ranked = [
        (
            sum(not loads[day].share for day in pair),
            sum(loads[day].pressure for day in pair),
            throw.random(),
            pair,
        )
        for pair in pairs
    ]
    pair = min(ranked)[-1]
    shares = [loads[day].share for day in pair]
    return throw.choices(pair, shares if any(shares) else None)[0]


def _near(days: range, drawn: int) -> range:
    first, last = max(days[0], drawn - REACH), min(days[-1], drawn + REACH)
    return range(first, last + 1)
