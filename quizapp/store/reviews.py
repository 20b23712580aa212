"""The learner's reviews and what they left in memory, kept in a folder."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

from quizapp.memory import Change, Review
from quizapp.store.event import UNREADABLE, stamp
from quizapp.store.record import (
    CARDS,
    MARKS,
    SETTINGS,
    TEXTS,
    change_facts,
    check,
    put_back,
    put_change,
    put_review,
    read_change,
    read_mark,
    read_memory,
    read_review,
    read_undone,
    review_facts,
    undo_facts,
)
from quizapp.store.table import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from quizapp.memory import Mark, Memory, Step
    from quizapp.store.event import Event, Row

T = TypeVar("T", Review, Change)
Key: TypeAlias = tuple[str, datetime]
"""Which review or change: its card or deed, and its moment."""


class ReviewStore:
    """Everything the quiz remembers; what `record` and `undo` have returned from is on the disk."""

    def __init__(self, root: Path, *, device: str, clock: Callable[[], datetime]) -> None:
        self._store = Store(root, device=device, clock=clock, check=check)

    def memories(self) -> dict[str, Memory]:
        """What is remembered of each card that was ever answered, suspended ones included."""
        cards = self._store.table(CARDS)
        return {str(row.doc_id): read_memory(row) for row in cards}

    def marks(self) -> dict[str, Mark]:
        """What is noted on each card that has a mark."""
        return {str(row.doc_id): read_mark(row) for row in self._store.table(MARKS)}

    def text_of(self, card: str) -> str:
        """The words of a card as the learner last saw them; empty where it was never answered."""
        row: Mapping[str, str] = self._store.journal.read().get(TEXTS, {}).get(card, {})
        return row.get("text", "")

    def setting(self, name: str) -> Row | None:
        """What the quiz was told to remember under a name; None where it was told nothing."""
        return self._store.journal.read().get(SETTINGS, {}).get(name)

    def set(self, name: str, value: Row | None) -> None:
        """Remember a setting, or forget it."""
        self._store.journal.commit({SETTINGS: {name: value}})

    def record(self, review: Review, text: str = "") -> None:
        """Keep an answer and the memory after it; `text` is the card as it was now seen."""
        known = text == self.text_of(review.card)
        put = put_review(review, "" if known else text)
        self._store.journal.commit(put, **review_facts(review))

    def change(self, change: Change) -> None:
        """Keep what was done to some cards."""
        put = put_change(change.before, change.after)
        self._store.journal.commit(put, **change_facts(change))

    def undo(self, step: Step) -> None:
        """Put back what stood before a step; its line stays in the journal, marked undone."""
        self._store.journal.commit(put_back(step), **undo_facts(step))

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The answers that stand, oldest first: all, or quickly those from a moment on."""
        standing = self._standing(stamp(since) if since else "", read_review, _key_of_review)
        return [review for review in standing if since is None or review.at >= since]

    def changes(self, since: datetime | None = None) -> list[Change]:
        """What was done beside answering and stands, oldest first."""
        standing = self._standing(stamp(since) if since else "", read_change, _key_of_change)
        return [change for change in standing if since is None or change.at >= since]

    def _standing(
        self, since: str, read: Callable[[Event], T | None], key_of: Callable[[T], Key]
    ) -> list[T]:
        standing: dict[int, T] = {}
        of: defaultdict[Key, list[int]] = defaultdict(list)
        for number, event in enumerate(self._store.journal.events(since)):
            # a damaged line was reported when it was first read
            with suppress(*UNREADABLE):
                if step := read(event):
                    standing[number] = step
                    of[key_of(step)].append(number)
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


def _key_of_review(review: Review) -> Key:
    return review.card, review.at


def _key_of_change(change: Change) -> Key:
    return change.deed.value, change.at
