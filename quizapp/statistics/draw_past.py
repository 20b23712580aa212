"""What was done, drawn: how much, how well, with which grades and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.days import DAY
from quizapp.memory import Grade
from quizapp.statistics.drawing import NARROW, Span, Tone, barred, row, wrap
from quizapp.statistics.tally import MATURE_DAYS
from quizapp.wording import say_number, say_retention, say_time

if TYPE_CHECKING:
    from datetime import timedelta

    from quizapp.statistics.drawing import Line
    from quizapp.statistics.retention import Passed
    from quizapp.statistics.summary import Statistics
    from quizapp.statistics.tally import Tally

LABELS = {
    "today": "Today",
    "yesterday": "Yesterday",
    "week": "7 days",
    "month": "30 days",
    "year": "365 days",
    "all": "All",
}
"""The words for the periods."""
SHOWN_DAYS = 7
"""How many days the times of are shown one by one."""


def draw_sum(statistics: Statistics, width: int) -> Iterator[Line]:
    """Today, all time, the streak, and what was graded above the evidence."""
    streak = say_number(statistics.streak, "day")
    yield from wrap(f"Today   {_say_tally(statistics.today)}", width, hang=8)
    yield from wrap(f"Total   {_say_tally(statistics.total)}", width, hang=8)
    yield from wrap(f"Streak  {streak} (longest {statistics.longest_streak})", width, hang=8)
    if statistics.overridden:
        yield from wrap(f"Graded above the evidence: {statistics.overridden}", width, hang=8)


def draw_retention(statistics: Statistics, width: int) -> Iterator[Line]:
    """Anki's table of true retention."""
    wide = width >= NARROW
    widths = (11, 14, 14, 14) if wide else (9, 9, 9, 9)
    yield row(("", "young", "mature", "all"), widths, Tone.QUIET)
    for name, period in statistics.retention.items():
        cells = [_say_passed(each, wide) for each in (period.young, period.mature, period.all)]
        yield row((LABELS[name], *cells), widths)
    yield from wrap(
        "The share of reviews that were remembered, and how many there were. A card is mature "
        f"from an interval of {MATURE_DAYS} days on.",
        width,
        tone=Tone.QUIET,
    )


def draw_answers(statistics: Statistics, width: int) -> Iterator[Line]:
    """How often each grade was given, to cards of each ripeness."""
    widths = (9, 12, 12, 12) if width >= NARROW else (8, 10, 10, 10)
    columns = statistics.answers
    yield row(("", *columns), widths, Tone.QUIET)
    for grade in Grade:
        cells = [_say_part(grades[grade], sum(grades.values())) for grades in columns.values()]
        yield row((grade.name.title(), *cells), widths)
    known = [
        _say_part(sum(grades.values()) - grades[Grade.AGAIN], sum(grades.values()))
        for grades in columns.values()
    ]
    yield row(("Known", *known), widths, Tone.QUIET)


def draw_time(statistics: Statistics, width: int) -> Iterator[Line]:
    """How long it took: in all, on the mean, and on each of the last days."""
    means = (
        f"{_say_mean(statistics.time_per_review)} an answer",
        f"{_say_mean(statistics.time_per_card)} a card",
        f"{say_time(statistics.time_per_day)} a day with reviews",
    )
    yield from wrap(f"{say_time(statistics.total.time)} in all: {', '.join(means)}.", width)
    ago = (statistics.day - n * DAY for n in range(SHOWN_DAYS))
    tallies = {day: statistics.days.get(day) for day in ago}
    most = max((each.time.total_seconds() for each in tallies.values() if each), default=0)
    for day, each in tallies.items():
        label = f"{day:%a} {day.day:2} {day:%b}"
        if each:
            share = each.time.total_seconds(), most
            yield barred(label, f"{say_time(each.time):>9}", share, width - 20)
        else:
            yield (Span(f"{label}{'–':>9}", Tone.QUIET),)


def _say_tally(tally: Tally) -> str:
    parts = (
        say_number(tally.reviews, "review"),
        f"{tally.new} new",
        say_time(tally.time),
        f"retention {say_retention(tally)}",
    )
    return " · ".join(parts)


def _say_passed(passed: Passed, wide: bool) -> str:
    if passed.share is None:
        return "–"
    count = passed.reviews
    if wide:
        return f"{passed.share:.0%} of {count}"
    return f"{passed.share:.0%} {count if count < 10_000 else f'{count // 1000}k'}"


def _say_part(part: int, whole: int) -> str:
    return f"{part} {part / whole:>4.0%}" if whole else "–"


def _say_mean(time: timedelta) -> str:
    seconds = time.total_seconds()
    return say_time(time) if seconds >= 60 else f"{seconds:.1f}s"
