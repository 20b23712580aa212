"""An answer as the review to keep."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.memory import Evidence, Grade, Memory, Review, Standing

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.leeches import Leeches

LONGEST_ANSWER = timedelta(minutes=5)
"""What a review is said to take at most: beyond it, the learner was away."""


def make_review(
    card: str,
    grade: Grade,
    *,
    at: datetime,
    took: timedelta,
    standing: Standing,
    after: Memory,
    leeches: Leeches,
    evidence: Evidence | None = None,
    seen: str = "",
) -> Review:
    """The review of a card that stood so before, and is remembered so after."""
    mark = leeches.mark(standing.mark, standing.memory, after)
    return Review(
        card=card,
        grade=grade,
        at=at,
        took=max(timedelta(0), min(took, LONGEST_ANSWER)),
        before=standing.memory,
        after=after,
        marks=None if mark == standing.mark else (standing.mark, mark),
        evidence=evidence,
        seen=seen,
    )
