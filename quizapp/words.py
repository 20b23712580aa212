"""Numbers with their nouns, durations and clock times in the words that every room shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from quizapp.scheduler.day import LearnerDays


def say_number(count: int, noun: str) -> str:
    """A count with its noun: `1 card`, `2 cards`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say_moment(moment: datetime, now: datetime, days: LearnerDays) -> str:
    """A coming moment in the learner's zone: `at 21:35`, `tomorrow at 04:00`, `on Tue 24 Nov`."""
    local = moment.astimezone(days.zone)
    # A learner's day ends at the rollover, but the word tomorrow changes its meaning at midnight.
    ahead = (local.date() - now.astimezone(days.zone).date()).days
    if ahead == 0:
        return f"at {local:%H:%M}"
    return f"tomorrow at {local:%H:%M}" if ahead == 1 else f"on {local:%a} {local.day} {local:%b}"


def say_time(span: timedelta) -> str:
    """A duration: `40s`, `3m 20s`, `1h 5m`."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if minutes >= 60:
        return f"{minutes // 60}h {minutes % 60}m"
    return f"{minutes}m {seconds}s" if minutes else f"{seconds}s"
