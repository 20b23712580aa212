"""The collection: cards, store, scheduler and limits; it begins sessions and keeps what they do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.collection.card_text import text_of
from quizapp.collection.exam_plan import kept_plan, under_plan
from quizapp.collection.proofs import Proofs
from quizapp.collection.topics import topic_name
from quizapp.scheduler.fuzz import load_of
from quizapp.scheduler.model import Action, CardChange
from quizapp.scheduler.review import Leeches, make_review
from quizapp.session.actions import change_by, statuses_of
from quizapp.session.queue import NO_MARKS, NewOrder
from quizapp.session.queue_builder import Rules
from quizapp.session.related import Related, relate
from quizapp.session.session import CardStates, begin_session
from quizapp.store.protocol import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, timedelta

    from deckgen.model import Card, Library
    from quizapp.scheduler.fsrs import Scheduler
    from quizapp.scheduler.model import CardStatus, Grade, Memory, Operation, Review
    from quizapp.session.limits import Limits
    from quizapp.session.session import Session


MORE_NEW = "more_new"
"""The name under which a store remembers that a day may bring more new cards."""


@dataclass(frozen=True)
class Collection:
    """The cards of one library, with the reviews of one learner."""

    library: Library
    store: Store
    scheduler: Scheduler
    limits: Limits
    leeches: Leeches = field(default_factory=Leeches)
    proofs: Proofs = field(default_factory=lambda: Proofs(Path()))
    new_order: NewOrder = NewOrder.AFTER

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The cards that may be asked, in study order; a retired one never is."""
        cards: dict[str, Card] = {}
        for card in self.library.cards:
            if card.retired is None:
                cards.setdefault(card.id, card)
        return cards

    @cached_property
    def related(self) -> Related:
        """The relations between the cards."""
        return relate(self.library)

    def cards_of(self, topic: str) -> tuple[str, ...]:
        """The cards of a topic that may be asked, in study order; all of them without a topic."""
        if not topic:
            return tuple(self.cards)
        decks = (deck for deck in self.library.decks if topic_name(deck) == topic)
        own = {card.id for deck in decks for card in deck.cards}
        return tuple(card for card in self.cards if card in own)

    def begin(self, now: datetime, topic: str = "") -> Session:
        """A session with all that is due at a moment, or with one topic's cards alone.

        It knows other windows' answers.
        """
        self.store.refresh()
        states = self._states(now)
        rules, scheduler = self._rules(states, now)
        return begin_session(
            self.cards_of(topic),
            states,
            now,
            scheduler=scheduler,
            rules=rules,
            leeches=self.leeches,
            topic=topic,
        )

    def allow_more_new(self, now: datetime, cards: int) -> None:
        """Allow so many more new cards on the day of a moment; may raise OSError."""
        self.store.refresh()
        day = self.scheduler.days.day_of(now).isoformat()
        self.store.set(MORE_NEW, {"day": day, "cards": self._more_new(now) + cards})

    def carry_on(self, session: Session, now: datetime) -> Session:
        """The session with this collection's cards; a card that has left gives way to the next."""
        rules = replace(session.rules, related=self.related)
        asked = session.asked if session.asked in self.cards else None
        fresh = replace(session, order=self.cards_of(session.topic), rules=rules, asked=asked)
        return self.refresh(fresh, now)

    def refresh(self, session: Session, now: datetime) -> Session:
        """The session with what other windows have done since."""
        self.store.refresh()
        return session.at(now, self._states(now))

    def grade(self, session: Session, grade: Grade, now: datetime) -> Session:
        """Keep an answer and return the session after it; raises OSError where it can't be kept.

        The session has no new operation where another window answered the card first.
        """
        card = session.asked
        if card is None or not self._is_current({card: session.status(card)}):
            return session.at(now, self._states(now))
        following, review = session.grade(grade, now, self.known_as(card))
        self.store.record(review, text_of(self.cards[card]))
        return self._caught_up(following, now)

    def act(
        self,
        action: Action,
        cards: Iterable[str],
        now: datetime,
        argument: int | date | None = None,
    ) -> CardChange | None:
        """Keep the change that an action makes to cards; None where it changes nothing.

        Raises ActionError for what can't be done, and OSError where it could not be kept.
        """
        self.store.refresh()
        statuses = statuses_of(cards, self.store)
        change = change_by(action, statuses, now, self.scheduler.days, argument)
        if change:
            self.store.change(change)
        return change

    def act_in(
        self, session: Session, action: Action, now: datetime, argument: int | date | None = None
    ) -> Session:
        """Act on the card asked and return the session after it; raises ActionError or OSError.

        The session has no new operation where nothing changes, or another window changed the card.
        """
        cards = [session.asked] if session.asked else []
        statuses = {card: session.status(card) for card in cards}
        change = change_by(action, statuses, now, self.scheduler.days, argument)
        if change is None or not self._is_current(change.before):
            return session.at(now, self._states(now))
        self.store.change(change)
        return self._caught_up(session.do(change, now), now)

    def undo(self, session: Session, now: datetime) -> Session:
        """Forget the last operation and return the session before it; may raise OSError.

        The same session when there is none, or another window has changed its cards since.
        """
        if not session.operations:
            return session
        if not self.take_back(session.operations[-1]):
            return session
        return self.carry_on(session.undo(now), now)

    def take_back(self, operation: Operation) -> bool:
        """Forget an operation; False where another window has changed its cards since.

        May raise OSError.
        """
        if not self._stands(operation):
            return False
        self.store.undo(operation)
        return True

    def answer(self, card: str, grade: Grade, *, at: datetime, took: timedelta) -> Review:
        """Keep an answer given outside a session and return its review; may raise OSError."""
        self.store.refresh()
        states = self._states(at)
        review = make_review(
            card,
            grade,
            at=at,
            took=took,
            status=states.status(card),
            after=self.futures(card, at)[grade],
            leeches=self.leeches,
            seen=self.known_as(card),
        )
        self.store.record(review, text_of(self.cards[card]))
        return review

    def futures(self, card: str, now: datetime) -> dict[Grade, Memory]:
        """The memory that each grade would leave of a card, as far as this window knows."""
        states = self._states(now)
        load = load_of(states.memories.values(), self.scheduler.days)
        _, scheduler = self._rules(states, now)
        return scheduler.preview(states.memories.get(card), now, card=card, load=load)

    def known_as(self, card: str) -> str:
        """The text the learner knows a card by, if it has been corrected since; else empty."""
        known = self.store.text_of(card)
        return known if card in self.cards and known != text_of(self.cards[card]) else ""

    def _rules(self, states: CardStates, now: datetime) -> tuple[Rules, Scheduler]:
        """The rules and the scheduler of a moment; an exam plan changes both until its day."""
        rules = Rules(self.scheduler.days, self.limits, self.related, self.new_order)
        scheduler = self.scheduler
        if plan := kept_plan(self.store):
            rules, scheduler = under_plan(plan, rules, scheduler, self.library, states, now)
        new_per_day = rules.limits.new_per_day + self._more_new(now)
        return replace(rules, limits=replace(rules.limits, new_per_day=new_per_day)), scheduler

    def _more_new(self, now: datetime) -> int:
        """How many new cards beyond the limit were asked for on the day of a moment."""
        more = self.store.setting(MORE_NEW) or {}
        if more.get("day") != self.scheduler.days.day_of(now).isoformat():
            return 0
        cards = more.get("cards")
        return cards if isinstance(cards, int) else 0

    def _caught_up(self, following: Session, now: datetime) -> Session:
        """The session with what other windows have done meanwhile."""
        states = self._states(now)
        return following if states == following.states else following.at(now, states)

    def _states(self, now: datetime) -> CardStates:
        days = self.scheduler.days
        today = self.store.reviews(since=days.start_of(days.day_of(now)))
        return CardStates(self.store.memories(), self.store.marks(), tuple(today))

    def _is_current(self, statuses: Mapping[str, CardStatus]) -> bool:
        """Whether no other window has changed these statuses."""
        self.store.refresh()
        states = CardStates(self.store.memories(), self.store.marks())
        return all(states.status(card) == status for card, status in statuses.items())

    def _stands(self, operation: Operation) -> bool:
        """Whether the cards still stand as an operation left them; other facts may have changed."""
        if isinstance(operation, CardChange):
            return self._is_current(operation.after)
        self.store.refresh()
        memory, mark = (
            self.store.memories().get(operation.card),
            self.store.marks().get(operation.card),
        )
        unmarked = operation.marks is None or operation.marks[1] == (mark or NO_MARKS)
        return memory == operation.after and unmarked
