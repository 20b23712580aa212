"""Cards that two devices reviewed without knowing of each other, and what both reviews make.

Which write of a card wins is decided by its time alone, so that all devices agree. The memory it
left was reckoned without the other device's answer, until the card is folded again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from quizapp.scheduler.model import Deed, Review
from quizapp.store.document import read_memory
from quizapp.store.record import CARDS, key_of, read_change, read_review, read_undone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from quizapp.scheduler.model import Grade, Memory, Step
    from quizapp.store.event import Event
    from quizapp.store.record import Key

Futures: TypeAlias = "Callable[[Memory | None, datetime], Mapping[Grade, Memory]]"
"""What each grade makes of a memory at a moment, as a scheduler knows it."""


@dataclass(slots=True)
class Write:
    """What one line says of the memory of one card."""

    card: str
    before: Memory | None
    after: Memory | None
    step: Step | None = None
    """None where the memory holds whatever was known before."""
    struck: bool = False
    """Whether it was taken back."""

    def again(self, memory: Memory | None, futures: Futures) -> Memory | None:
        """The memory after it, had it been done to another one."""
        if isinstance(self.step, Review):
            return futures(memory, self.step.at)[self.step.grade]
        if self.step and self.step.deed is Deed.SET_DUE and memory and self.after:
            return replace(memory, due=self.after.due)
        return self.after


@dataclass(slots=True)
class Fold:
    """The memory of one card, write by write."""

    memory: Memory | None = None
    known: list[Memory | None] = field(default_factory=lambda: [None])
    """Every memory that a device had of the card at some time."""
    late: bool = False

    def take(self, write: Write, futures: Futures) -> None:
        """Take in the next write."""
        # a memory that no line left is no other device's: its line is lost, and it knows more
        apart = write.before != self.memory and write.before in self.known
        self.known.append(write.after)
        if write.step is None:
            self.memory = write.after
        elif apart:
            self.late = True
            self.memory = self.memory if write.struck else write.again(self.memory, futures)
        else:
            self.memory = write.before if write.struck else write.after


def find_late(
    events: Iterable[Event], known: Mapping[str, Memory], futures: Futures
) -> dict[str, Memory | None]:
    """The cards whose reviews on two devices do not add up, with the memory all of them make."""
    folds: defaultdict[str, Fold] = defaultdict(Fold)
    for write in _writes(events):
        folds[write.card].take(write, futures)
    return {
        card: fold.memory
        for card, fold in folds.items()
        if fold.late and fold.memory != known.get(card)
    }


def _writes(events: Iterable[Event]) -> list[Write]:
    writes: list[Write] = []
    of: defaultdict[Key, list[list[Write]]] = defaultdict(list)
    for event in events:
        undone = read_undone(event)
        if undone and of[undone]:
            for write in of[undone].pop():
                write.struck = True
            continue
        new = list(_writes_of(event))
        writes += new
        if new and new[0].step:
            of[key_of(new[0].step)].append(new)
    return writes


def _writes_of(event: Event) -> Iterator[Write]:
    if review := read_review(event):
        yield Write(review.card, review.before, review.after, review)
    elif change := read_change(event):
        for card, before in change.before.items():
            if before.memory != change.after[card].memory:
                yield Write(card, before.memory, change.after[card].memory, change)
    else:
        for card, row in event.put.get(CARDS, {}).items():
            yield Write(card, None, None if row is None else read_memory(row))
