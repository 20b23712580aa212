"""The queue of a moment: cards on a step come first, then reviews, then new cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Marks, Memory, State
from quizapp.scheduler.steps import LEARN_AHEAD
from quizapp.session.burying import Burying
from quizapp.session.limits import Limits, done_on_day_of
from quizapp.session.queue import NO_MARKS, NewOrder, Queue
from quizapp.session.related import Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Review

RESOLUTION = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Rules:
    """The days, limits and relations that a queue follows."""

    days: LearnerDays
    limits: Limits = field(default_factory=Limits)
    related: Related = field(default_factory=Related)
    new_order: NewOrder = NewOrder.AFTER
    aside: frozenset[str] = frozenset()
    """New cards that are not begun, because the interview is prepared without them."""


def build_queue(
    order: Sequence[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Marks],
    now: datetime,
    *,
    rules: Rules,
    today: Sequence[Review] = (),
    extra: Sequence[str] = (),
) -> Queue:
    """The queue of a moment; `today` holds at least the reviews of its learner's day."""
    days = rules.days
    morning = days.start_of(days.day_of(now))
    today = [review for review in today if review.at >= morning]
    asked = [card for card in order if not marks.get(card, NO_MARKS).suspended]
    known = sorted(
        (memories[card].due, n, card) for n, card in enumerate(asked) if card in memories
    )
    steps = [(due, card) for due, _, card in known if memories[card].state is not State.REVIEW]
    # A review belongs to a day, not to a moment: it may come before its hour, after a journey.
    reviews = [(due, card) for due, _, card in known if memories[card].state is State.REVIEW]
    tomorrow = days.start_of_next(now)
    # A step that ends on another day is one of days, and does not come before.
    soon = min(now + LEARN_AHEAD, tomorrow - RESOLUTION)
    burying = Burying(memories, marks, days, now, rules.related, today)
    burying.seen.update(card for _, card in steps)
    done = done_on_day_of(now, today, days)
    room = rules.limits.room_after(done)
    review = burying.split([card for at, card in reviews if at < tomorrow], room.reviews_per_day)
    unseen = [card for card in asked if card not in memories]
    new = burying.split([card for card in unseen if card not in rules.aside], room.new_per_day)
    last = today[-1].card if today else None
    queue = Queue(
        learning=tuple(card for at, card in steps if at <= now),
        review=review.asked,
        new=new.asked,
        ahead=_last_not_first([card for at, card in steps if now < at <= soon], last),
        extra=_still_ahead(extra, {card: at for at, card in reviews}, tomorrow, today),
        held=review.held + new.held,
        over_review=review.over,
        over_new=new.over + tuple(card for card in unseen if card in rules.aside),
        suspended=tuple(card for card in order if marks.get(card, NO_MARKS).suspended),
        new_order=rules.new_order,
        done=done,
    )
    if queue.cards:
        return queue
    moments = [max(days.start_of(days.day_of(at)), at - LEARN_AHEAD) for at, _ in steps]
    moments += _later_days(queue, [at for at, _ in reviews], tomorrow, days, rules.limits)
    return replace(queue, next_due=min(moments, default=None))


def _last_not_first(cards: list[str], last: str | None) -> tuple[str, ...]:
    if len(cards) > 1 and cards[0] == last:
        cards[:2] = cards[1::-1]
    return tuple(cards)


def _still_ahead(
    extra: Sequence[str],
    due: Mapping[str, datetime],
    tomorrow: datetime,
    today: Sequence[Review],
) -> tuple[str, ...]:
    """The cards asked for early that are neither answered today nor due by themselves."""
    answered = {
        review.card for review in today if review.before and _is_early(review.before, tomorrow)
    }
    return tuple(
        card for card in extra if card in due and due[card] >= tomorrow and card not in answered
    )


def _is_early(memory: Memory, tomorrow: datetime) -> bool:
    """Whether a card was not due before tomorrow."""
    return memory.state is State.REVIEW and memory.due >= tomorrow


def _later_days(
    queue: Queue, reviews: list[datetime], tomorrow: datetime, days: LearnerDays, limits: Limits
) -> Iterator[datetime]:
    """The mornings on which reviews or new cards come to an empty queue."""
    if queue.held or (limits.new_per_day and queue.over_new):
        yield tomorrow
    if limits.reviews_per_day:
        if queue.over_review:
            yield tomorrow
        yield from (days.start_of(days.day_of(at)) for at in reviews if at >= tomorrow)
