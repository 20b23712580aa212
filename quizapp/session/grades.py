"""The answer buttons, what each grade means, and grades better than the evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Evidence, Grade

if TYPE_CHECKING:
    from quizapp.scheduler.model import Evidence

MEANINGS = (
    ("Again", "you did not know it, or the interviewer would not have accepted it"),
    ("Hard", "a pass, with real effort; never press it for what you forgot"),
    ("Good", "a pass, after a little thought"),
    ("Easy", "at once, and surely"),
)
FAILED = MEANINGS[0][1]
PASSED = "you knew it, and the interviewer would have accepted it"


def best_grade(evidence: Evidence | None) -> Grade:
    """The grade to give without thinking about it: Good, or the best the evidence supports."""
    return min(Grade.GOOD, evidence.highest) if evidence else Grade.GOOD


def is_beyond(grade: Grade, evidence: Evidence | None) -> bool:
    """Whether a grade is better than the evidence supports."""
    return evidence is not None and grade > evidence.highest


def say_beyond(grade: Grade, evidence: Evidence, keys: AnswerKeys, again: str) -> str:
    """Why a grade is beyond the evidence; `again` is how the key is pressed once more."""
    highest, wanted = (keys.word(keys.key_of(each)) for each in (evidence.highest, grade))
    return (
        f"{evidence.why} That is {highest} at most. {again} again to grade it {wanted} all the "
        "same: it will be noted."
    )


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
