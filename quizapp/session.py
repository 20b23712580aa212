"""A sitting as a value: every key makes a new session, and undo is the one before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.limits import Limits, done_on_day_of
from quizapp.memory import Grade, Memory, Review
from quizapp.queue import Queue, build_queue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from quizapp.scheduler import Scheduler

LONGEST_ANSWER = timedelta(minutes=5)
"""What a review is said to take at most: beyond it, the learner was away."""


@dataclass(frozen=True, slots=True)
class Session:
    """What is asked now, what was answered, and how to go on; it never changes."""

    order: tuple[str, ...]
    """The cards that may be asked, in study order."""
    scheduler: Scheduler
    limits: Limits
    memories: Mapping[str, Memory]
    earlier: tuple[Review, ...]
    """Today's reviews from outside this session: they have used up part of the limits."""
    since: datetime
    """When the card asked now was first shown, aware, in UTC."""
    queue: Queue = field(default_factory=Queue)
    asked: str | None = None
    revealed: bool = False
    hints: int = 0
    """How many hints are shown."""
    reviews: tuple[Review, ...] = ()
    """What was answered in this session, oldest first."""
    # Left out of equality, which would otherwise walk through the whole sitting.
    previous: Session | None = field(default=None, repr=False, compare=False)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask at this moment."""
        return self.asked is None

    def at(
        self,
        now: datetime,
        memories: Mapping[str, Memory] | None = None,
        today: Iterable[Review] | None = None,
    ) -> Session:
        """The session with the queue of this moment and what other windows have answered since.

        The card asked now stays, unless it was answered elsewhere.
        """
        fresh = self.memories if memories is None else memories
        earlier = self.earlier if today is None else self._not_mine(today)
        queue = build_queue(
            self.order,
            fresh,
            now,
            days=self.scheduler.days,
            limits=self.limits,
            done=done_on_day_of(now, (*earlier, *self.reviews), self.scheduler.days),
            last=self.reviews[-1].card if self.reviews else None,
        )
        if self.asked and fresh.get(self.asked) == self.memories.get(self.asked):
            return replace(self, memories=fresh, earlier=earlier, queue=queue)
        asked = next(iter(queue.cards), None)
        return replace(
            self,
            memories=fresh,
            earlier=earlier,
            queue=queue,
            asked=asked,
            since=now,
            revealed=False,
            hints=0,
        )

    def _not_mine(self, reviews: Iterable[Review]) -> tuple[Review, ...]:
        mine = {(review.card, review.at) for review in self.reviews}
        return tuple(review for review in reviews if (review.card, review.at) not in mine)

    def reveal(self) -> Session:
        """The session with the answer shown."""
        return replace(self, revealed=self.asked is not None)

    def hint(self, available: int) -> Session:
        """The session with one more hint shown, of those the card has."""
        return replace(self, hints=min(self.hints + 1, available))

    def futures(self, now: datetime) -> dict[Grade, Memory]:
        """What each grade would make of the card asked now."""
        if self.asked is None:
            return {}
        return self.scheduler.preview(self.memories.get(self.asked), now)

    def grade(self, grade: Grade, now: datetime) -> tuple[Session, Review]:
        """The next session, and the review to keep before it is shown."""
        if self.asked is None or not self.revealed:
            raise ValueError("only a revealed card can be graded")
        review = Review(
            card=self.asked,
            grade=grade,
            at=now,
            took=max(timedelta(0), min(now - self.since, LONGEST_ANSWER)),
            before=self.memories.get(self.asked),
            after=self.futures(now)[grade],
        )
        answered = replace(
            self,
            memories={**self.memories, review.card: review.after},
            reviews=(*self.reviews, review),
            asked=None,
            previous=self,
        )
        return answered.at(now), review

    def undo(self) -> Session:
        """The session before the last answer, exactly as it was; itself where there was none."""
        return self.previous or self


def begin_session(
    order: Iterable[str],
    memories: Mapping[str, Memory],
    now: datetime,
    *,
    scheduler: Scheduler,
    limits: Limits,
    earlier: Iterable[Review] = (),
) -> Session:
    """A session that asks its first card, or is finished at once."""
    empty = Session(tuple(order), scheduler, limits, memories, tuple(earlier), since=now)
    return empty.at(now)
