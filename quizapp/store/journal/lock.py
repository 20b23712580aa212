"""One writer at a time, over the threads of this process and over other processes.

A folder that can't be written has no writer, so it is read without the lock.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from quizapp.store.journal.files import need_file

if sys.platform == "win32":
    from filelock import FileLock, Timeout
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for another process; it needs milliseconds."""
POLL = 0.005
"""Seconds between two tries."""
REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""The errors of a folder that can be read and not written."""


def is_refusal(error: OSError) -> bool:
    """Whether an error says that a folder can't be written."""
    return error.errno in REFUSALS


class FolderLock:
    """The lock of a folder; its holder may take it again. Raises OSError where none can lie."""

    def __init__(self, root: Path) -> None:
        self._mutex = threading.RLock()
        need_file(root / "lock")
        self._file = _FileLock(root / "lock")
        self._depth = 0
        self.refused: OSError | None = None
        """Why the folder can't be written; None where it can."""

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock, and say whether it was free before; raises OSError after a while."""
        with self._mutex:
            entered = self._depth == 0
            if entered:
                self._acquire()
            self._depth += 1
            try:
                yield entered
            finally:
                self._depth -= 1
                if entered and not self.refused:
                    self._file.release()

    def _acquire(self) -> None:
        self.refused = None
        try:
            self._file.acquire()
        except OSError as error:
            if not is_refusal(error):
                raise
            self.refused = error


class _Lock:
    def __init__(self, path: Path) -> None:
        self._path = path

    def _give_up(self) -> None:
        raise TimeoutError(f"another program holds {self._path} and does not let go") from None


if sys.platform == "win32":

    class _FileLock(_Lock):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            self._lock = FileLock(path, poll_interval=POLL)

        def acquire(self) -> None:
            try:
                self._lock.acquire(timeout=PATIENCE)
            except Timeout:
                self._give_up()

        def release(self) -> None:
            self._lock.release()

else:

    class _FileLock(_Lock):
        """What filelock does there, too, at a twentieth of its 0.1 ms, which is half a write."""

        # a link would put the lock elsewhere
        _FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        _descriptor = -1

        def acquire(self) -> None:
            self._descriptor = os.open(self._path, self._FLAGS, 0o644)
            end = time.monotonic() + PATIENCE
            while True:
                with suppress(BlockingIOError):
                    return fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if time.monotonic() > end:
                    os.close(self._descriptor)
                    self._give_up()
                time.sleep(POLL)

        def release(self) -> None:
            # a child forked meanwhile has the descriptor, too: closing would leave it the lock
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)
