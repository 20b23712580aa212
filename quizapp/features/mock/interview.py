"""A mock interview as a value: every key makes a new one, and its clock is a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from quizapp.features.mock.questions import candidates, draw_questions
from quizapp.scheduler.model import Grade
from quizapp.session.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deckgen.model import Level
    from quizapp.collection.collection import Collection

MOST_FOLLOW_UPS = 2
"""How many follow-ups may come in a row."""


class Verdict(StrEnum):
    """The verdict of an interviewer on an answer."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    MISSED = "missed"


VERDICTS = {
    Grade.AGAIN: Verdict.MISSED,
    Grade.HARD: Verdict.PARTLY,
    Grade.GOOD: Verdict.ACCEPTED,
    Grade.EASY: Verdict.ACCEPTED,
}
"""What each grade says in an interview."""


@dataclass(frozen=True, slots=True)
class MockAnswer:
    """The verdict on one question, and the time it took."""

    card: str
    grade: Grade
    took: timedelta
    """Pauses left out."""
    follow_up: bool = False

    @property
    def verdict(self) -> Verdict:
        """The verdict of the interviewer."""
        return VERDICTS[self.grade]


@dataclass(frozen=True, slots=True)
class MockInterview(Turn):
    """A mock interview: the questions still waiting, its clock, and the answers so far."""

    waiting: tuple[str, ...]
    """The questions still to come; the first of them is asked now."""
    links: Mapping[str, tuple[str, ...]]
    """Where each card that may be asked leads to."""
    length: timedelta
    since: datetime | None
    """When the clock was last started, aware, in UTC; None while it stands."""
    used: timedelta = timedelta()
    """What the clock showed then."""
    begun: timedelta = timedelta()
    """What the clock showed when the question asked now was first shown."""
    row: int = 0
    """How many follow-ups in a row have led to the question asked now; 0 where it is none."""
    stopped: bool = False
    """Whether the learner broke it off."""
    answers: tuple[MockAnswer, ...] = ()
    """Oldest first."""

    @property
    def asked(self) -> str | None:
        """The card asked now; None once it is over."""
        return self.waiting[0] if self.waiting and not self.stopped else None

    @property
    def paused(self) -> bool:
        """Whether the clock stands before it is over."""
        return self.since is None and self.asked is not None

    @property
    def missed(self) -> tuple[str, ...]:
        """The cards the interviewer would not have accepted an answer to."""
        return tuple(a.card for a in self.answers if a.verdict is Verdict.MISSED)

    def elapsed(self, now: datetime) -> timedelta:
        """How long it has gone on, pauses left out."""
        # A clock set back must not give time back.
        running = max(timedelta(), now - self.since) if self.since else timedelta()
        return self.used + running

    def left(self, now: datetime) -> timedelta:
        """How much time is left; never below zero."""
        return max(timedelta(), self.length - self.elapsed(now))

    def reveal(self) -> MockInterview:
        """The interview with the answer shown, unless the clock is stopped."""
        return replace(self, revealed=self.asked is not None and not self.paused)

    def why_not(self, action: str, hints: int = 0) -> str:
        """Why an action can't be taken now, in a sentence; empty where it can."""
        if self.paused and action in {"advance", "hint", "grade", "undo"}:
            return "The clock is stopped."
        return Turn.why_not(self, action, hints)

    def pause(self, now: datetime) -> MockInterview:
        """The interview with its clock stopped."""
        return replace(self, used=self.elapsed(now), since=None)

    def resume(self, now: datetime) -> MockInterview:
        """The interview with its clock started again."""
        return replace(self, used=self.elapsed(now), since=now)

    def stop(self, now: datetime) -> MockInterview:
        """The interview broken off; the question asked now is not counted."""
        return replace(self.pause(now), stopped=True, previous=self)

    def grade(self, grade: Grade, now: datetime) -> MockInterview:
        """The interview with its next question; over where time is up or none is left."""
        if self.asked is None or not self.revealed or self.paused:
            raise ValueError("only a revealed card can be graded")
        elapsed = self.elapsed(now)
        answer = MockAnswer(self.asked, grade, elapsed - self.begun, self.row > 0)
        waiting, follows = self._next(grade)
        over = elapsed >= self.length or not waiting
        return replace(
            self,
            waiting=() if over else waiting,
            since=None if over else now,
            used=elapsed,
            begun=elapsed,
            row=self.row + 1 if follows else 0,
            revealed=False,
            hints=0,
            answers=(*self.answers, answer),
            previous=self,
        )

    def undo(self, now: datetime) -> MockInterview:
        """The interview before the last answer, or before it was broken off; time stays used."""
        if self.previous is None:
            return self
        return replace(self.previous, used=self.elapsed(now), since=now)

    def _next(self, grade: Grade) -> tuple[tuple[str, ...], bool]:
        """The questions to come, and whether the first follows from an accepted answer."""
        asked, rest = self.waiting[0], self.waiting[1:]
        if VERDICTS[grade] is Verdict.ACCEPTED and self.row < MOST_FOLLOW_UPS:
            for linked in self.links[asked]:
                if linked in rest:
                    return (linked, *(card for card in rest if card != linked)), True
        return rest, False


def begin_mock(
    collection: Collection,
    now: datetime,
    *,
    length: timedelta,
    level: Level,
    topics: Sequence[str] = (),
    seed: int,
) -> MockInterview:
    """An interview that asks its first question; over at once where no card may be asked."""
    cards = draw_questions(candidates(collection, level, topics), level, length, seed)
    return MockInterview(
        waiting=tuple(card.id for card in cards),
        links={card.id: tuple(card.see) for card in cards},
        length=length,
        since=now,
    )
