"""Cards that two devices reviewed without knowing of each other, and what both reviews make.

Which write of a card wins is decided by its time alone, so that all devices agree. The memory it
left was computed without the other device's answer, until all writes of the card are replayed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from quizapp.scheduler.model import Action, Grade, Memory, Review
from quizapp.store.codec import (
    CARDS,
    Key,
    key_of,
    read_change,
    read_memory,
    read_review,
    read_undone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizapp.scheduler.model import Operation
    from quizapp.store.encoding import Row

Futures: TypeAlias = Callable[[Memory | None, datetime], Mapping[Grade, Memory]]
"""What each grade makes of a memory at a moment, as a scheduler knows it."""


@dataclass(slots=True)
class CardWrite:
    """What one document of the log says of the memory of one card."""

    card: str
    before: Memory | None
    after: Memory | None
    step: Operation | None = None
    """None where the memory holds whatever was known before."""
    undone: bool = False
    """Whether it was taken back."""

    def again(self, memory: Memory | None, futures: Futures) -> Memory | None:
        """The memory after it, had it been done to another one."""
        if isinstance(self.step, Review):
            return futures(memory, self.step.at)[self.step.grade]
        if self.step and self.step.action is Action.SET_DUE and memory and self.after:
            return replace(memory, due=self.after.due)
        return self.after


@dataclass(slots=True)
class Replay:
    """The memory of one card, write by write."""

    memory: Memory | None = None
    known: list[Memory | None] = field(default_factory=lambda: [None])
    """Every memory that a device had of the card at some time."""
    late: bool = False
    """Whether a device wrote without knowing what another one had written."""

    def take(self, write: CardWrite, futures: Futures) -> None:
        """Take in the next write."""
        # a memory that no line left is no other device's: its line is lost, and it knows more
        apart = write.before != self.memory and write.before in self.known
        self.known.append(write.after)
        if write.step is None:
            self.memory = write.after
        elif apart:
            self.late = True
            self.memory = self.memory if write.undone else write.again(self.memory, futures)
        else:
            self.memory = write.before if write.undone else write.after


Written: TypeAlias = tuple[Key | None, list[CardWrite]]
"""What one document of the log says of memories: which step it takes back, and what it wrote."""


def read_written(line: Row) -> Written:
    """What a document of the log says of memories; raises one of UNREADABLE."""
    return read_undone(line), list(_writes(line))


def find_late(
    log: Iterable[Written], known: Mapping[str, Memory], futures: Futures
) -> dict[str, Memory | None]:
    """The cards whose reviews on two devices do not add up, with the memory all of them make."""
    replays: defaultdict[str, Replay] = defaultdict(Replay)
    for write in _without_undoing(log):
        replays[write.card].take(write, futures)
    return {
        card: replay.memory
        for card, replay in replays.items()
        if replay.late and replay.memory != known.get(card)
    }


def _without_undoing(log: Iterable[Written]) -> list[CardWrite]:
    """All writes in the order of the log, the undone ones marked so."""
    writes: list[CardWrite] = []
    of: defaultdict[Key, list[list[CardWrite]]] = defaultdict(list)
    for undone, written in log:
        if undone and of[undone]:
            for write in of[undone].pop():
                write.undone = True
            continue
        writes += written
        if written and written[0].step:
            of[key_of(written[0].step)].append(written)
    return writes


def _writes(line: Row) -> Iterator[CardWrite]:
    if review := read_review(line):
        yield CardWrite(review.card, review.before, review.after, review)
    elif change := read_change(line):
        for card, before in change.before.items():
            if before.memory != change.after[card].memory:
                yield CardWrite(card, before.memory, change.after[card].memory, change)
    else:
        for card, row in line["put"].get(CARDS, {}).items():
            yield CardWrite(card, None, None if row is None else read_memory(row))
