"""TinyDB whose tables write only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.table import Table

from quizapp.store.overlay import Overlay
from quizapp.store.storage import JournalStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tinydb.queries import QueryLike


class JournaledTable(Table):
    """A TinyDB table whose documents have names, and whose every write is one journal line."""

    # names survive synchronising and rebuilding, numbers given by two devices would collide
    document_id_class = str  # type: ignore[assignment]

    def __init__(self, storage: JournalStorage, name: str, **options: Any) -> None:
        # no query cache: other processes change the documents too
        super().__init__(storage, name, cache_size=0, **options)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update or insert, with no other writer in between."""
        with self._journal.locked():
            return super().upsert(document, cond)

    @property
    def _journal(self) -> JournalStorage:
        return cast("JournalStorage", self._storage)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # a copy: another thread may commit while TinyDB walks through it
        return dict(super()._read_table())

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal.locked():
            overlay = Overlay(self._journal.read().get(self.name, {}))
            updater(overlay)
            if changes := overlay.changes():
                self._journal.commit({self.name: changes})

    def _get_next_id(self) -> NoReturn:
        raise TypeError("give the document a name: insert(Document({...}, doc_id='name'))")


class Store(TinyDB):
    """A TinyDB in a folder: `Store(root, device=..., clock=...)`."""

    # TinyDB's own types name its default classes, not the protocols it documents
    table_class = JournaledTable  # type: ignore[assignment]
    default_storage_class = JournalStorage  # type: ignore[assignment]

    @property
    def journal(self) -> JournalStorage:
        """The storage, under the type it has here."""
        return cast("JournalStorage", self.storage)

    def drop_table(self, name: str) -> None:
        """Remove a table's documents."""
        self.table(name).truncate()

    def drop_tables(self) -> None:
        """Remove all documents, table by table."""
        for name in self.tables():
            self.drop_table(name)
