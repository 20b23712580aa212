"""Whole days from FSRS's intervals, with Anki's rules on how the grades lie to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.scheduler.fuzz import DayLoad, draw, fuzzy_days, level, whole
from quizapp.scheduler.model import Grade


@dataclass(frozen=True, slots=True)
class Spacing:
    """How the intervals of one answer become days."""

    most: int
    """The longest interval there may be, in days."""
    dice: float | None = None
    """Where in its range an interval falls, from 0 up to 1; None where none strays."""
    crowd_on: Callable[[int], DayLoad] | None = None
    """What waits so many days from now, where that matters."""

    def first(self, wanted: Mapping[Grade, float]) -> dict[Grade, int]:
        """Days for a card that had none before: never fewer than for the grade below it.

        Only Easy is always longer.
        """
        days: dict[Grade, int] = {}
        least = 1
        for grade, interval in wanted.items():
            if grade is Grade.EASY and days:
                least += 1
            days[grade] = least = self._spread(max(1, whole(interval)), least)
        return days

    def further(self, wanted: Mapping[Grade, float], last: int) -> dict[Grade, int]:
        """Days for a card that had `last` days, each grade's more than those of the grade below.

        An interval that could stray to the last one or beyond does not stray below it.
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
