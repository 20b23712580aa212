"""Streaks, the forecast of coming days, and a cache of day lookups."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quizapp.scheduler.columns import EPOCH, MICROSECOND, count_microseconds
from quizapp.scheduler.day import DAY

if TYPE_CHECKING:
    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Marks, Memory

FORECAST_DAYS = 30
_DAY = DAY // MICROSECOND


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


class Calendar:
    """The learner's days that some columns of moments lie on, all moments in microseconds."""

    def __init__(self, days: LearnerDays, columns: Iterable[array[int]]) -> None:
        midnights = {at - at % _DAY for column in columns for at in column}
        dates = set[date]()
        for midnight in midnights:
            # one day of UTC meets three of the learner's where clocks change
            first = days.day_of(EPOCH + midnight * MICROSECOND)
            dates |= {first, first + DAY, first + 2 * DAY}
        self.dates = sorted(dates)
        self._starts = [count_microseconds(days.start_of(each)) for each in self.dates]
        self._ordinals = [each.toordinal() for each in self.dates]

    def numbers(self, column: array[int]) -> Iterator[int]:
        """The place of each moment's day among the dates."""
        # no moment lies before the first day, so there is always a start before it
        return map((-1).__add__, map(partial(bisect_right, self._starts), column))

    def ordinals(self, column: array[int]) -> Iterator[int]:
        """The day of each moment, counted from the first day of the calendar."""
        return map(self._ordinals.__getitem__, self.numbers(column))


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
