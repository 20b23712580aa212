"""What is asked today, and in which order: steps first, then reviews, then new cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.memory import Memory, Phase

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from quizapp.days import LearnerDays
    from quizapp.limits import Done, Limits

LEARN_AHEAD = timedelta(minutes=20)
"""How early a learning card may come when nothing else is left, as in Anki."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards wait today, and how many a limit holds back until tomorrow."""

    new: int = 0
    learning: int = 0
    review: int = 0
    held_new: int = 0
    held_review: int = 0

    @property
    def due(self) -> int:
        """The cards that come because they were seen before."""
        return self.learning + self.review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of one moment by the reason they are asked, each group in its order."""

    learning: tuple[str, ...] = ()
    """Cards on a step whose wait is over."""
    review: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    """Cards on a step that may come early, once nothing else is left."""
    held_new: tuple[str, ...] = ()
    held_review: tuple[str, ...] = ()
    next_due: datetime | None = None
    """When an empty queue fills again, aware, in UTC; None where it is not empty, or never does."""

    @property
    def cards(self) -> tuple[str, ...]:
        """Every card still asked today, in the order it comes."""
        return self.learning + self.review + self.new + self.ahead

    @property
    def counts(self) -> Counts:
        """The queue in numbers."""
        return Counts(
            new=len(self.new),
            learning=len(self.learning) + len(self.ahead),
            review=len(self.review),
            held_new=len(self.held_new),
            held_review=len(self.held_review),
        )

    def among(self, cards: Container[str]) -> Queue:
        """The part of the queue that asks one of these cards."""
        return Queue(
            learning=tuple(card for card in self.learning if card in cards),
            review=tuple(card for card in self.review if card in cards),
            new=tuple(card for card in self.new if card in cards),
            ahead=tuple(card for card in self.ahead if card in cards),
            held_new=tuple(card for card in self.held_new if card in cards),
            held_review=tuple(card for card in self.held_review if card in cards),
        )


def build_queue(
    order: Sequence[str],
    memories: Mapping[str, Memory],
    now: datetime,
    *,
    days: LearnerDays,
    limits: Limits,
    done: Done,
    last: str | None = None,
) -> Queue:
    """The queue of a moment; `last` was asked just now and does not come early if another can."""
    room = limits.room_after(done)
    known = sorted(
        (memories[card].due, n, card) for n, card in enumerate(order) if card in memories
    )
    steps = [(due, card) for due, _, card in known if memories[card].phase is not Phase.REVIEW]
    tomorrow = days.start_of_next(now)
    # A review belongs to a day, not to a moment: it may come before its hour, after a journey.
    reviews = [(due, card) for due, _, card in known if memories[card].phase is Phase.REVIEW]
    due = tuple(card for at, card in reviews if at < tomorrow)
    unseen = tuple(card for card in order if card not in memories)
    queue = Queue(
        learning=tuple(card for at, card in steps if at <= now),
        review=due[: room.reviews_per_day],
        new=unseen[: room.new_per_day],
        ahead=_last_not_first([card for at, card in steps if now < at <= now + LEARN_AHEAD], last),
        held_new=unseen[room.new_per_day :],
        held_review=due[room.reviews_per_day :],
    )
    if queue.cards:
        return queue
    moments = [at - LEARN_AHEAD for at, _ in steps]
    moments += _later_days(queue, [at for at, _ in reviews], tomorrow, days, limits)
    return replace(queue, next_due=min(moments, default=None))


def _last_not_first(cards: list[str], last: str | None) -> tuple[str, ...]:
    if len(cards) > 1 and cards[0] == last:
        cards[:2] = cards[1::-1]
    return tuple(cards)


def _later_days(
    queue: Queue, reviews: list[datetime], tomorrow: datetime, days: LearnerDays, limits: Limits
) -> Iterator[datetime]:
    """The mornings on which reviews or new cards come to an empty queue."""
    if limits.new_per_day and queue.held_new:
        yield tomorrow
    if limits.reviews_per_day:
        if queue.held_review:
            yield tomorrow
        yield from (days.start_of(days.day_of(at)) for at in reviews if at >= tomorrow)
