"""Values the quiz tests start from: a clock, a scheduler, a library and a store in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deckgen.model import Card, CardId, Deck, Kind, Level, Library
from quizapp.collection.collection import Collection
from quizapp.scheduler.columns import ReviewColumns
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import (
    CardChange,
    CardStatus,
    Grade,
    Marks,
    Memory,
    Operation,
    Review,
    State,
)
from quizapp.session.limits import Limits
from quizapp.session.session import Session

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DAYS = LearnerDays(ZoneInfo("Europe/Berlin"))
SCHEDULER = Scheduler(DAYS)


def remembered(
    *, due: datetime = NOW, state: State = State.REVIEW, stability: float = 8.0, step: int = 0
) -> Memory:
    """A memory last refreshed its stability before it is due."""
    last = due - (timedelta(days=stability) if state is State.REVIEW else 10 * MINUTE)
    return Memory(stability, 5.0, due, last, state, step, reps=3)


def reviewed(
    card: str = "a",
    grade: Grade = Grade.GOOD,
    *,
    at: datetime = NOW,
    before: Memory | None = None,
    took: timedelta = timedelta(seconds=9),
) -> Review:
    """A review as the scheduler would have it."""
    return Review(card, grade, at, took, before, SCHEDULER.preview(before, at)[grade])


def asked_card(card: str, **changes: object) -> Card:
    """A small card."""
    plain = Card(
        CardId(card),
        f"What is `{card}`?",
        Kind.RECALL,
        Level.JUNIOR,
        back=f"The answer to **{card}**.",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def small_library(*ids: str) -> Library:
    """A library of one deck."""
    return Library("Interview", (Deck("Basics", "Basics", cards=tuple(map(asked_card, ids))),))


@dataclass
class MemoryStore:
    """A store that forgets everything when the test ends."""

    known: dict[str, Memory] = field(default_factory=dict)
    marked: dict[str, Marks] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: list[Operation] = field(default_factory=list)
    damaged: tuple[str, ...] = ()
    failing: bool = False
    """Whether the disk is full."""
    closed: bool = False

    def memories(self) -> dict[str, Memory]:
        return dict(self.known)

    def marks(self) -> dict[str, Marks]:
        return dict(self.marked)

    def text_of(self, card: str) -> str:
        return self.texts.get(card, "")

    def setting(self, name: str) -> dict[str, Any] | None:
        return self.settings.get(name)

    def set(self, name: str, value: dict[str, Any] | None) -> None:
        self._write()
        if value is None:
            self.settings.pop(name, None)
        else:
            self.settings[name] = value

    def record(self, review: Review, text: str = "") -> None:
        self._write()
        self.kept.append(review)
        mark = review.marks[1] if review.marks else self.marked.get(review.card, Marks())
        self._stand(review.card, CardStatus(review.after, mark))
        if text:
            self.texts[review.card] = text

    def change(self, change: CardChange) -> None:
        self._write()
        self.kept.append(change)
        for card, status in change.after.items():
            self._stand(card, status)

    def undo(self, step: Operation) -> None:
        self._write()
        self.kept.remove(step)
        if isinstance(step, CardChange):
            for card, status in step.before.items():
                self._stand(card, status)
            return
        mark = step.marks[0] if step.marks else self.marked.get(step.card, Marks())
        self._stand(step.card, CardStatus(step.before, mark))
        if step.seen:
            self.texts[step.card] = step.seen

    def reviews(self, since: datetime | None = None) -> list[Review]:
        kept = [step for step in self.kept if isinstance(step, Review)]
        return [review for review in kept if since is None or review.at >= since]

    def each_review(self) -> Iterator[Review]:
        return iter(self.reviews())

    def review_columns(self, tell: object) -> ReviewColumns:  # the store's signature
        return ReviewColumns.of(self.reviews())

    def changes(self, since: datetime | None = None) -> list[CardChange]:
        kept = [step for step in self.kept if isinstance(step, CardChange)]
        return [change for change in kept if since is None or change.at >= since]

    def refresh(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def _stand(self, card: str, status: CardStatus) -> None:
        self.known.pop(card, None)
        self.marked.pop(card, None)
        if status.memory:
            self.known[card] = status.memory
        if status.mark != Marks():
            self.marked[card] = status.mark

    def _write(self) -> None:
        if self.failing:
            raise OSError(28, "No space left on device")


def collection_of(
    library: Library, store: MemoryStore | None = None, limits: Limits | None = None
) -> Collection:
    """A collection with the test's clockwork."""
    return Collection(library, store or MemoryStore(), SCHEDULER, limits or Limits())


def session_of(
    *ids: str, memories: dict[str, Memory] | None = None, now: datetime = NOW
) -> Session:
    """A session over a library of one deck."""
    return collection_of(small_library(*ids), MemoryStore(known=memories or {})).begin(now)
