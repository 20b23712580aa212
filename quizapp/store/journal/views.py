"""The database as TinyDB reads it: a mapping for each table, and one for the journals."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from quizapp.store.encoding import UNREADABLE
from quizapp.store.journal.event import LOG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizapp.store.encoding import Row
    from quizapp.store.journal.columns import Decode, LogColumns, Tell
    from quizapp.store.journal.event import Event
    from quizapp.store.journal.journals import Journals
    from quizapp.store.journal.state import DatabaseState

T = TypeVar("T")


class TableView(Mapping[str, "Row"]):
    """A table that other threads may write to: one document is looked up, all are copied."""

    def __init__(self, rows: dict[str, Row], changed: dict[str, None]) -> None:
        self.rows = rows
        self._changed = changed

    def __getitem__(self, name: str) -> Row:
        return self.rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.rows))

    def __len__(self) -> int:
        return len(self.rows)

    def items(self) -> ItemsView[str, Row]:
        """The documents as they are now; the inherited way looks each one up."""
        return dict(self.rows).items()

    def take_changed(self) -> list[str]:
        """The names of the documents written or removed since this was last asked."""
        names = []
        # one by one: another thread may write meanwhile
        while self._changed:
            names.append(self._changed.popitem()[0])
        return names


class LogView(Mapping[str, "Row"]):
    """The lines of all journals under their stamps, oldest first, each read when it is asked for.

    A document says what happened and, under "put", what it changed.
    """

    def __init__(self, journals: Journals, state: DatabaseState, since: str = "") -> None:
        self._journals = journals
        self._state = state
        self._since = since

    def since(self, stamp: str) -> LogView:
        """The log from a stamp on; only the ends of the journals are read for it."""
        return LogView(self._journals, self._state, stamp)

    def suspect(self, stamp: str) -> None:
        """Say that a document makes no sense; its lines are looked at before damage is told."""
        self._journals.suspect(stamp)

    def events(self) -> Iterator[Event]:
        """What happened, oldest first."""
        return self._journals.events(self._state, self._since)

    def lines(self, mark: bytes) -> LogLines:
        """The log as lines that are read at will, from either end."""
        return LogLines(self._journals, self._state, mark)

    def fill(self, columns: LogColumns, decode: Decode, tell: Tell) -> bool:
        """Have columns say what the log says; whether there was anything new."""
        return self._journals.make_columns(columns, self._state, decode, tell)

    def __getitem__(self, stamp: str) -> Row:
        first = next(self.since(max(stamp, self._since)).events(), None)
        if first is None or first.t != stamp:
            raise KeyError(stamp)
        return first.document

    def __iter__(self) -> Iterator[str]:
        return (event.t for event in self.events())

    def __len__(self) -> int:
        return sum(1 for _ in self.events())

    def items(self) -> ItemsView[str, Row]:
        """The documents with their stamps; the inherited way looks each one up."""
        return _LogItems(self)


class _LogItems(ItemsView[str, "Row"]):
    def __init__(self, log: LogView) -> None:
        super().__init__(log)
        self._log = log

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return ((event.t, event.document) for event in self._log.events())


class LogLines:
    """The log, oldest first, as it was when this was made; each line is read when it is asked for.

    It holds a few bytes a line, and the log may be longer than memory has room for.
    """

    def __init__(self, journals: Journals, state: DatabaseState, mark: bytes) -> None:
        self._journals = journals
        self._state = state
        self._timeline = journals.timeline(state, mark)

    def __len__(self) -> int:
        return len(self._timeline)

    @property
    def marked(self) -> list[int]:
        """The positions of the lines that may contain the mark, in order."""
        return self._timeline.marked

    def decoded(
        self, positions: Iterable[int], decode: Callable[[Row], T]
    ) -> Iterator[tuple[int, T]]:
        """What the documents at some positions stand for; one without sense is told as damage."""
        for n, event in self._journals.read(self._timeline, positions, self._state):
            try:
                value = decode(event.document)
            except UNREADABLE:
                self._journals.suspect(event.t)
            else:
                yield n, value


class DatabaseView(Mapping[str, Mapping[str, "Row"]]):
    """All tables, the log among them; not to be edited."""

    def __init__(self, journals: Journals, state: DatabaseState) -> None:
        self._journals = journals
        self._state = state

    def __getitem__(self, name: str) -> TableView | LogView:
        if name == LOG:
            return LogView(self._journals, self._state)
        return TableView(self._state.tables[name], self._state.changed.setdefault(name, {}))

    def __iter__(self) -> Iterator[str]:
        return iter([*self._state.tables, LOG])

    def __len__(self) -> int:
        return len(self._state.tables) + 1
