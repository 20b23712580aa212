"""What is asked today, and in which order: steps first, then reviews, then new cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.holding import Holding
from quizapp.kin import Kin
from quizapp.limits import Limits, done_on_day_of
from quizapp.memory import Mark, Memory, Phase

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from quizapp.days import LearnerDays
    from quizapp.memory import Review

LEARN_AHEAD = timedelta(minutes=20)
"""How early a learning card may come when nothing else is left, as in Anki."""
RESOLUTION = timedelta.resolution
NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the cards of today are: every one of them is counted once."""

    new: int = 0
    learning: int = 0
    review: int = 0
    held: int = 0
    """Set aside until tomorrow: buried by the learner, or a sibling comes today."""
    over_new: int = 0
    """New cards beyond today's limit."""
    over_review: int = 0
    suspended: int = 0

    @property
    def due(self) -> int:
        """The cards that come because they were seen before."""
        return self.learning + self.review

    @property
    def over(self) -> int:
        """The cards that today's limits hold back."""
        return self.over_new + self.over_review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of one moment by the reason they are asked or not, each group in its order."""

    learning: tuple[str, ...] = ()
    """Cards on a step whose wait is over."""
    review: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    """Cards on a step that may come early, once nothing else is left."""
    extra: tuple[str, ...] = ()
    """Cards the learner asked for before they are due."""
    held: tuple[str, ...] = ()
    over_new: tuple[str, ...] = ()
    over_review: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    next_due: datetime | None = None
    """When an empty queue fills again, aware, in UTC; None where it is not empty, or never does."""

    @property
    def cards(self) -> tuple[str, ...]:
        """Every card still asked today, in the order it comes."""
        return self.learning + self.review + self.new + self.ahead + self.extra

    @property
    def counts(self) -> Counts:
        """The queue in numbers."""
        return Counts(
            new=len(self.new),
            learning=len(self.learning) + len(self.ahead),
            review=len(self.review) + len(self.extra),
            held=len(self.held),
            over_new=len(self.over_new),
            over_review=len(self.over_review),
            suspended=len(self.suspended),
        )

    def among(self, cards: Container[str]) -> Queue:
        """The part of the queue that is about these cards."""

        def part(group: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(card for card in group if card in cards)

        return Queue(
            learning=part(self.learning),
            review=part(self.review),
            new=part(self.new),
            ahead=part(self.ahead),
            extra=part(self.extra),
            held=part(self.held),
            over_new=part(self.over_new),
            over_review=part(self.over_review),
            suspended=part(self.suspended),
        )

    def first(self, last: str | None, kin: Kin, memories: Mapping[str, Memory]) -> str | None:
        """The card to ask after the last one: the next that is not easily taken for it.

        Only while one of the two is still being learned: later, to tell them apart is the test.
        """
        cards = self.cards
        if last is None:
            return next(iter(cards), None)
        settled = _is_settled(memories.get(last))
        for card in cards:
            # what comes early, comes only when nothing else is left: it is no way out
            if card in self.ahead:
                break
            if not kin.related(last, card) or (settled and _is_settled(memories.get(card))):
                return card
        return next(iter(cards), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a queue is made by."""

    days: LearnerDays
    limits: Limits = field(default_factory=Limits)
    kin: Kin = field(default_factory=Kin)


def build_queue(
    order: Sequence[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Mark],
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
    asked = [card for card in order if not marks.get(card, NO_MARK).suspended]
    known = sorted(
        (memories[card].due, n, card) for n, card in enumerate(asked) if card in memories
    )
    steps = [(due, card) for due, _, card in known if memories[card].phase is not Phase.REVIEW]
    # A review belongs to a day, not to a moment: it may come before its hour, after a journey.
    reviews = [(due, card) for due, _, card in known if memories[card].phase is Phase.REVIEW]
    tomorrow = days.start_of_next(now)
    # A step that ends on another day is one of days, and does not come before.
    soon = min(now + LEARN_AHEAD, tomorrow - RESOLUTION)
    holding = Holding(memories, marks, days, now, rules.kin, today)
    holding.seen.update(card for _, card in steps)
    room = rules.limits.room_after(done_on_day_of(now, today, days))
    review = holding.sift([card for at, card in reviews if at < tomorrow], room.reviews_per_day)
    new = holding.sift([card for card in asked if card not in memories], room.new_per_day)
    last = today[-1].card if today else None
    queue = Queue(
        learning=tuple(card for at, card in steps if at <= now),
        review=review.asked,
        new=new.asked,
        ahead=_last_not_first([card for at, card in steps if now < at <= soon], last),
        extra=_still_ahead(extra, {card: at for at, card in reviews}, tomorrow, today),
        held=review.held + new.held,
        over_review=review.over,
        over_new=new.over,
        suspended=tuple(card for card in order if marks.get(card, NO_MARK).suspended),
    )
    if queue.cards:
        return queue
    moments = [max(days.start_of(days.day_of(at)), at - LEARN_AHEAD) for at, _ in steps]
    moments += _later_days(queue, [at for at, _ in reviews], tomorrow, days, rules.limits)
    return replace(queue, next_due=min(moments, default=None))


def _is_settled(memory: Memory | None) -> bool:
    return memory is not None and memory.phase is Phase.REVIEW


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
    """The cards asked for early that were not answered since and are not due by themselves."""
    answered = {review.card for review in today}
    return tuple(
        card for card in extra if card in due and due[card] >= tomorrow and card not in answered
    )


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
