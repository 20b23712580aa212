"""Counts, times and moments in the words a learner reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from quizapp.days import LearnerDays
    from quizapp.outlook import Outlook
    from quizapp.queue import Counts
    from quizapp.statistics import Statistics, Tally


def say_counts(counts: Counts) -> str:
    """What waits: `12 due · 5 new`; a dash where nothing does."""
    parts = [f"{counts.due} due"] * bool(counts.due) + [f"{counts.new} new"] * bool(counts.new)
    return " · ".join(parts) or "–"


def say_number(count: int, noun: str) -> str:
    """A number of things: `1 card`, `2 cards`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say_moment(moment: datetime, now: datetime, days: LearnerDays) -> str:
    """A coming moment on the learner's wall: `at 21:35`, `tomorrow at 04:00`, `on Tue 24 Nov`."""
    local = moment.astimezone(days.zone)
    # A learner's day ends at the rollover, but the word tomorrow changes its meaning at midnight.
    ahead = (local.date() - now.astimezone(days.zone).date()).days
    if ahead == 0:
        return f"at {local:%H:%M}"
    return f"tomorrow at {local:%H:%M}" if ahead == 1 else f"on {local:%a} {local.day} {local:%b}"


def say_next(outlook: Outlook, now: datetime, days: LearnerDays) -> str:
    """When cards come again, and how many."""
    if outlook.next_due is None:
        return "No card is waiting to come back."
    moment = say_moment(outlook.next_due, now, days)
    return f"Next: {moment}, {say_counts(outlook.next_counts)}."


def say_held(counts: Counts) -> str:
    """What the daily limits hold back, and why; empty where they hold nothing."""
    held = [f"{counts.held_review} due"] * bool(counts.held_review)
    held += [f"{counts.held_new} new"] * bool(counts.held_new)
    return f"{' and '.join(held)} held back by today's limits." if held else ""


def say_time(span: timedelta) -> str:
    """A stretch of study: `40s`, `3m 20s`, `1h 5m`."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if minutes >= 60:
        return f"{minutes // 60}h {minutes % 60}m"
    return f"{minutes}m {seconds}s" if minutes else f"{seconds}s"


def say_retention(tally: Tally) -> str:
    """The share of reviews that were remembered."""
    return "–" if tally.retention is None else f"{tally.retention:.0%}"


def say_grades(tally: Tally) -> str:
    """How often each grade was given."""
    return " · ".join(f"{grade.name.title()} {count}" for grade, count in tally.grades.items())


def describe_outlook(outlook: Outlook, now: datetime, days: LearnerDays) -> str:
    """What waits, in a few lines: the total, the topics that have something, or what comes next."""
    waiting = [topic for topic in outlook.topics if topic.counts.due or topic.counts.new]
    if not waiting:
        return f"Nothing is due. {say_next(outlook, now, days)}"
    width = max(len(topic.name) for topic in waiting)
    lines = [f"{topic.name:{width}}  {say_counts(topic.counts)}" for topic in waiting]
    return "\n".join((say_counts(outlook.counts), *lines))


def describe_statistics(statistics: Statistics) -> str:
    """The statistics in a few lines."""
    tallies = {"Today": statistics.today, "Total": statistics.total, **statistics.decks}
    width = max(map(len, tallies))
    lines = [f"{name:{width}}  {say_tally(tally)}" for name, tally in tallies.items()]
    week = " · ".join(f"{day:%a} {count}" for day, count in statistics.forecast.items())
    return "\n".join(
        (
            *lines,
            f"{'Grades':{width}}  {say_grades(statistics.total)}",
            f"{'Streak':{width}}  {statistics.streak}",
            f"{'Week':{width}}  {week}",
        )
    )


def say_tally(tally: Tally) -> str:
    """Some reviews in one line."""
    parts = (
        say_number(tally.reviews, "review"),
        f"{tally.new} new",
        say_time(tally.time),
        f"retention {say_retention(tally)}",
    )
    return " · ".join(parts)
