"""Values the quiz tests start from: a clock, a scheduler, a library and a store in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from deckgen.model import Card, CardId, Deck, Kind, Level, Library
from quizapp.days import LearnerDays
from quizapp.limits import Limits
from quizapp.memory import Grade, Memory, Phase, Review
from quizapp.scheduler import Scheduler
from quizapp.session import Session
from quizapp.study import Study

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DAYS = LearnerDays(ZoneInfo("Europe/Berlin"))
SCHEDULER = Scheduler(DAYS)


def remembered(
    *, due: datetime = NOW, phase: Phase = Phase.REVIEW, stability: float = 8.0, step: int = 0
) -> Memory:
    """A memory last refreshed its stability before it is due."""
    last = due - (timedelta(days=stability) if phase is Phase.REVIEW else 10 * MINUTE)
    return Memory(stability, 5.0, due, last, phase, step, reps=3)


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
    kept: list[Review] = field(default_factory=list)
    damaged: tuple[str, ...] = ()
    failing: bool = False
    """Whether the disk is full."""
    closed: bool = False

    def memories(self) -> dict[str, Memory]:
        return dict(self.known)

    def record(self, review: Review) -> None:
        self._write()
        self.kept.append(review)
        self.known[review.card] = review.after

    def undo(self, review: Review) -> None:
        self._write()
        self.kept.remove(review)
        if review.before is None:
            del self.known[review.card]
        else:
            self.known[review.card] = review.before

    def reviews(self, since: datetime | None = None) -> list[Review]:
        return [review for review in self.kept if since is None or review.at >= since]

    def refresh(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def _write(self) -> None:
        if self.failing:
            raise OSError(28, "No space left on device")


def study_of(
    library: Library, store: MemoryStore | None = None, limits: Limits | None = None
) -> Study:
    """A study with the test's clockwork."""
    return Study(library, store or MemoryStore(), SCHEDULER, limits or Limits())


def session_of(
    *ids: str, memories: dict[str, Memory] | None = None, now: datetime = NOW
) -> Session:
    """A session over a library of one deck."""
    return study_of(small_library(*ids), MemoryStore(known=memories or {})).begin(now)
