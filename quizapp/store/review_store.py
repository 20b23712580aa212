"""The learner's reviews and what they left in memory, kept in a folder."""

from __future__ import annotations

import platform
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from quizapp.scheduler.columns import KINDS
from quizapp.scheduler.model import CardChange, Review
from quizapp.store.answers import find_standing, read_answer
from quizapp.store.codec import (
    CARDS,
    MARKS,
    SETTINGS,
    TEXTS,
    change_facts,
    check,
    key_of,
    read_change,
    read_mark,
    read_memory,
    read_review,
    read_text,
    read_undone,
    review_facts,
    undo_facts,
    write_mark,
    write_memory,
)
from quizapp.store.conflicts import find_late, read_written
from quizapp.store.encoding import stamp
from quizapp.store.tables import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from quizapp.scheduler.columns import ReviewColumns
    from quizapp.scheduler.model import CardStatus, Marks, Memory, Operation
    from quizapp.store.codec import Key
    from quizapp.store.conflicts import Futures
    from quizapp.store.encoding import Row
    from quizapp.store.tables import LogLines, Tell

T = TypeVar("T", Review, CardChange)
UNDO = b'"undo"'
"""What the line of an undo contains."""


def this_device() -> str:
    """The name of this computer, under which it writes its journals."""
    return platform.node() or "local"


def open_database(root: Path) -> Database:
    """A learner's folder as a TinyDB database, read and written as the quiz does on this computer.

    A document the quiz could not read is refused: what writes it raises ValueError or its like.
    """
    return Database(root, device=this_device(), clock=lambda: datetime.now(UTC), check=check)


class ReviewStore:
    """Everything the quiz remembers; what `record` and `undo` have returned from is on the disk."""

    def __init__(self, root: Path, *, device: str, clock: Callable[[], datetime]) -> None:
        self.db = Database(root, device=device, clock=clock, check=check)
        self._cards, self._marks = self.db.table(CARDS), self.db.table(MARKS)
        self._texts, self._settings = self.db.table(TEXTS), self.db.table(SETTINGS)
        self._replaced: dict[Key, Row | None] = {}
        """The document of words that each answer replaced, to put it back with the answer."""

    def memories(self) -> Mapping[str, Memory]:
        """What is remembered of each card that was ever answered, suspended ones included.

        It stays as it is, whatever happens to the store.
        """
        return self._cards.decoded(read_memory)

    def marks(self) -> Mapping[str, Marks]:
        """What is noted on each card that has a mark; it stays as it is, too."""
        return self._marks.decoded(read_mark)

    def text_of(self, card: str) -> str:
        """The words of a card as the learner last saw them; empty where it was never answered."""
        return read_text(self._texts.row(card))

    def setting(self, name: str) -> Row | None:
        """What the quiz was told to remember under a name; None where it was told nothing."""
        return self._settings.row(name)

    def set(self, name: str, value: Row | None) -> None:
        """Remember a setting, or forget it."""
        self._settings.put({name: value})

    def record(self, review: Review, text: str = "") -> None:
        """Keep an answer and the memory after it; `text` is the card as it was now seen."""
        with self.db.transaction():
            known = self._texts.row(review.card) if text else None
            is_new = bool(text) and text != read_text(known)
            self._cards.put({review.card: write_memory(review.after)})
            if review.marks:
                self._marks.put({review.card: write_mark(review.marks[1])})
            if is_new:
                self._texts.put({review.card: {"text": text}})
            self.db.log.insert(review_facts(review))
        if is_new:
            self._replaced[key_of(review)] = known

    def change(self, change: CardChange) -> None:
        """Keep what was done to some cards."""
        with self.db.transaction():
            self._move(change.before, change.after)
            self.db.log.insert(change_facts(change))

    def undo(self, step: Operation) -> None:
        """Put back what stood before a step; its line stays in the journal, marked undone."""
        key = key_of(step)
        with self.db.transaction():
            if isinstance(step, CardChange):
                self._move(step.after, step.before)
            else:
                self._cards.put({step.card: write_memory(step.before)})
                if step.marks:
                    self._marks.put({step.card: write_mark(step.marks[0])})
                if key in self._replaced:
                    self._texts.put({step.card: self._replaced[key]})
                elif step.seen:
                    self._texts.put({step.card: {"text": step.seen}})
            self.db.log.insert(undo_facts(step))
        self._replaced.pop(key, None)

    def reviews(self, since: datetime | None = None) -> list[Review]:
        """The answers that stand, oldest first: all, or quickly those from a moment on."""
        status = self._standing(since, read_review)
        return [review for review in status if since is None or review.at >= since]

    def each_review(self) -> Iterator[Review]:
        """The answers that stand, oldest first, each read from the disk when it is asked for."""
        lines = self.db.log.lines(UNDO)
        undone = _find_undone(lines)
        kept = (n for n in range(len(lines)) if n not in undone)
        return (review for _, review in lines.decoded(kept, read_review) if review)

    def review_columns(self, tell: Tell) -> ReviewColumns:
        """The answers that stand as columns of numbers; only what is new is read for them.

        `tell` is told how many bytes have been read, and of how many.
        """
        return find_standing(self.db.log.columns(KINDS, read_answer, tell))

    def changes(self, since: datetime | None = None) -> list[CardChange]:
        """What was done beside answering and stands, oldest first."""
        status = self._standing(since, read_change)
        return [change for change in status if since is None or change.at >= since]

    def late(self, futures: Futures) -> dict[str, Memory | None]:
        """The cards that two devices reviewed apart, with the memory that all reviews make."""
        return find_late(self.db.log.decoded(read_written), self.memories(), futures)

    def settle(self, memories: Mapping[str, Memory | None], why: str) -> None:
        """Put memories in the place of those that reviews left; the reviews stay as they are."""
        with self.db.transaction():
            self._cards.put({card: write_memory(memory) for card, memory in memories.items()})
            self.db.log.insert({"settled": why})

    def refresh(self) -> None:
        """Read what other windows and devices have written since."""
        self.db.storage.refresh()

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences that name what was skipped or set aside, and where it lies."""
        return self.db.storage.damaged

    @property
    def read_only(self) -> str:
        """A sentence where the folder can be read and not written; empty where it can."""
        return self.db.storage.read_only

    def repair(self, label: str) -> tuple[str, ...]:
        """End torn lines and replay the journals, a copy made before; sentences about what it did.

        Raises OSError where no copy can be made, and then nothing has changed.
        """
        return self.db.storage.repair(label)

    def close(self) -> None:
        """Leave the folder so that the next start is quick."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _move(self, before: Mapping[str, CardStatus], after: Mapping[str, CardStatus]) -> None:
        """Write what is another memory or mark now; what stays as it was is not written again."""
        self._cards.put({
            card: write_memory(now.memory)
            for card, now in after.items()
            if now.memory != before[card].memory
        })  # fmt: skip
        self._marks.put({
            card: write_mark(now.mark)
            for card, now in after.items()
            if now.mark != before[card].mark
        })  # fmt: skip

    def _standing(self, since: datetime | None, read: Callable[[Row], T | None]) -> list[T]:
        log = self.db.log.since(stamp(since)) if since else self.db.log
        steps = list(log.decoded(lambda line: read(line) or read_undone(line)))
        status: list[T] = []
        struck: Counter[Key] = Counter()
        # from the newest on: what takes a step back is met before the step
        for step in reversed(steps):
            if isinstance(step, tuple):
                struck[step] += 1
            elif step and struck and struck[key_of(step)]:
                struck[key_of(step)] -= 1
            elif step:
                status.append(step)
        return status[::-1]


def _find_undone(lines: LogLines) -> set[int]:
    """The positions of the answers that were taken back."""
    undone = set[int]()
    struck: Counter[Key] = Counter()
    steps = lines.decoded(
        _near_undos(lines, struck), lambda line: read_review(line) or read_undone(line)
    )
    for place, step in steps:
        if isinstance(step, tuple):
            struck[step] += 1
        elif step and struck[key_of(step)]:
            struck[key_of(step)] -= 1
            undone.add(place)
    return undone


def _near_undos(lines: LogLines, struck: Counter[Key]) -> Iterator[int]:
    """From the newest on, each undo, and what is before it until all that it strikes was met."""
    place = len(lines)
    for undo in reversed(lines.marked):
        if undo < place:
            place = undo
            yield place
            while place and any(struck.values()):
                place -= 1
                yield place
