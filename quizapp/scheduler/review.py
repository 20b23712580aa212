"""One rating as the review to log, and when a card becomes a leech."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.scheduler.model import CardStatus, Evidence, Grade, Memory, Review

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.scheduler.model import Marks, Memory

LONGEST_ANSWER = timedelta(minutes=5)
"""What a review is said to take at most: beyond it, the learner was away."""


def make_review(
    card: str,
    grade: Grade,
    *,
    at: datetime,
    took: timedelta,
    status: CardStatus,
    after: Memory,
    leeches: Leeches,
    evidence: Evidence | None = None,
    seen: str = "",
) -> Review:
    """The review of a card that stood so before, and is remembered so after."""
    mark = leeches.mark(status.mark, status.memory, after)
    return Review(
        card=card,
        grade=grade,
        at=at,
        took=max(timedelta(0), min(took, LONGEST_ANSWER)),
        before=status.memory,
        after=after,
        marks=None if mark == status.mark else (status.mark, mark),
        evidence=evidence,
        seen=seen,
    )


@dataclass(frozen=True, slots=True)
class Leeches:
    """From how many lapses on a card is a leech, and what then becomes of it."""

    threshold: int = 8
    """0 means never."""
    suspend: bool = False
    """Whether a leech is also suspended."""

    def mark(self, mark: Marks, before: Memory | None, after: Memory) -> Marks:
        """The mark of a card after an answer; as in Anki said again each half threshold later."""
        if before is None or after.lapses == before.lapses or not self._bites(after.lapses):
            return mark
        return replace(mark, leech=True, suspended=mark.suspended or self.suspend)

    def _bites(self, lapses: int) -> bool:
        again = max(1, self.threshold // 2)
        return 0 < self.threshold <= lapses and (lapses - self.threshold) % again == 0
