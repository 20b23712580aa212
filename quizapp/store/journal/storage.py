"""Where TinyDB keeps its tables: in memory to read, in a journal to write."""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from tinydb.storages import Storage

from quizapp.store.encoding import stamp
from quizapp.store.journal.backup import back_up, copy
from quizapp.store.journal.draft import Draft
from quizapp.store.journal.event import Event, write_event
from quizapp.store.journal.files import make_folder
from quizapp.store.journal.journals import (
    Changed,
    Journals,
    is_own,
    journal_files,
    journal_name,
)
from quizapp.store.journal.lock import FolderLock, is_refusal
from quizapp.store.journal.snapshot import SnapshotFile, strange_file
from quizapp.store.journal.views import DatabaseView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from quizapp.store.encoding import Row
    from quizapp.store.journal.event import Patch

SNAPSHOT_BYTES = 8 << 20
"""How much journal is read before the snapshot is renewed."""
COLUMNS = "reviews.columns"
"""What the file is called that holds the answers in columns."""
NAMED = 5
"""How many documents a sentence names."""


class _Open(threading.local):
    draft: Draft | None = None
    """The innermost transaction that this thread is in."""


def accept(_: Row) -> None:
    """The check of a database that holds documents of any shape."""


class JournalStorage(Storage):
    """A TinyDB storage in which every transaction is one line, on the disk when it is over."""

    def __init__(
        self,
        root: Path,
        *,
        device: str,
        clock: Callable[[], datetime],
        check: Callable[[Row], object] = accept,
    ) -> None:
        self._root = root
        self.columns_path = root / COLUMNS
        """A file that saves the time of reading the whole log, and can be made of it again."""
        self._device = device
        self._clock = clock
        self._snapshot = SnapshotFile(root, clock)
        self._own: dict[str, Path] = {}
        """The journal of this device for each year."""
        self._unsaved = 0
        """How many bytes of journal the snapshot has not seen."""
        self._open = _Open()
        _make_folder(root)
        self._journals = Journals(root / "journal", check)
        self._lock = FolderLock(root)
        with self._lock.held():
            self._state, wrong, older = self._snapshot.load()
            # before the snapshot of an older version is written over
            prevented = "" if self._lock.refused else back_up(root, clock().date(), older)
            self._notices = [each for each in (prevented, wrong) if each]
            self._catch_up()

    # a dict to TinyDB's types; it asks no more of it than a mapping
    def read(self) -> Mapping[str, Mapping[str, Row]]:  # type: ignore[override]
        """All tables, as of the last time the lock was held; not to be edited.

        The thread that is in a transaction sees what it has written.
        """
        draft = self._open.draft
        return DatabaseView(self._journals, self._state) if draft is None else draft

    def write(self, data: object) -> NoReturn:  # noqa: ARG002 # TinyDB's signature
        """Refuse: TinyDB would write the whole database."""
        raise TypeError("the tables are written in transactions, never as a whole")

    @contextmanager
    def transaction(self) -> Iterator[Draft]:
        """Write all that is written inside as one line, or nothing where it raises.

        No other window and no other thread writes meanwhile, and what they wrote before has been
        read. A transaction inside another one becomes part of it when it is over.
        """
        outer = self._open.draft
        with self._locked():
            self._must_write()
            draft = Draft(outer.stamp, outer) if outer is not None else self._begin()
            self._open.draft = draft
            try:
                yield draft
            finally:
                self._open.draft = outer
            if outer is not None:
                outer.take(draft)
            else:
                self._commit(draft)

    def joined(self) -> AbstractContextManager[Draft]:
        """The transaction that this thread is in, or one of its own."""
        draft = self._open.draft
        return self.transaction() if draft is None else nullcontext(draft)

    def refresh(self) -> None:
        """Read what other processes and devices have written."""
        with self._locked():
            pass

    @property
    def read_only(self) -> str:
        """A sentence where the folder could not be written when it was last read; else empty."""
        if (refused := self._lock.refused) is None:
            return ""
        return (
            f"{self._root} can't be written ({refused.strerror}), so no answer can be kept: "
            "allow writing it, or name another folder with `--data DIR`"
        )

    @property
    def damaged(self) -> tuple[str, ...]:
        """What is damaged now, and what was found on opening; each with its place and remedy."""
        damaged = self._journals.damaged(self._state)
        return (
            *self._notices,
            *strange_file(self._root / "state.json"),
            *strange_file(self.columns_path),
            *map(self._journals.describe, damaged),
            *self._journals.strange(self._state),
            *self._journals.missing(self._state),
        )

    def close(self) -> None:
        """Save a snapshot, so that the next start need not replay the journal."""
        with self._locked():
            if self._unsaved and not self._lock.refused:
                self._save()

    def repair(self, label: str) -> tuple[str, ...]:
        """End torn lines and replay the journals, a copy made before; sentences about what it did.

        What only the snapshot knew is written into the journal, and no journal is missed any more.
        Raises OSError where no copy can be made, and then nothing has changed.
        """
        with self._locked():
            self._must_write()
            done = [
                *self._notices,
                f"copied everything to {copy(self._root, self._clock().date(), label)}",
            ]
            done += [
                f"ended the unfinished last line of {path}"
                for path in journal_files(self._root / "journal")
                if is_own(path.name, self._device)
                and self._journals.end_torn_line(path, self._state)
            ]
            done += self._write(self._rebuild())
            done += [
                f"went on without what {self._root / 'journal' / name} lacks"
                for name in sorted(set(self._state.missing.values()))
            ]
            self._state.missing.clear()
            self._save()
            return (*done, f"read all journals anew for {self._root / 'state.json'}")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock.held() as entered:
            if entered:
                self._catch_up()
            yield

    def _must_write(self) -> None:
        if self._lock.refused:
            raise self._lock.refused

    def _commit(self, draft: Draft) -> None:
        document = draft.document()
        if not document:
            return
        line = write_event(Event(draft.stamp, document))
        self._unsaved += self._journals.append(self._own_journal(draft.stamp), line, self._state)
        if self._unsaved > SNAPSHOT_BYTES:
            self._save()

    def _begin(self) -> Draft:
        """A transaction with nothing in it yet; a torn line before it is ended."""
        at = self._next_stamp()
        if self._journals.end_torn_line(self._own_journal(at), self._state):
            self._catch_up()
            at = self._next_stamp()
        return Draft(at, DatabaseView(self._journals, self._state))

    def _own_journal(self, at: str) -> Path:
        year = at[:4]
        if year not in self._own:
            self._own[year] = self._root / "journal" / journal_name(year, self._device)
        return self._own[year]

    def _catch_up(self) -> None:
        try:
            self._unsaved += self._journals.catch_up(self._state)
        except Changed:
            self._rebuild()
        self._state.device = self._device

    def _rebuild(self) -> Patch:
        """Read the journals from the start; the documents kept that no line says any more."""
        self._state, kept = self._journals.rebuild(self._state, self._device)
        self._unsaved = sum(self._state.seen.values())
        return kept

    def _write(self, kept: Patch) -> list[str]:
        """Have documents on a line that no line says any more; a sentence about them."""
        if not kept:
            return []
        draft = self._begin()
        for name, rows in kept.items():
            draft.table(name).put(rows)
        draft.log[draft.stamp] = {"kept": "from the snapshot"}
        self._commit(draft)
        names = sorted({name for rows in kept.values() for name in rows})
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        return [
            f"wrote into the journal what only {self._root / 'state.json'} knew of "
            + ", ".join(names[:NAMED])
            + more
        ]

    def _next_stamp(self) -> str:
        now, last = stamp(self._clock()), self._state.last
        if now > last:
            return now
        return stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))

    def _save(self) -> None:
        if self._snapshot.save(self._state):
            self._unsaved = 0


def _make_folder(root: Path) -> None:
    try:
        make_folder(root / "journal")
    except OSError as error:
        # one that is there can be read without a journal
        if not (root.is_dir() and is_refusal(error)):
            raise
