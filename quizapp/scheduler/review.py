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
"""The longest time logged for a review; beyond it, the learner was away."""


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
    """The review of a card, from its status before and its memory after."""
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
    """Decides when a card becomes a leech, and whether it is then suspended."""

    threshold: int = 8
    """The lapses that make a card a leech; 0 means never."""
    suspend: bool = False
    """Whether a new leech is suspended."""

    def mark(self, mark: Marks, before: Memory | None, after: Memory) -> Marks:
        """The marks of a card after an answer.

        As in Anki, a leech is reported again each time half the threshold of lapses is added.
        """
        if before is None or after.lapses == before.lapses or not self._is_due(after.lapses):
            return mark
        return replace(mark, leech=True, suspended=mark.suspended or self.suspend)

    def _is_due(self, lapses: int) -> bool:
        again = max(1, self.threshold // 2)
        return 0 < self.threshold <= lapses and (lapses - self.threshold) % again == 0
