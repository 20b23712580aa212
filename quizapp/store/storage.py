"""Where TinyDB keeps its tables: in memory to read, in a journal to write."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from filelock import FileLock
from tinydb.storages import Storage

from quizapp.store.backup import back_up
from quizapp.store.event import UNREADABLE, Event, Patch, stamp, write_event
from quizapp.store.files import append, set_aside
from quizapp.store.journals import Journals, Replaced
from quizapp.store.snapshot import read_snapshot, write_snapshot
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
        self._device = re.sub(r"[^\w.-]+", "-", device)
        self._clock = clock
        self._check = check
        self._unsaved = 0
        self._notices: list[str] = []
        (root / "journal").mkdir(parents=True, exist_ok=True)
        self._journals = Journals(root / "journal", check)
        self._mutex = threading.RLock()
        self._lock = FileLock(root / "lock", poll_interval=0.005)
        with self._mutex, self._lock:
            self._back_up()
            self._state = self._load()
            self._catch_up()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time, over threads and processes; the holder has read everything."""
        with self._mutex:
            entered = not self._lock.is_locked
            with self._lock:
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
            self._end_torn_line(path)
            event = Event(self._next_stamp(), put, facts)
            line = write_event(event)
            self._journals.parse(line)
            append(path, line)
            self._catch_up()
            if self._unsaved > SNAPSHOT_BYTES:
                self._save()
            return event.t

    def refresh(self) -> None:
        """Read what other processes and devices have written."""
        with self.locked():
            pass

    def events(self) -> list[Event]:
        """All that happened up to the state in memory, oldest first; the caller checks it."""
        with self._mutex:
            return self._journals.events(self._state)

    @property
    def damaged(self) -> tuple[str, ...]:
        """Sentences that name what was skipped or set aside, and where it lies."""
        aside = (
            f"{path} could not be trusted and was set aside; the state was rebuilt from the journal"
            for path in sorted(self._root.glob("state.json.damaged-*"))
        )
        return (*aside, *self._state.damaged, *self._notices)

    def close(self) -> None:
        """Save a snapshot, so that the next start need not replay the journal."""
        with self.locked():
            if self._unsaved:
                self._save()

    def _load(self) -> State:
        try:
            state = read_snapshot(self._root / "state.json")
            self._check(Event(state.last, state.tables, {}))
        except FileNotFoundError:
            return State()
        except UNREADABLE:
            self._set_snapshot_aside()
            return State()
        return state

    def _catch_up(self) -> None:
        try:
            self._unsaved += self._journals.catch_up(self._state)
        except Replaced as replaced:
            self._set_snapshot_aside()
            self._state = State(damaged=self._state.damaged)
            self._state.report(f"{replaced} was replaced or removed; the state was rebuilt")
            self._unsaved = self._journals.catch_up(self._state)

    def _end_torn_line(self, path: Path) -> None:
        if path.exists() and path.stat().st_size > self._state.seen.get(path.name, 0):
            append(path, b"\n")
            self._catch_up()

    def _next_stamp(self) -> str:
        now, last = stamp(self._clock()), self._state.last
        if now > last:
            return now
        return stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))

    def _own_journal(self) -> Path:
        return self._root / "journal" / f"{self._next_stamp()[:4]}.{self._device}.jsonl"

    def _set_snapshot_aside(self) -> None:
        label = re.sub(r"[^\dTZ]", "", stamp(self._clock()))
        with suppress(FileNotFoundError):
            set_aside(self._root / "state.json", f"damaged-{label}")

    def _save(self) -> None:
        # the snapshot saves time, not reviews: a full disk must not fail what the journal holds
        with suppress(OSError):
            write_snapshot(self._root / "state.json", self._state)
            self._unsaved = 0

    def _back_up(self) -> None:
        try:
            back_up(self._root, self._clock().date())
        except OSError as reason:
            self._notices.append(f"no backup could be made in {self._root / 'backups'}: {reason}")
