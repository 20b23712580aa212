"""What is true now: all events replayed, and how far each journal was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.store.encoding import dump

if TYPE_CHECKING:
    from quizapp.store.encoding import Row
    from quizapp.store.journal.event import Event, Patch


@dataclass(frozen=True, slots=True)
class Damage:
    """A line of a journal that cannot be read."""

    journal: str
    number: int
    """Which line, counted from 1."""
    start: int
    end: int
    checksum: int
    """Of the bytes from start to end: where it is another one now, someone repaired the line."""
    why: str
    """What is wrong and what to do about it."""


@dataclass(slots=True)
class DatabaseState:
    """The database in memory; it changes only by applying events."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    """When each document was last written or removed."""
    seen: dict[str, int] = field(default_factory=dict)
    """How many bytes of each journal have been applied."""
    newest: dict[str, str] = field(default_factory=dict)
    """The stamp of the last line applied of each journal."""
    missing: dict[str, str] = field(default_factory=dict)
    """The journals that lack what they once held, each under the last stamp it had."""
    device: str = ""
    """The computer whose journals and snapshot it was read from; empty where nobody knows."""
    last: str = ""
    """The newest stamp applied."""
    damaged: list[Damage] = field(default_factory=list)
    """Where the journals could not be read."""
    changed: dict[str, dict[str, None]] = field(default_factory=dict, compare=False)
    """For each table, the documents written or removed since a reader last asked for them."""

    def apply(self, event: Event) -> None:
        """Take in one event; the order does not matter, the newest write of a document wins."""
        self.last = max(self.last, event.t)
        for table, rows in event.put.items():
            for key, row in rows.items():
                self._put(table, key, row, event.t)

    def keep(self, old: DatabaseState) -> Patch:
        """Take over the documents that another state knows and this one does not; which they are.

        A document that was written later there is one whose line is lost here.
        """
        self.last = max(self.last, old.last)
        kept: dict[str, dict[str, Row | None]] = {}
        for table, times in old.written.items():
            known = self.written.get(table, {})
            unknown = [key for key, t in times.items() if t > known.get(key, "")]
            for key in unknown:
                row = kept.setdefault(table, {})[key] = old.tables.get(table, {}).get(key)
                self._put(table, key, row, times[key])
        return kept

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
            # after the row: a reader that takes the name off looks at the row afterwards
            self.changed.setdefault(table, {})[key] = None
        if not rows:
            del self.tables[table]
