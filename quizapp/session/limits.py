"""The daily limits, how much of them a day has used, and what each count means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Review, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Review


@dataclass(frozen=True, slots=True)
class Limits:
    """How many cards of each kind a learner's day may bring."""

    new_per_day: int = 10
    reviews_per_day: int = 200

    def room_after(self, done: Done) -> Limits:
        """The limits less what the day has brought so far."""
        return Limits(
            max(0, self.new_per_day - done.new), max(0, self.reviews_per_day - done.review)
        )


@dataclass(frozen=True, slots=True)
class Done:
    """How many cards of each kind a day has brought so far."""

    new: int = 0
    review: int = 0


def done_on_day_of(now: datetime, reviews: Iterable[Review], days: LearnerDays) -> Done:
    """The part of a day's limits that its reviews have used.

    A card reviewed ahead of its day uses up nothing: it was asked for beyond the limits.
    """
    start, end = days.start_of(days.day_of(now)), days.start_of_next(now)
    before = [review.before for review in reviews if review.at >= start]
    return Done(
        new=sum(memory is None for memory in before),
        review=sum(
            memory is not None and memory.state is State.REVIEW and memory.due < end
            for memory in before
        ),
    )
