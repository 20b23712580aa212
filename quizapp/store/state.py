"""What is true now: the fold of all events, and how far each journal was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.store.event import dump

if TYPE_CHECKING:
    from quizapp.store.event import Event, Row


@dataclass(frozen=True, slots=True)
class Damage:
    """A line of a journal that cannot be read."""

    journal: str
    number: int
    """Which line, counted from 1."""
    start: int
    end: int
    checksum: int
    """Of the bytes from start to end: where they are others now, someone mended the line."""
    why: str
    """What is wrong and what to do about it."""


@dataclass(slots=True)
class State:
    """The database in memory; it changes only by applying events."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    """When each document was last written or removed."""
    seen: dict[str, int] = field(default_factory=dict)
    """How many bytes of each journal have been applied."""
    last: str = ""
    """The newest stamp applied."""
    damaged: list[Damage] = field(default_factory=list)
    """Where the journals could not be read."""
    fresh: dict[tuple[str, str], None] = field(default_factory=dict, compare=False)
    """Table and name of each document written since a reader took it out of here."""

    def apply(self, event: Event) -> None:
        """Take in one event; the order does not matter, the newest write of a document wins."""
        self.last = max(self.last, event.t)
        for table, rows in event.put.items():
            for key, row in rows.items():
                self._put(table, key, row, event.t)

    def _put(self, table: str, key: str, row: Row | None, t: str) -> None:
        times = self.written.setdefault(table, {})
        rows = self.tables.setdefault(table, {})
        known = times.get(key, "")
        # two devices may write in the same microsecond: every reader must choose the same one
        if t > known or (t == known and dump(row) > dump(rows.get(key))):
            times[key] = t
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
            self.fresh[table, key] = None
        if not rows:
            del self.tables[table]
