"""What the quiz says of an answer, and of answers it can say nothing about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.judging.blanks import Filled
    from quizapp.judging.predict import DiffLine
    from verified_snippets.kit.judge import Verdict


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Why an answer is left to the learner to grade, in a sentence with the remedy, if any."""

    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one answer."""

    right: bool | None
    """None where only the learner can tell."""
    why: str
    """A sentence that says what it is known from."""
    diff: tuple[DiffLine, ...] = ()
    """How a prediction differs from what is printed."""
    verdict: Verdict | None = None
    """What the checks said of code that was run."""
    filled: tuple[Filled, ...] = ()
    """What was found of each blank of a cloze."""
