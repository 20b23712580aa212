"""What the reviews say: how much, how well, how long, and what the week brings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.days import DAY
from quizapp.memory import Grade, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from quizapp.days import LearnerDays
    from quizapp.memory import Memory, Review

FORECAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Tally:
    """Some reviews in numbers."""

    reviews: int
    new: int
    """How many of them showed a card for the first time."""
    time: timedelta
    retention: float | None
    """The share of reviews in the review phase that were not Again; None without any."""
    grades: Mapping[Grade, int]

    def as_json(self) -> dict[str, object]:
        """The tally as JSON can hold it, times in seconds."""
        return {
            "reviews": self.reviews,
            "new": self.new,
            "seconds": round(self.time.total_seconds(), 3),
            "retention": self.retention,
            "grades": {grade.name.lower(): count for grade, count in self.grades.items()},
        }


@dataclass(frozen=True, slots=True)
class Statistics:
    """A learner's past in numbers, and the week ahead."""

    today: Tally
    total: Tally
    decks: Mapping[str, Tally]
    """All reviews of each deck, in study order."""
    forecast: Mapping[date, int]
    """How many seen cards come back on each learner's day from today on, overdue ones today."""
    streak: int
    """Learner's days in a row with a review, up to today, or to yesterday while today has none."""

    def as_json(self) -> dict[str, object]:
        """The statistics as JSON can hold them."""
        return {
            "today": self.today.as_json(),
            "total": self.total.as_json(),
            "decks": {name: tally.as_json() for name, tally in self.decks.items()},
            "forecast": {day.isoformat(): count for day, count in self.forecast.items()},
            "streak": self.streak,
        }


def tally(reviews: Iterable[Review]) -> Tally:
    """Some reviews in numbers."""
    reviews = list(reviews)
    grades = Counter(review.grade for review in reviews)
    tested = [
        review.grade is not Grade.AGAIN
        for review in reviews
        if review.before is not None and review.before.phase is Phase.REVIEW
    ]
    return Tally(
        reviews=len(reviews),
        new=sum(review.before is None for review in reviews),
        time=sum((review.took for review in reviews), timedelta()),
        retention=sum(tested) / len(tested) if tested else None,
        grades={grade: grades[grade] for grade in Grade},
    )


def summarise(
    reviews: Sequence[Review],
    memories: Mapping[str, Memory],
    decks: Mapping[str, Iterable[str]],
    now: datetime,
    days: LearnerDays,
) -> Statistics:
    """All statistics of a moment; `decks` names the cards of each deck that may be asked."""
    start = days.start_of(days.day_of(now))
    cards = {name: frozenset(ids) for name, ids in decks.items()}
    shelved = [memories[card] for ids in cards.values() for card in ids if card in memories]
    return Statistics(
        today=tally(review for review in reviews if review.at >= start),
        total=tally(reviews),
        decks={
            name: tally(review for review in reviews if review.card in ids)
            for name, ids in cards.items()
        },
        forecast=_forecast(shelved, days.day_of(now), days),
        streak=_streak({days.day_of(review.at) for review in reviews}, days.day_of(now)),
    )


def _forecast(memories: Iterable[Memory], today: date, days: LearnerDays) -> dict[date, int]:
    due = Counter(max(today, days.day_of(memory.due)) for memory in memories)
    return {day: due[day] for day in (today + n * DAY for n in range(FORECAST_DAYS))}


def _streak(reviewed: set[date], today: date) -> int:
    day = today if today in reviewed else today - DAY
    streak = 0
    while day in reviewed:
        streak += 1
        day -= DAY
    return streak
