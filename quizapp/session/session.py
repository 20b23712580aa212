"""The review session as a value: every key makes a new one, and undo is the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from quizapp.scheduler.fuzz import load_of
from quizapp.scheduler.model import CardChange, CardStatus, Evidence, Grade, Marks, Memory, Review
from quizapp.scheduler.review import Leeches, make_review
from quizapp.session.evidence import evidence_of
from quizapp.session.queue import NO_MARKS, Queue
from quizapp.session.queue_builder import Rules, build_queue
from quizapp.session.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizapp.scheduler.fsrs import Scheduler
    from quizapp.scheduler.model import Operation

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class CardStates:
    """Memories, marks and the day's reviews, as a session keeps them."""

    memories: Mapping[str, Memory] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)
    today: tuple[Review, ...] = ()
    """The reviews of the learner's day, oldest first."""

    def status(self, card: str) -> CardStatus:
        """The status of a card."""
        return CardStatus(self.memories.get(card), self.marks.get(card, NO_MARKS))


@dataclass(frozen=True, slots=True)
class Session(Turn):
    """The card asked now, the queue, and the operations done so far."""

    order: tuple[str, ...]
    """The cards that may be asked, in study order."""
    scheduler: Scheduler
    rules: Rules
    leeches: Leeches
    states: CardStates
    since: datetime
    """When the card asked now was first shown, aware, in UTC; later by every pause."""
    topic: str = ""
    """The topic that is studied alone; empty where all are."""
    extra: tuple[str, ...] = ()
    """Cards to ask before they are due, once nothing else is left."""
    queue: Queue = field(default_factory=Queue)
    asked: str | None = None
    judged: Evidence | None = None
    """What the judge found of the typed answer; None where nothing was judged."""
    paused: datetime | None = None
    """Since when the learner is away; None while studying."""
    operations: tuple[Operation, ...] = ()
    """The reviews and changes of this session, oldest first."""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask at this moment."""
        return self.asked is None

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of this session, oldest first."""
        return tuple(each for each in self.operations if isinstance(each, Review))

    @property
    def evidence(self) -> Evidence | None:
        """The evidence for a grade of the card asked now."""
        return self.judged or evidence_of(hints=self.hints)

    def status(self, card: str) -> CardStatus:
        """The status of a card now."""
        return self.states.status(card)

    def at(self, now: datetime, states: CardStates | None = None) -> Session:
        """The session with the queue of this moment and what other windows have done since.

        The card asked now stays, unless it was answered or set aside elsewhere.
        """
        states = states or self.states
        queue = build_queue(
            self.order,
            states.memories,
            states.marks,
            now,
            rules=self.rules,
            today=states.today,
            extra=self.extra,
        )
        fresh = replace(self, states=states, queue=queue)
        if self.asked and self._stays(self.asked, states, now):
            return fresh
        last = states.today[-1].card if states.today else None
        asked = queue.first(last, self.rules.related, states.memories)
        return replace(fresh, asked=asked, since=now, revealed=False, hints=0, judged=None)

    def _stays(self, card: str, states: CardStates, now: datetime) -> bool:
        was, now_is = self.status(card), states.status(card)
        buried = now_is.mark.buried == self.rules.days.day_of(now)
        return was.memory == now_is.memory and not (now_is.mark.suspended or buried)

    def judge(self, evidence: Evidence | None) -> Session:
        """The session with what the judge found of the answer."""
        return replace(self, judged=evidence)

    def pause(self, now: datetime) -> Session:
        """The session while the learner is away: the time does not count."""
        return replace(self, paused=self.paused or now)

    def resume(self, now: datetime) -> Session:
        """The session once the learner is back."""
        away = max(timedelta(0), now - self.paused) if self.paused else timedelta(0)
        return replace(self, paused=None, since=self.since + away)

    def ahead(self, cards: Iterable[str], now: datetime) -> Session:
        """The session that goes on with cards before they are due."""
        return replace(self, extra=tuple(cards)).at(now)

    def futures(self, now: datetime) -> dict[Grade, Memory]:
        """The memory that each grade would leave of the card asked now."""
        if self.asked is None:
            return {}
        memories = self.states.memories
        load = load_of(memories.values(), self.rules.days)
        return self.scheduler.preview(memories.get(self.asked), now, card=self.asked, load=load)

    def grade(self, grade: Grade, now: datetime, seen: str = "") -> tuple[Session, Review]:
        """The next session, and the review to keep before it is shown.

        `seen` is the text the learner knew the card by, where it has been corrected since.
        """
        if self.asked is None or not self.revealed:
            raise ValueError("only a revealed card can be graded")
        review = make_review(
            self.asked,
            grade,
            at=now,
            took=now - self.since,
            status=self.status(self.asked),
            after=self.futures(now)[grade],
            leeches=self.leeches,
            evidence=self.evidence,
            seen=seen,
        )
        mark = review.marks[1] if review.marks else self.status(review.card).mark
        return self._after(review, {review.card: CardStatus(review.after, mark)}, now), review

    def do(self, change: CardChange, now: datetime) -> Session:
        """The session after an action on cards."""
        return self._after(change, change.after, now)

    def undo(self, now: datetime) -> Session:
        """The session before the last operation, its clock started anew; itself without one."""
        return replace(self.previous, since=now, paused=None) if self.previous else self

    def _after(
        self, operation: Operation, stands: Mapping[str, CardStatus], now: datetime
    ) -> Session:
        today = (
            (*self.states.today, operation) if isinstance(operation, Review) else self.states.today
        )
        states = CardStates(
            memories=_changed(self.states.memories, {c: s.memory for c, s in stands.items()}),
            marks=_changed(self.states.marks, {c: s.mark for c, s in stands.items()}),
            today=today,
        )
        return replace(self, operations=(*self.operations, operation), previous=self).at(
            now, states
        )


def begin_session(
    order: Iterable[str],
    states: CardStates,
    now: datetime,
    *,
    scheduler: Scheduler,
    rules: Rules,
    leeches: Leeches | None = None,
    topic: str = "",
) -> Session:
    """A session that asks its first card, or is finished at once."""
    leeches = leeches or Leeches()
    session = Session(tuple(order), scheduler, rules, leeches, states, since=now, topic=topic)
    return session.at(now)


def _changed(facts: Mapping[str, V], changes: Mapping[str, V | None]) -> dict[str, V]:
    changed = {**facts, **changes}
    return {card: value for card, value in changed.items() if value is not None}
