"""Streaks, the forecast of coming days, and a cache of day lookups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from quizapp.scheduler.day import DAY

if TYPE_CHECKING:
    from datetime import date

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Marks, Memory

FORECAST_DAYS = 30


@dataclass(slots=True)
class DayCache:
    """Learner's days that are computed once for each day of UTC."""

    days: LearnerDays
    _pages: dict[date, Page] = field(default_factory=dict)

    def day_of(self, moment: datetime) -> date:
        """The learner's day an aware moment in UTC belongs to."""
        page = self._pages.get(moment.date())
        if page is None:
            page = self._pages[moment.date()] = self._page_of(moment)
        if moment < page.turn:
            return page.first
        return page.second if moment < page.end else self.days.day_of(moment)

    def interval_of(self, memory: Memory) -> int:
        """How many learner's days a card was, or is, to be left alone."""
        return (self.day_of(memory.due) - self.day_of(memory.last)).days

    def _page_of(self, moment: datetime) -> Page:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        first = self.days.day_of(midnight)
        second = first + DAY
        return Page(first, self.days.start_of(second), second, self.days.start_of(second + DAY))


class Page(NamedTuple):
    """The learner's days that one day of UTC meets, and when they turn."""

    first: date
    turn: datetime
    second: date
    end: datetime


def due_days(
    cards: Iterable[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Marks],
    today: date,
    almanac: DayCache,
) -> Counter[date]:
    """How many cards come due on each learner's day, past days being overdue.

    As in Anki, a suspended card never comes, and one buried today comes only if it is due later.
    """
    due: Counter[date] = Counter()
    for card in cards:
        mark, memory = marks.get(card), memories.get(card)
        if memory is None or (mark and mark.suspended):
            continue
        day = almanac.day_of(memory.due)
        if not (mark and mark.buried == today and day <= today):
            due[day] += 1
    return due


def foresee(due: Mapping[date, int], today: date) -> dict[date, int]:
    """How many cards each of the next days brings, the overdue ones today."""
    days = [today + n * DAY for n in range(FORECAST_DAYS)]
    ahead = {day: due.get(day, 0) for day in days}
    ahead[today] += sum(count for day, count in due.items() if day < today)
    return ahead


def current_streak(reviewed: Collection[date], today: date) -> int:
    """Days in a row with a review, up to today, or to yesterday while today has none."""
    day = today if today in reviewed else today - DAY
    streak = 0
    while day in reviewed:
        streak += 1
        day -= DAY
    return streak


def longest_streak(reviewed: Collection[date]) -> int:
    """The most days in a row that ever had a review."""
    ends = (day for day in reviewed if day + DAY not in reviewed)
    return max((current_streak(reviewed, end) for end in ends), default=0)
