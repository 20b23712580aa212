"""The answer buttons, what each grade means, and grades better than the evidence."""

from __future__ import annotations

from quizapp.scheduler.model import Evidence, Grade

MEANINGS = (
    ("Again", "you did not know it, or the interviewer would not have accepted it"),
    ("Hard", "a pass, with real effort; never press it for what you forgot"),
    ("Good", "a pass, after a little thought"),
    ("Easy", "at once, and surely"),
)


def best_grade(evidence: Evidence | None) -> Grade:
    """The default grade: Good, or the best grade that the evidence supports."""
    return min(Grade.GOOD, evidence.highest) if evidence else Grade.GOOD


def is_beyond(grade: Grade, evidence: Evidence | None) -> bool:
    """Whether a grade is better than the evidence supports."""
    return evidence is not None and grade > evidence.highest


def say_beyond(grade: Grade, evidence: Evidence, insist: str) -> str:
    """Why a grade is beyond the evidence; `insist` says how to give it anyway: `Press 3`."""
    return (
        f"{evidence.why} So {evidence.highest.word} is suggested. "
        f"{insist} again to grade {grade.word} anyway; the override is recorded."
    )
