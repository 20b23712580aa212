"""What a grade means, and what the evidence says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.memory import Grade

if TYPE_CHECKING:
    from quizapp.answer_keys import AnswerKeys
    from quizapp.memory import Evidence

MEANINGS = (
    ("Again", "you did not know it, or the interviewer would not have accepted it"),
    ("Hard", "a pass, with real effort; never press it for what you forgot"),
    ("Good", "a pass, after a little thought"),
    ("Easy", "at once, and surely"),
)


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
