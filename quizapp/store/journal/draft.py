"""The database as one transaction sees it: what it has written lies above what is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import TYPE_CHECKING, NoReturn

from quizapp.store.journal.event import LOG, OWN_FIELDS

if TYPE_CHECKING:
    from quizapp.store.encoding import Row


class DraftTable(MutableMapping[str, "Row"]):
    """A table: reads fall through to the one below, which is never touched; writes collect here."""

    def __init__(self, below: Mapping[str, Row]) -> None:
        self._below = below
        self._above: dict[str, Row | None] = {}
        self._put: set[str] = set()
        """What was written as a whole: it counts also where it says the same as below."""

    def __getitem__(self, name: str) -> Row:
        if name not in self._above:
            # TinyDB edits the documents it is given
            self._above[name] = deepcopy(self._look_below(name))
        row = self._above[name]
        if row is None:
            raise KeyError(name)
        return row

    def __setitem__(self, name: str, row: Row) -> None:
        self.put({name: row})

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._above[name] = None

    def __contains__(self, name: object) -> bool:
        if name in self._above:
            return self._above[str(name)] is not None
        return name in self._below

    def __iter__(self) -> Iterator[str]:
        return (name for name in {**self._below, **self._above} if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document; the inherited way takes quadratic time."""
        self._above = dict.fromkeys([*self._below, *self._above])
        self._put.clear()

    def put(self, rows: Mapping[str, Row | None]) -> None:
        """Have these documents, whatever was there; None removes one, also where there is none."""
        self._above |= rows
        self._put |= rows.keys()

    def changes(self) -> dict[str, Row | None]:
        """What was written; None stands for a removed document."""
        return {
            name: row
            for name, row in self._above.items()
            if name in self._put or row != self._look_below(name)
        }

    def look(self, name: str) -> Row | None:
        """A document that is not to be edited; None where there is none."""
        return self._above[name] if name in self._above else self._look_below(name)

    def _look_below(self, name: str) -> Row | None:
        below = self._below
        return below.look(name) if isinstance(below, DraftTable) else below.get(name)


class DraftLog(MutableMapping[str, "Row"]):
    """The log as a transaction writes it: one document, under the stamp of the transaction."""

    def __init__(self, stamp: str) -> None:
        self.facts: Row | None = None
        self._stamp = stamp

    def __setitem__(self, stamp: str, facts: Row) -> None:
        if not OWN_FIELDS.isdisjoint(facts):
            raise ValueError(f"{', '.join(sorted(OWN_FIELDS & facts.keys()))} belong to the line")
        self.facts = facts

    def __contains__(self, stamp: object) -> bool:
        if stamp != self._stamp:
            _refuse()
        return self.facts is not None

    def __getitem__(self, stamp: str) -> NoReturn:
        _refuse()

    def __delitem__(self, stamp: str) -> NoReturn:
        _refuse()

    def __iter__(self) -> NoReturn:
        _refuse()

    def __len__(self) -> int:
        return int(self.facts is not None)


def _refuse() -> NoReturn:
    raise TypeError("the log is never rewritten; insert what happens, without a name")


class Draft(Mapping[str, Mapping[str, "Row"]]):
    """All tables as they will be, and what else the line of the transaction will say."""

    def __init__(self, stamp: str, below: Mapping[str, Mapping[str, Row]]) -> None:
        self.stamp = stamp
        """The name of the transaction in the log."""
        self.log = DraftLog(stamp)
        self._below = below
        self._tables: dict[str, DraftTable] = {}

    def table(self, name: str) -> DraftTable:
        """A table to write to."""
        if name not in self._tables:
            self._tables[name] = DraftTable(self._below.get(name, {}))
        return self._tables[name]

    def __getitem__(self, name: str) -> Mapping[str, Row]:
        # what happens now is in the log when it has happened
        return self._below[LOG] if name == LOG else self.table(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in {**self._below, **self._tables} if name == LOG or self[name])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def document(self) -> Row:
        """What the line of the transaction will say; empty where there is nothing to say."""
        changes = {name: table.changes() for name, table in self._tables.items()}
        put = {name: rows for name, rows in changes.items() if rows}
        facts = self.log.facts
        return {**(facts or {}), "put": put} if put or facts is not None else {}

    def update(self, name: str, updater: Callable[[DraftTable], object]) -> None:
        """Have a function write to a table, or nothing of it where it raises."""
        table = self.table(name)
        draft = DraftTable(table)
        updater(draft)
        table.put(draft.changes())

    def take(self, inner: Draft) -> None:
        """Become what a transaction inside this one has made of it."""
        if inner.log.facts is not None:
            if self.log.facts is not None:
                raise ValueError(f"the transaction {self.stamp} already exists in the log")
            self.log.facts = inner.log.facts
        for name, table in inner._tables.items():
            self.table(name).put(table.changes())
