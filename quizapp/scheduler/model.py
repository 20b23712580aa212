"""The values of spaced repetition: grades, memory states, reviews and changes."""

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
    """The FSRS state of a card; a new card has no memory and no state."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Memory:
    """The FSRS memory state of a card, and when it is due."""

    stability: float
    """The days until the chance of recall falls to 90 %."""
    difficulty: float
    """From 1 (easy) to 10 (hard)."""
    due: datetime
    """When the card is due, aware, in UTC."""
    last: datetime
    """When the card was last reviewed, aware, in UTC."""
    state: State
    step: int = 0
    """The index of the next learning or relearning step; 0 in review."""
    reps: int = 1
    lapses: int = 0


FLAGS = ("", "red", "orange", "green", "blue", "pink", "turquoise", "purple")
"""Anki's flag names, by number."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A card's flag, and whether it is suspended, buried or a leech."""

    flag: int = 0
    """1 to 7 as in Anki; 0 is no flag."""
    suspended: bool = False
    """Whether the card is left out until the learner unsuspends it."""
    buried: date | None = None
    """The learner's day on which the card is buried; it comes back the day after."""
    leech: bool = False
    """Whether the card has lapsed so often that it should be learned in another way."""


@dataclass(frozen=True, slots=True)
class CardStatus:
    """A card's memory and marks; the default is the status of a new card."""

    memory: Memory | None = None
    mark: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about an answer before the learner grades it."""

    highest: Grade
    """The best grade that the evidence supports."""
    why: str
    """A sentence that says where the evidence comes from."""


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to a card, with its memory before and after."""

    card: str
    grade: Grade
    at: datetime
    """Aware, in UTC."""
    took: timedelta
    """From showing the question to grading."""
    before: Memory | None
    """None for a new card."""
    after: Memory
    marks: tuple[Marks, Marks] | None = None
    """The marks before and after; None unless the answer made the card a leech."""
    evidence: Evidence | None = None
    seen: str = ""
    """The card text the learner last saw, if the card was corrected since; else empty."""

    @property
    def overridden(self) -> bool:
        """Whether the learner gave a better grade than the evidence supports."""
        return self.evidence is not None and self.grade > self.evidence.highest


class Action(StrEnum):
    """An action on cards other than answering them."""

    BURY = "bury"
    UNBURY = "unbury"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    FLAG = "flag"
    RESET = "reset"
    SET_DUE = "set due"


@dataclass(frozen=True, slots=True)
class CardChange:
    """An action that was taken, with the status of each card before and after."""

    action: Action
    at: datetime
    """Aware, in UTC."""
    before: Mapping[str, CardStatus]
    after: Mapping[str, CardStatus]
    """Of the same cards."""


Operation = Review | CardChange
"""What a learner did that can be taken back."""
