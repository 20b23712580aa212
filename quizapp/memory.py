"""The nouns of remembering: a grade, what is remembered of a card, and one review of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """How well a card was answered; the numbers are Anki's keys."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
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
    phase: Phase
    step: int = 0
    """Which learning or relearning step comes next; 0 in review."""
    reps: int = 1
    lapses: int = 0


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
