"""What the quiz asks of whatever keeps the reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from quizapp.scheduler.columns import ReviewColumns
    from quizapp.scheduler.model import CardChange, Marks, Memory, Operation, Review


class Store(Protocol):
    """Where reviews are kept; what has returned without an error is not lost."""

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences about what could not be read."""

    def memories(self) -> Mapping[str, Memory]:
        """What is remembered of each card ever answered; it never changes."""

    def marks(self) -> Mapping[str, Marks]:
        """What is noted on each card that has a mark; it never changes."""

    def text_of(self, card: str) -> str:
        """The words of a card as the learner last saw them; empty where it was never answered."""

    def setting(self, name: str) -> dict[str, Any] | None:
        """What the quiz was told to remember under a name."""

    def set(self, name: str, value: dict[str, Any] | None) -> None:
        """Remember a setting, or forget it."""

    def record(self, review: Review, text: str = "") -> None:
        """Keep a review; `text` is the card as it was now seen."""

    def change(self, change: CardChange) -> None:
        """Keep what was done to some cards."""

    def undo(self, operation: Operation) -> None:
        """Take a review or a change back."""

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The reviews that stand, oldest first: all, or quickly those from a moment on."""

    def each_review(self) -> Iterator[Review]:
        """The reviews that stand, oldest first, each read when it is asked for."""

    def review_columns(self, tell: Callable[[int, int], object]) -> ReviewColumns:
        """The reviews that stand as columns; `tell` is told how far the reading is."""

    def changes(self, since: datetime | None = None) -> list[CardChange]:
        """What was done beside answering and stands, oldest first."""

    def refresh(self) -> None:
        """Read what other windows have written."""

    def close(self) -> None:
        """Leave the files alone from now on."""
