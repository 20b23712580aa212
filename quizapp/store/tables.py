"""TinyDB over a journal: tables whose documents have names, and the log of what happened."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from tinydb import TinyDB
from tinydb.table import Table

from quizapp.store.encoding import UNREADABLE
from quizapp.store.journal.columns import LogColumns, Tell
from quizapp.store.journal.event import LOG
from quizapp.store.journal.storage import JournalStorage, accept
from quizapp.store.journal.views import LogLines, LogView, TableView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from tinydb.queries import QueryLike

    from quizapp.store.encoding import Row
    from quizapp.store.journal.columns import Decode

__all__ = ["Database", "DocumentTable", "LogColumns", "LogLines", "LogTable", "Tell"]
T = TypeVar("T")


class DocumentTable(Table):
    """A TinyDB table whose documents have names, and whose every write is a transaction."""

    # names survive synchronising and rebuilding, numbers given by two devices would collide
    document_id_class = str  # type: ignore[assignment]

    def __init__(self, storage: JournalStorage, name: str, **options: Any) -> None:
        # no query cache: other processes change the documents too
        super().__init__(storage, name, cache_size=0, **options)
        self._journal = storage
        self._mutex = threading.Lock()
        self._source: tuple[object, object] | None = None
        """The documents that were decoded last, and how."""
        self._values: dict[str, Any] = {}
        """What they stand for."""

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update or insert, in one transaction."""
        with self._journal.joined():
            return super().upsert(document, cond)

    def row(self, name: str) -> Row | None:
        """The document of a name; None where there is none."""
        # TinyDB's types know numbers only
        return self.get(doc_id=name)  # type: ignore[call-overload,no-any-return]

    def put(self, rows: Mapping[str, Row | None]) -> None:
        """Have these documents under their names, whatever was there; None removes one."""
        self._update_table(lambda table: table.put(rows))

    def decoded(self, decode: Callable[[Row], T]) -> Mapping[str, T]:
        """What each document stands for, by name; a mapping that was given away never changes.

        Only documents written since the last call are decoded anew. Raises what `decode` raises.
        """
        rows: Mapping[str, Any] = self._read_table()
        if not isinstance(rows, TableView):
            # no document, or a transaction that this thread is in
            return {name: decode(row) for name, row in rows.items()}
        with self._mutex:
            known, self._source = self._source, None
            changed = rows.take_changed()
            if known is None or known[0] is not rows.rows or known[1] is not decode:
                self._values = {name: decode(row) for name, row in rows.items()}
            elif changed:
                self._values = dict(self._values)
                for name in changed:
                    row = rows.get(name)
                    if row is None:
                        self._values.pop(name, None)
                    else:
                        self._values[name] = decode(row)
            self._source = rows.rows, decode
            return self._values

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal.joined() as draft:
            draft.update(self.name, updater)

    def _get_next_id(self) -> NoReturn:
        raise TypeError("give the document a name: insert(Document({...}, doc_id='name'))")


class LogTable(Table):
    """What happened, one document a transaction under its stamp, oldest first.

    A document is a line of a journal, read when it is asked for; "put" is what it changed.
    """

    document_id_class = str  # type: ignore[assignment]

    def __init__(self, storage: JournalStorage, name: str = LOG, since: str = "") -> None:
        super().__init__(storage, name, cache_size=0)
        self._journal = storage
        self._since = since

    def since(self, stamp: str) -> LogTable:
        """The log from a stamp on, as "2026-11-30" or longer; only the journals' ends are read."""
        return LogTable(self._journal, self.name, stamp)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Say what happens, on the line of the transaction around it, or on one of its own."""
        with self._journal.joined():
            return super().insert(document)

    def decoded(self, decode: Callable[[Row], T]) -> Iterator[T]:
        """What each document stands for, oldest first; one without sense is told as damage."""
        log = self._read_table()
        for stamp, document in log.items():
            try:
                value = decode(document)
            except UNREADABLE:
                log.suspect(stamp)
            else:
                yield value

    def lines(self, mark: bytes) -> LogLines:
        """The log as lines that are read at will; those that contain a mark are noted."""
        return self._view().lines(mark)

    def columns(self, kinds: Mapping[str, str], decode: Decode, tell: Tell) -> LogColumns:
        """Rows made of the log, a column of each kind; only what is new is read for them.

        `tell` is told how many bytes have been read, and of how many.
        """
        view, path = self._view(), self._journal.columns_path
        columns = LogColumns(kinds)
        columns.load(path)
        if view.fill(columns, decode, tell):
            # the file only saves time
            with suppress(OSError):
                columns.save(path)
        return columns

    def _view(self) -> LogView:
        return cast("LogView", self._read_table())

    def _read_table(self) -> Any:
        return cast("LogView", super()._read_table()).since(self._since)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal.joined() as draft:
            updater(draft.log)

    def _get_next_id(self) -> Any:
        with self._journal.joined() as draft:
            return draft.stamp


class Database(TinyDB):
    """A folder as a TinyDB database: named documents in its tables, what happened in `log`."""

    # TinyDB's own types name its default classes, not the protocols it documents
    table_class = DocumentTable  # type: ignore[assignment]
    default_storage_class = JournalStorage  # type: ignore[assignment]

    def __init__(
        self,
        root: Path,
        *,
        device: str,
        clock: Callable[[], datetime],
        check: Callable[[Row], object] = accept,
    ) -> None:
        super().__init__(root, device=device, clock=clock, check=check)
        self.log = LogTable(self.storage)
        self._tables[LOG] = self.log

    @property
    def storage(self) -> JournalStorage:
        """The storage, under the type it has here."""
        return cast("JournalStorage", self._storage)

    def table(self, name: str, **options: Any) -> DocumentTable:
        """The table of a name, made where there is none."""
        return cast("DocumentTable", super().table(name, **options))

    def transaction(self) -> AbstractContextManager[object]:
        """All that is written inside becomes one line on the disk, or nothing where it raises.

        A transaction inside another one belongs to it. Raises OSError where the disk refuses it.
        """
        return self.storage.transaction()

    def drop_table(self, name: str) -> None:
        """Remove a table's documents."""
        self.table(name).truncate()

    def drop_tables(self) -> None:
        """Remove all documents; the log stays."""
        with self.transaction():
            for name in self.tables() - {LOG}:
                self.drop_table(name)
