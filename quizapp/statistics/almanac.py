"""The learner's days of very many moments, each found in a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from quizapp.days import DAY

if TYPE_CHECKING:
    from quizapp.days import LearnerDays
    from quizapp.memory import Memory


@dataclass(slots=True)
class Almanac:
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
