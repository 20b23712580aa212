"""Whole days from FSRS's intervals, in Anki's order: a better grade never comes back sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.scheduler.fuzz import DayLoad, draw, fuzzy_days, level, whole
from quizapp.scheduler.model import Grade


@dataclass(frozen=True, slots=True)
class Spacing:
    """Rounds and fuzzes the intervals of one answer."""

    most: int
    """The maximum interval, in days."""
    dice: float | None = None
    """The place in the fuzz range, from 0 up to 1; None turns fuzz off."""
    crowd_on: Callable[[int], DayLoad] | None = None
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
            days[grade] = least = self._spread(max(1, whole(interval)), least)
        return days

    def further(self, wanted: Mapping[Grade, float], last: int) -> dict[Grade, int]:
        """The days of a review card whose last interval was `last` days.

        Each grade gets more days than the grade below it. An interval whose fuzz range reaches
        the last interval is not fuzzed below it.
        """
        days: dict[Grade, int] = {}
        least = 1
        for grade, interval in wanted.items():
            if self.dice is not None and last <= fuzzy_days(interval, 1, self.most)[-1]:
                least = max(least, last + (whole(interval) > last))
            days[grade] = self._spread(interval, least)
            least = days[grade] + 1
        return days

    def _spread(self, interval: float, least: int) -> int:
        if self.dice is None:
            return min(max(whole(interval), least), self.most)
        days = fuzzy_days(interval, least, self.most)
        return level(days, self.dice, self.crowd_on) if self.crowd_on else draw(days, self.dice)
