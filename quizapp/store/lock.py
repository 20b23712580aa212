"""One writer at a time, over the threads of this process and over other processes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for another process; it needs milliseconds."""


class FolderLock:
    """The lock of a folder; whoever holds it may take it again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._mutex = threading.RLock()
        self._file = FileLock(root / "lock", poll_interval=0.005)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock, and say whether it was free before; raises OSError after a while."""
        with self._mutex:
            entered = not self._file.is_locked
            self._acquire()
            try:
                yield entered
            finally:
                self._file.release()

    def _acquire(self) -> None:
        try:
            self._file.acquire(timeout=PATIENCE)
        except Timeout:
            place = self._root / "lock"
            raise TimeoutError(f"another program holds {place} and does not let go") from None
