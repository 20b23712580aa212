"""Counts, times and moments in the words a learner reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.memory import FLAGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from quizapp.days import LearnerDays
    from quizapp.limits import Limits
    from quizapp.memory import Mark, Review
    from quizapp.outlook import Outlook
    from quizapp.queue import Counts
    from quizapp.sitting import Moved, Sitting
    from quizapp.statistics import Tally


def say_counts(counts: Counts) -> str:
    """What waits: `12 due · 5 new`; a dash where nothing does."""
    parts = [f"{counts.due} due"] * bool(counts.due) + [f"{counts.new} new"] * bool(counts.new)
    return " · ".join(parts) or "–"


def say_header(counts: Counts) -> str:
    """Where all cards of today are: `12 due · 5 new · 4 held · 9 over limit`."""
    waiting = say_counts(counts) if counts.due or counts.new else "nothing due"
    return " · ".join(filter(None, (waiting, say_aside(counts))))


def say_aside(counts: Counts) -> str:
    """The cards of today that are not asked: `4 held · 9 over limit`; empty without any."""
    parts = [f"{counts.held} held"] * bool(counts.held)
    parts += [f"{counts.over} over limit"] * bool(counts.over)
    parts += [f"{counts.suspended} suspended"] * bool(counts.suspended)
    return " · ".join(parts)


def explain_counts(counts: Counts, limits: Limits) -> list[tuple[str, str]]:
    """Each number of the header with what it means, and what can be done about it."""
    due = f"{counts.learning} in learning steps, {counts.review} to review"
    held = "buried, or their answer was given away by a card of today; back tomorrow"
    over = (
        f"{counts.over_review} due and {counts.over_new} new beyond today's limits of "
        f"{limits.reviews_per_day} reviews and {limits.new_per_day} new; they come on the next "
        "days, or raise the limits in config.toml"
    )
    return [
        (f"{counts.due} due", due),
        (f"{counts.new} new", "never seen before"),
        (f"{counts.held} held", held),
        (f"{counts.over} over limit", over),
        (f"{counts.suspended} suspended", "not asked until you unsuspend them"),
    ]


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


def say_headline(outlook: Outlook) -> str:
    """What waits now, in one line."""
    if outlook.counts.due or outlook.counts.new:
        return say_header(outlook.counts)
    return "Nothing is due." if outlook.topics else "There are no cards here."


def say_later(outlook: Outlook, now: datetime, days: LearnerDays) -> str:
    """When cards come again, and in a line of its own what was held back until then."""
    lines = say_next(outlook, now, days), say_back_again(outlook.counts)
    return "\n".join(filter(None, lines))


def say_back_again(counts: Counts) -> str:
    """What is held back until tomorrow, and why; empty where nothing is."""
    over = [f"{counts.over_review} due"] * bool(counts.over_review)
    over += [f"{counts.over_new} new"] * bool(counts.over_new)
    said = [f"{' and '.join(over)} over today's limits."] * bool(over)
    said += [f"{counts.held} held until tomorrow."] * bool(counts.held)
    said += [f"{counts.suspended} suspended."] * bool(counts.suspended)
    return " ".join(said)


def say_mark(mark: Mark) -> str:
    """What is noted on a card: `flag 1 red · leech`; empty where nothing is."""
    noted = [f"flag {mark.flag} {FLAGS[mark.flag]}"] * bool(mark.flag) + ["leech"] * mark.leech
    return " · ".join(noted)


def say_leech(review: Review, partners: Sequence[str]) -> str:
    """What it means that a card has become a leech, and what to do about it."""
    said = [
        f"Forgotten {say_number(review.after.lapses, 'time')}: asking it again the same way will "
        "not help. Read its source, write the example yourself, or edit the card."
    ]
    said += [f"Is it confused with: {partner}" for partner in partners]
    suspended = review.marks is not None and review.marks[1].suspended
    said += ["It is suspended now: Browse brings it back."] * suspended
    return "\n".join(said)


def say_time(span: timedelta) -> str:
    """A stretch of study: `40s`, `3m 20s`, `1h 5m`."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if minutes >= 60:
        return f"{minutes // 60}h {minutes % 60}m"
    return f"{minutes}m {seconds}s" if minutes else f"{seconds}s"


def say_sitting(sitting: Sitting) -> str:
    """How much was done, in how much time, and how fast."""
    cards, time = say_number(sitting.cards, "card"), say_time(sitting.tally.time)
    if sitting.pace is None:
        return "Nothing was answered."
    return f"Reviewed {cards} in {time} · {sitting.pace.total_seconds():.0f} s an answer"


def say_moved(moved: Moved) -> str:
    """How much of a topic is known now, and how much was."""
    return f"  {moved.topic}  {moved.before:.0%} → {moved.after:.0%}"


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
        return f"Nothing is due. {' '.join(say_later(outlook, now, days).splitlines())}"
    width = max(len(topic.name) for topic in waiting)
    lines = [f"{topic.name:{width}}  {say_counts(topic.counts)}" for topic in waiting]
    return "\n".join((say_header(outlook.counts), *lines))
