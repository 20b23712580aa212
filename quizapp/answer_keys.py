"""Which grades are offered: Anki's four, or pass and fail."""

from __future__ import annotations

from enum import StrEnum

from quizapp.grading import MEANINGS
from quizapp.memory import Evidence, Grade

FAILED = MEANINGS[0][1]
PASSED = "you knew it, and the interviewer would have accepted it"


class AnswerKeys(StrEnum):
    """How finely a learner wants to grade."""

    FOUR = "four"
    TWO = "two"

    @property
    def offered(self) -> tuple[Grade, ...]:
        """The grades that have a key of their own; the key's number is its place."""
        return tuple(Grade) if self is AnswerKeys.FOUR else (Grade.AGAIN, Grade.HARD)

    def given(self, key: Grade, evidence: Evidence | None = None) -> Grade:
        """The grade a key gives: with two keys, the second is a pass.

        That is Good, or Hard where the evidence supports no more than a hard pass.
        """
        if self is AnswerKeys.FOUR or key is Grade.AGAIN:
            return key
        hard = evidence is not None and evidence.highest is Grade.HARD
        return Grade.HARD if hard else Grade.GOOD

    def key_of(self, grade: Grade) -> Grade:
        """The key that gives a grade, or what comes nearest to it."""
        return grade if self is AnswerKeys.FOUR else min(grade, Grade.HARD)

    @property
    def meanings(self) -> tuple[tuple[str, str], ...]:
        """What stands on each key, and when to press it."""
        return MEANINGS if self is AnswerKeys.FOUR else (("Fail", FAILED), ("Pass", PASSED))

    def word(self, key: Grade) -> str:
        """What stands on a key."""
        if self is AnswerKeys.FOUR:
            return key.name.title()
        return "Fail" if key is Grade.AGAIN else "Pass"
