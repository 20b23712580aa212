"""Many reviews as columns of numbers: 43 bytes each, and quick to count."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.scheduler.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizapp.scheduler.model import Memory, Review

KINDS = {
    "card": "I",
    "at": "q",
    "grade": "B",
    "took": "q",
    "phase": "B",
    "last": "q",
    "due": "q",
    "highest": "B",
}
"""The type of each column, by its name."""
NEW = 0
"""The phase of a card without a memory."""
PHASES = {state: number for number, state in enumerate(State, NEW + 1)}
"""The number of each phase."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, eq=False)
class ReviewColumns:
    """Reviews in any order; all moments are microseconds from 1970."""

    names: tuple[str, ...]
    """The ids of the cards."""
    card: array[int]
    """The place of the card's id among the names."""
    at: array[int]
    grade: array[int]
    took: array[int]
    """In microseconds."""
    phase: array[int]
    """The phase of the memory before, or NEW."""
    last: array[int]
    """When the card was last reviewed before; 0 for a new card."""
    due: array[int]
    """When it was due; 0 for a new card."""
    highest: array[int]
    """The best grade the evidence supported; 0 where there was no evidence."""

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> ReviewColumns:
        """Some reviews as columns."""
        names = dict[str, int]()
        rows = [row_of(review, names) for review in reviews]
        values = zip(*rows, strict=True) if rows else [()] * len(KINDS)
        columns = map(array, KINDS.values(), values)
        return cls(tuple(names), *columns)


def row_of(review: Review, names: dict[str, int]) -> tuple[int, ...]:
    """The values of a review in the order of KINDS; its card is entered among the names."""
    before = review.before
    return (
        names.setdefault(review.card, len(names)),
        count_microseconds(review.at),
        review.grade,
        min(review.took // MICROSECOND, LONGEST),
        *(_memory(before) if before else (NEW, 0, 0)),
        review.evidence.highest if review.evidence else 0,
    )


def count_microseconds(moment: datetime) -> int:
    """The microseconds from 1970 to an aware moment."""
    return (moment - EPOCH) // MICROSECOND


def _memory(memory: Memory) -> tuple[int, int, int]:
    return PHASES[memory.state], count_microseconds(memory.last), count_microseconds(memory.due)
