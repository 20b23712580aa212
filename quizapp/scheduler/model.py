"""The nouns of remembering: a grade, what is remembered of a card, and one review of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """How well a card was answered; the numbers are Anki's keys."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The name on the answer button: `Again`."""
        return self.name.title()


class State(StrEnum):
    """Where a card is in its life; a card never answered has no memory and so no phase."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one learner and one card, in FSRS's words."""

    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """From 1 (easy) to 10 (hard)."""
    due: datetime
    """When the card is asked next, aware, in UTC."""
    last: datetime
    """When it was last answered, aware, in UTC."""
    phase: State
    step: int = 0
    """Which learning or relearning step comes next; 0 in review."""
    reps: int = 1
    lapses: int = 0


FLAGS = ("", "red", "orange", "green", "blue", "pink", "turquoise", "purple")
"""Anki's names of the flags, by number."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a learner has noted on a card, beside how well it is remembered."""

    flag: int = 0
    """One of Anki's colours, 1 to 7; 0 is none."""
    suspended: bool = False
    """Whether it is asked no more until the learner says so."""
    buried: date | None = None
    """The learner's day on which it is not asked any more; it comes back the day after."""
    leech: bool = False
    """Whether it was forgotten so often that it should be learned in another way."""


@dataclass(frozen=True, slots=True)
class CardStatus:
    """Where a card stands with a learner; a card never touched has the default one."""

    memory: Memory | None = None
    mark: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an answer before the learner grades it."""

    highest: Grade
    """The best grade it supports."""
    why: str
    """A sentence that says what it is known from."""


@dataclass(frozen=True, slots=True)
class Review:
    """One answer: what was asked, how it went, and the memory before and after."""

    card: str
    grade: Grade
    at: datetime
    """Aware, in UTC."""
    took: timedelta
    """From showing the question to grading it."""
    before: Memory | None
    """None for a card seen for the first time."""
    after: Memory
    marks: tuple[Marks, Marks] | None = None
    """The mark before and after, where the answer made the card a leech."""
    evidence: Evidence | None = None
    seen: str = ""
    """The text the learner knew the card by, where it has been corrected since."""

    @property
    def overridden(self) -> bool:
        """Whether the learner gave a better grade than the evidence supports."""
        return self.evidence is not None and self.grade > self.evidence.highest


class Action(StrEnum):
    """What a learner can do to cards beside answering them."""

    BURY = "bury"
    UNBURY = "unbury"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    FLAG = "flag"
    RESET = "reset"
    SET_DUE = "set due"


@dataclass(frozen=True, slots=True)
class CardChange:
    """Something done to cards beside answering them, with where each stood before and after."""

    action: Action
    at: datetime
    """Aware, in UTC."""
    before: Mapping[str, CardStatus]
    after: Mapping[str, CardStatus]
    """Of the same cards."""


Operation = Review | CardChange
"""What a learner did that can be taken back."""
