"""FSRS-6's forgetting curve: the chance that a card is known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.scheduler.day import DAY
from quizapp.scheduler.model import State

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Memory

DECAY = 0.1542
"""The last of FSRS-6's default parameters."""


def retrievability(memory: Memory, now: datetime, decay: float = DECAY) -> float:
    """The chance of recall at a moment, from 0 to 1; it is 0.9 when the stability has passed."""
    # A clock set back must not count as negative time.
    elapsed = max(0.0, (now - memory.last) / DAY)
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * elapsed / memory.stability) ** -decay)


def interval_days(memory: Memory, days: LearnerDays) -> int:
    """Learner's days from the last answer to the next; 0 while a card is on a step."""
    if memory.state is not State.REVIEW:
        return 0
    return (days.day_of(memory.due) - days.day_of(memory.last)).days
