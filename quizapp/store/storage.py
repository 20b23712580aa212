"""Where TinyDB keeps its tables: in memory to read, in a journal to write."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from tinydb.storages import Storage

from quizapp.store.backup import back_up, copy
from quizapp.store.event import Event, Patch, stamp, write_event
from quizapp.store.journals import Journals, Mended, Replaced, is_own, journal_files, journal_name
from quizapp.store.lock import FolderLock
from quizapp.store.saved import SavedState
from quizapp.store.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from quizapp.store.event import Row

SNAPSHOT_BYTES = 8 << 20
"""How much journal is read before the snapshot is renewed."""


def accept(_: Event) -> None:
    """The check of a store that holds documents of any shape."""


class JournalStorage(Storage):
    """A TinyDB storage in which every write is one line, on the disk before it is acknowledged."""

    def __init__(
        self,
        root: Path,
        *,
        device: str,
        clock: Callable[[], datetime],
        check: Callable[[Event], object] = accept,
    ) -> None:
        self._root = root
        self._device = device
        self._clock = clock
        self._saved = SavedState(root, clock)
        self._unsaved = 0
        (root / "journal").mkdir(parents=True, exist_ok=True)
        self._journals = Journals(root / "journal", check)
        self._lock = FolderLock(root)
        with self._lock.held():
            self._state, wrong, older = self._saved.load()
            # before the snapshot of an older version is written over
            prevented = back_up(root, clock().date(), older)
            self._notices = [each for each in (prevented, wrong) if each]
            self._catch_up()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time, over threads and processes; the holder has read everything."""
        with self._lock.held() as entered:
            if entered:
                self._catch_up()
            yield

    def read(self) -> dict[str, dict[str, Row]]:
        """All tables, as of the last time the lock was held; not to be edited."""
        return self._state.tables

    def write(self, data: object) -> NoReturn:  # noqa: ARG002 # TinyDB's signature
        """Refuse: TinyDB would write the whole database."""
        raise TypeError("a journaled table writes through commit()")

    def commit(self, put: Patch, **facts: Any) -> str:
        """Write one event and return its stamp; nothing has changed when it raises."""
        with self.locked():
            path = self._own_journal()
            if self._journals.end_torn_line(path, self._state):
                self._catch_up()
            event = Event(self._next_stamp(), put, facts)
            self._unsaved += self._journals.append(path, write_event(event), self._state)
            if self._unsaved > SNAPSHOT_BYTES:
                self._save()
            return event.t

    def refresh(self) -> None:
        """Read what other processes and devices have written."""
        with self.locked():
            pass

    @property
    def state(self) -> State:
        """What follows from all events, as of the last time the lock was held."""
        return self._state

    def events(self, since: str = "") -> Iterator[Event]:
        """What happened from a stamp up to the state in memory, oldest first; not checked."""
        return self._journals.events(self._state, since)

    @property
    def damaged(self) -> tuple[str, ...]:
        """What is damaged now, and what was found on opening; each with its place and remedy."""
        return (*self._notices, *map(self._journals.describe, self._state.damaged))

    def close(self) -> None:
        """Save a snapshot, so that the next start need not replay the journal."""
        with self.locked():
            if self._unsaved:
                self._save()

    def mend(self, label: str) -> tuple[str, ...]:
        """End torn lines and replay the journals, a copy made before; sentences about what it did.

        Raises OSError where no copy can be made, and then nothing has changed.
        """
        with self.locked():
            done = [
                *self._notices,
                f"copied everything to {copy(self._root, self._clock().date(), label)}",
            ]
            done += [
                f"ended the unfinished last line of {path}"
                for path in journal_files(self._root / "journal")
                if is_own(path, self._device) and self._journals.end_torn_line(path, self._state)
            ]
            self._rebuild()
            self._save()
            return (*done, f"read all journals anew for {self._root / 'state.json'}")

    def _catch_up(self) -> None:
        try:
            self._unsaved += self._journals.catch_up(self._state)
        except Mended:
            self._rebuild()
        except Replaced as replaced:
            (path,) = replaced.args
            # another computer's journal may only arrive after a snapshot that has seen it
            if is_own(path, self._device):
                self._tell_of_loss(path)
            self._rebuild()

    def _rebuild(self) -> None:
        self._state = State()
        self._unsaved = self._journals.catch_up(self._state)

    def _tell_of_loss(self, path: Path) -> None:
        aside = self._saved.set_aside()
        self._notices.append(
            f"{path} was replaced or removed, and only what it still says counts; if it should "
            f"say more, copy it back from {self._root / 'backups'}"
            + (f" ({aside} is what counted before)" if aside else "")
        )

    def _next_stamp(self) -> str:
        now, last = stamp(self._clock()), self._state.last
        if now > last:
            return now
        return stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))

    def _own_journal(self) -> Path:
        return self._root / "journal" / journal_name(self._next_stamp()[:4], self._device)

    def _save(self) -> None:
        if self._saved.save(self._state):
            self._unsaved = 0
