"""The learner's reviews and what they left in memory, kept in a folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self, TypeVar

from quizapp.scheduler.model import Change, Review
from quizapp.store.document import read_mark, read_memory, read_text, write_memory
from quizapp.store.event import stamp
from quizapp.store.late import find_late
from quizapp.store.readings import Readings
from quizapp.store.record import (
    CARDS,
    MARKS,
    SETTINGS,
    TEXTS,
    change_facts,
    check,
    key_of,
    put_back,
    put_change,
    put_review,
    read_change,
    read_review,
    read_undone,
    review_facts,
    undo_facts,
)
from quizapp.store.table import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from quizapp.scheduler.model import Mark, Memory, Step
    from quizapp.store.event import Event, Row
    from quizapp.store.late import Futures
    from quizapp.store.record import Key

T = TypeVar("T", Review, Change)


class ReviewStore:
    """Everything the quiz remembers; what `record` and `undo` have returned from is on the disk."""

    def __init__(self, root: Path, *, device: str, clock: Callable[[], datetime]) -> None:
        self._store = Store(root, device=device, clock=clock, check=check)
        self._readings = Readings({CARDS: read_memory, MARKS: read_mark})
        self._texts: dict[Key, Row | None] = {}
        """The words that answers put others in the place of, for taking the answers back."""

    def memories(self) -> Mapping[str, Memory]:
        """What is remembered of each card that was ever answered, suspended ones included.

        It stays as it is, whatever happens to the store.
        """
        return self._readings.of(CARDS, self._store.journal.state)

    def marks(self) -> Mapping[str, Mark]:
        """What is noted on each card that has a mark; it stays as it is, too."""
        return self._readings.of(MARKS, self._store.journal.state)

    def text_of(self, card: str) -> str:
        """The words of a card as the learner last saw them; empty where it was never answered."""
        return read_text(self._store.journal.read().get(TEXTS, {}).get(card))

    def setting(self, name: str) -> Row | None:
        """What the quiz was told to remember under a name; None where it was told nothing."""
        return self._store.journal.read().get(SETTINGS, {}).get(name)

    def set(self, name: str, value: Row | None) -> None:
        """Remember a setting, or forget it."""
        self._store.journal.commit({SETTINGS: {name: value}})

    def record(self, review: Review, text: str = "") -> None:
        """Keep an answer and the memory after it; `text` is the card as it was now seen."""
        row = self._store.journal.read().get(TEXTS, {}).get(review.card)
        new = text if text != read_text(row) else ""
        self._store.journal.commit(put_review(review, new), **review_facts(review))
        if new:
            self._texts[key_of(review)] = row

    def change(self, change: Change) -> None:
        """Keep what was done to some cards."""
        put = put_change(change.before, change.after)
        self._store.journal.commit(put, **change_facts(change))

    def undo(self, step: Step) -> None:
        """Put back what stood before a step; its line stays in the journal, marked undone."""
        put = put_back(step)
        if isinstance(step, Review) and key_of(step) in self._texts:
            put = {**put, TEXTS: {step.card: self._texts[key_of(step)]}}
        self._store.journal.commit(put, **undo_facts(step))
        self._texts.pop(key_of(step), None)

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The answers that stand, oldest first: all, or quickly those from a moment on."""
        standing = self._standing(since, read_review)
        return [review for review in standing if since is None or review.at >= since]

    def changes(self, since: datetime | None = None) -> list[Change]:
        """What was done beside answering and stands, oldest first."""
        standing = self._standing(since, read_change)
        return [change for change in standing if since is None or change.at >= since]

    def late(self, futures: Futures) -> dict[str, Memory | None]:
        """The cards that two devices reviewed apart, with the memory that all reviews make."""
        return find_late(self._store.journal.events(), self.memories(), futures)

    def settle(self, memories: Mapping[str, Memory | None], why: str) -> None:
        """Put memories in the place of those that reviews left; the reviews stay as they are."""
        rows = {
            card: None if memory is None else write_memory(memory)
            for card, memory in memories.items()
        }
        self._store.journal.commit({CARDS: rows}, settled=why)

    def _standing(self, since: datetime | None, read: Callable[[Event], T | None]) -> list[T]:
        events = self._store.journal.events(stamp(since) if since else "")
        steps = [read(event) or read_undone(event) for event in events]
        standing: list[T] = []
        struck: Counter[Key] = Counter()
        # from the newest on: what takes a step back is met before the step
        for step in reversed(steps):
            if isinstance(step, tuple):
                struck[step] += 1
            elif step and struck and struck[key_of(step)]:
                struck[key_of(step)] -= 1
            elif step:
                standing.append(step)
        return standing[::-1]

    def refresh(self) -> None:
        """Read what other windows and devices have written since."""
        self._store.journal.refresh()

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences that name what was skipped or set aside, and where it lies."""
        return self._store.journal.damaged

    def mend(self, label: str) -> tuple[str, ...]:
        """End torn lines and replay the journals, a copy made before; sentences about what it did.

        Raises OSError where no copy can be made, and then nothing has changed.
        """
        return self._store.journal.mend(label)

    def close(self) -> None:
        """Leave the folder so that the next start is quick."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
