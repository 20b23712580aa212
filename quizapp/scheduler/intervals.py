"""Whole days from FSRS's intervals, in Anki's order: a better grade never comes back sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.scheduler.fuzz import DayLoad, balance, draw, fuzz_bounds, round_half_up
from quizapp.scheduler.model import Grade


@dataclass(frozen=True, slots=True)
class ReviewIntervals:
    """Rounds and fuzzes the intervals of one answer."""

    most: int
    """The maximum interval, in days."""
    factor: float | None = None
    """The place in the fuzz range, from 0 up to 1; None turns fuzz off."""
    load_on: Callable[[int], DayLoad] | None = None
    """Returns the load so many days from now; None turns load balancing off."""

    def first(self, wanted: Mapping[Grade, float]) -> dict[Grade, int]:
        """The days of a card that leaves its learning steps.

        No grade gets fewer days than the grade below it, and Easy always gets more.
        """
        days: dict[Grade, int] = {}
        least = 1
        for grade, interval in wanted.items():
            if grade is Grade.EASY and days:
                least += 1
            days[grade] = least = self._spread(max(1, round_half_up(interval)), least)
        return days

    def further(self, wanted: Mapping[Grade, float], last: int) -> dict[Grade, int]:
        """The days of a review card whose last interval was `last` days.

        Each grade gets more days than the grade below it. An interval whose fuzz range reaches
        the last interval is not fuzzed below it.
        """
        days: dict[Grade, int] = {}
        least = 1
        for grade, interval in wanted.items():
            if self.factor is not None and last <= fuzz_bounds(interval, 1, self.most)[-1]:
                least = max(least, last + (round_half_up(interval) > last))
            days[grade] = self._spread(interval, least)
            least = days[grade] + 1
        return days

    def _spread(self, interval: float, least: int) -> int:
        if self.factor is None:
            return min(max(round_half_up(interval), least), self.most)
        days = fuzz_bounds(interval, least, self.most)
        return balance(days, self.factor, self.load_on) if self.load_on else draw(days, self.factor)
