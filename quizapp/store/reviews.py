"""The learner's reviews and what they left in memory, kept in a folder."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from quizapp.store.event import UNREADABLE, stamp
from quizapp.store.record import (
    CARDS,
    check,
    memory_before,
    read_memory,
    read_review,
    read_undone,
    review_facts,
    write_memory,
)
from quizapp.store.table import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from quizapp.memory import Memory, Review


class ReviewStore:
    """Everything the quiz remembers; what `record` and `undo` have returned from is on the disk."""

    def __init__(self, root: Path, *, device: str, clock: Callable[[], datetime]) -> None:
        self._store = Store(root, device=device, clock=clock, check=check)

    def memories(self) -> dict[str, Memory]:
        """What is remembered of each card that was ever answered, suspended ones included."""
        cards = self._store.table(CARDS)
        return {str(row.doc_id): read_memory(row) for row in cards}

    def record(self, review: Review) -> None:
        """Keep an answer and the memory after it."""
        self._store.journal.commit(
            {CARDS: {review.card: write_memory(review.after)}}, **review_facts(review)
        )

    def undo(self, review: Review) -> None:
        """Put back the memory before an answer; its line stays in the journal, marked undone."""
        undo = {"card": review.card, "at": stamp(review.at)}
        self._store.journal.commit({CARDS: {review.card: memory_before(review)}}, undo=undo)

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The answers that stand, oldest first: all, or quickly those from a moment on."""
        standing = self._standing(stamp(since) if since else "")
        return [review for review in standing if since is None or review.at >= since]

    def _standing(self, since: str) -> list[Review]:
        standing: dict[int, Review] = {}
        of: defaultdict[tuple[str, datetime], list[int]] = defaultdict(list)
        for number, event in enumerate(self._store.journal.events(since)):
            # a damaged line was reported when it was first read
            with suppress(*UNREADABLE):
                if review := read_review(event):
                    standing[number] = review
                    of[review.card, review.at].append(number)
                elif (undone := read_undone(event)) and of[undone]:
                    del standing[of[undone].pop()]
        return list(standing.values())

    def refresh(self) -> None:
        """Read what other windows and devices have written since."""
        self._store.journal.refresh()

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences that name what was skipped or set aside, and where it lies."""
        return self._store.journal.damaged

    def close(self) -> None:
        """Leave the folder so that the next start is quick."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
