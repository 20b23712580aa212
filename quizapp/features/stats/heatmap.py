"""How many reviews each day of the last weeks had, as a map of small squares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from quizapp.features.stats.lines import StyledSpan, Tone, wrap
from quizapp.scheduler.day import DAY
from quizapp.words import say_number

if TYPE_CHECKING:
    from quizapp.features.stats.lines import Line

GLYPHS = "·░▒▓█"
"""From no review to the most; each is darker than the one before, without any colour."""
POINTER = "◆"
SPANS = (12, 26, 52)
"""How many weeks a map may show."""
MARGIN = 4
"""The columns that the names of the weekdays take."""
NO_BREAK = "\N{NO-BREAK SPACE}"
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def fitting_weeks(width: int, counts: Mapping[date, int], today: date) -> int:
    """As many weeks as the reviews reach back and so many columns have room for."""
    fitting = [weeks for weeks in SPANS if MARGIN + weeks <= width] or SPANS[:1]
    first = min(counts, default=today)
    return next((weeks for weeks in fitting if _monday(today, weeks) <= first), fitting[-1])


@dataclass(frozen=True, slots=True)
class Heat:
    """A map of some weeks, the last of them that of today; a week begins on Monday."""

    counts: Mapping[date, int]
    today: date
    weeks: int
    named: date | None = None
    """The day that is pointed at."""

    @property
    def first(self) -> date:
        """The Monday the map begins with."""
        return _monday(self.today, self.weeks)

    @property
    def most(self) -> int:
        """The reviews of the busiest day on the map."""
        return max(
            (n for day, n in self.counts.items() if self.first <= day <= self.today), default=0
        )

    def day_at(self, week: int, weekday: int) -> date | None:
        """The day of a square; None for one that is outside the map or still to come."""
        day = self.first + (7 * week + weekday) * DAY
        inside = 0 <= week < self.weeks and 0 <= weekday < 7 and day <= self.today
        return day if inside else None

    def glyph(self, day: date) -> str:
        """The square of a day: a quarter of the most reviews makes it one step darker."""
        count = self.counts.get(day, 0)
        if day == self.named:
            return POINTER
        return GLYPHS[min(4, ceil(4 * count / self.most)) if count else 0]

    def legend(self) -> str:
        """What the squares mean: `· none ░ 1–5 ▒ 6–10 ▓ 11–15 █ 16–20`."""
        parts = [f"{GLYPHS[0]}{NO_BREAK}none"]
        for level, glyph in enumerate(GLYPHS[1:], 1):
            low, high = (level - 1) * self.most // 4 + 1, level * self.most // 4
            if low <= high:
                parts.append(f"{glyph}{NO_BREAK}{low}" + f"–{high}" * (low < high))
        return "  ".join(parts)

    def months(self, cell: int) -> str:
        """The names of the months above the weeks they begin in, as many as have room."""
        mondays = [self.first + 7 * week * DAY for week in range(self.weeks)]
        begun = [
            week
            for week, monday in enumerate(mondays)
            if week == 0 or monday.month != mondays[week - 1].month
        ]
        line = ""
        for week, following in zip(begun, [*begun[1:], self.weeks + 1], strict=True):
            if (following - week) * cell > len(f"{mondays[week]:%b}"):
                line = f"{line:{MARGIN + week * cell}}{mondays[week]:%b}"
        return line

    def describe(self, day: date) -> str:
        """A day and its reviews: `Sun 22 Nov 2026: 12 reviews`."""
        return f"{day:%a} {day.day} {day:%b %Y}: {say_number(self.counts.get(day, 0), 'review')}"

    def draw(self, width: int) -> Iterator[Line]:
        """The map in so many columns."""
        cell = self.cell(width)
        yield (StyledSpan(self.months(cell), Tone.QUIET),)
        for weekday, name in enumerate(WEEKDAYS):
            days = (self.day_at(week, weekday) for week in range(self.weeks))
            squares = "".join(f"{self.glyph(day):{cell}}" for day in days if day)
            yield StyledSpan(f"{name:{MARGIN}}", Tone.QUIET), StyledSpan(squares, Tone.BAR)
        yield from wrap(self.legend(), width, tone=Tone.QUIET)

    def cell(self, width: int) -> int:
        """How many columns a square may take: two where there is room for a gap."""
        return 2 if MARGIN + 2 * self.weeks <= width else 1


def _monday(today: date, weeks: int) -> date:
    """The Monday that so many weeks, the last of them that of today, begin with."""
    return today - (today.weekday() + 7 * (weeks - 1)) * DAY
