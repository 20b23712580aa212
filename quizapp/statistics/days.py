"""Streaks behind the learner and the load ahead, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from quizapp.days import DAY

if TYPE_CHECKING:
    from datetime import date

    from quizapp.memory import Mark, Memory
    from quizapp.statistics.almanac import Almanac

FORECAST_DAYS = 30


def due_days(
    cards: Iterable[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Mark],
    today: date,
    almanac: Almanac,
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
