"""Cards, what is remembered of them, and the rules: all that a session is begun from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from quizapp.session import begin_session
from quizapp.statistics import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deckgen.model import Card, Library
    from quizapp.limits import Limits
    from quizapp.memory import Change, Grade, Mark, Memory, Review, Step
    from quizapp.scheduler import Scheduler
    from quizapp.session import Session
    from quizapp.statistics import Statistics


class Store(Protocol):
    """Where reviews are kept; what has returned without an error is not lost."""

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences about what could not be read."""

    def memories(self) -> dict[str, Memory]:
        """What is remembered of each card ever answered."""

    def marks(self) -> dict[str, Mark]:
        """What is noted on each card that has a mark."""

    def text_of(self, card: str) -> str:
        """The words of a card as the learner last saw them; empty where it was never answered."""

    def setting(self, name: str) -> dict[str, Any] | None:
        """What the quiz was told to remember under a name."""

    def set(self, name: str, value: dict[str, Any] | None) -> None:
        """Remember a setting, or forget it."""

    def record(self, review: Review, text: str = "") -> None:
        """Keep a review; `text` is the card as it was now seen."""

    def change(self, change: Change) -> None:
        """Keep what was done to some cards."""

    def undo(self, step: Step) -> None:
        """Take a review or a change back."""

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The reviews that stand, oldest first: all, or quickly those from a moment on."""

    def changes(self, since: datetime | None = None) -> list[Change]:
        """What was done beside answering and stands, oldest first."""

    def refresh(self) -> None:
        """Read what other windows have written."""

    def close(self) -> None:
        """Leave the files alone from now on."""


@dataclass(frozen=True, slots=True)
class Study:
    """One learner and one library."""

    library: Library
    store: Store
    scheduler: Scheduler
    limits: Limits

    @property
    def cards(self) -> dict[str, Card]:
        """The cards that may be asked, in study order; a retired one never is."""
        cards: dict[str, Card] = {}
        for card in self.library.cards:
            if card.retired is None:
                cards.setdefault(card.id, card)
        return cards

    def begin(self, now: datetime) -> Session:
        """A session with all that is due at a moment, other windows' answers included."""
        self.store.refresh()
        return begin_session(
            self.cards,
            self.store.memories(),
            now,
            scheduler=self.scheduler,
            limits=self.limits,
            earlier=self._today(now),
        )

    def grade(self, session: Session, grade: Grade, now: datetime) -> Session:
        """The session after an answer that is now kept; raises OSError where it could not be.

        Without a new review when another window answered the card first.
        """
        if not self._is_current(session.asked, session.memories):
            return session.at(now, self.store.memories(), self._today(now))
        following, review = session.grade(grade, now)
        self.store.record(review)
        return following.at(now, self.store.memories(), self._today(now))

    def undo(self, session: Session, now: datetime) -> Session:
        """The session before the last answer, now forgotten; raises OSError where it could not be.

        The same session when there is none, or another window answered the card since.
        """
        if not session.reviews:
            return session
        review = session.reviews[-1]
        if not self._is_current(review.card, {review.card: review.after}):
            return session
        self.store.undo(review)
        before = replace(session.undo(), since=now)
        return before.at(now, self.store.memories(), self._today(now))

    def _today(self, now: datetime) -> list[Review]:
        """The reviews of the learner's day, from all windows."""
        days = self.scheduler.days
        return self.store.reviews(since=days.start_of(days.day_of(now)))

    def _is_current(self, card: str | None, memories: Mapping[str, Memory]) -> bool:
        """Whether no other window has changed what is remembered of a card."""
        self.store.refresh()
        return card is not None and self.store.memories().get(card) == memories.get(card)

    def statistics(self, now: datetime) -> Statistics:
        """The learner's statistics at a moment; not quick, for it reads all reviews there are."""
        self.store.refresh()
        asked = self.cards
        decks = {
            deck.name: [card.id for card in deck.cards if asked.get(card.id) is card]
            for deck in self.library.decks
        }
        return summarise(
            self.store.reviews(), self.store.memories(), decks, now, self.scheduler.days
        )
