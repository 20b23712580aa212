"""Notes which test reaches which break, and how tests fare: a pytest plugin, and what marks call.

`break_code.py` puts a copy of this file into the root of each tree that it breaks, and beside it a
`sitecustomize.py`, so that every process that runs there imports it first, pytest as well:
PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

NOTES = Path(__file__).parent / ".break_notes"


def _open_notes() -> int:
    """The notes of this process, opened at its start: the bench lets snippets open nothing."""
    try:
        file = os.open(NOTES / str(os.getpid()), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    except OSError:
        return -1
    high = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 200)  # out of the way of what tests open
    os.close(file)
    return high


_notes = _open_notes()
_write = os.write
"""As it was: tests put another in its place."""
_reached: set[tuple[int, str]] = set()


def reached(number: int) -> None:
    """Note that the test that runs now came to a break."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
    if (number, test) not in _reached:
        _reached.add((number, test))
        note("reached", str(number), test)


def note(*words: str) -> None:
    """Append a line to the notes of this process; where that is not possible, do without it."""
    try:
        _write(_notes, ("\t".join(words) + "\n").encode())
    except Exception:  # a test may forbid anything, and must not see that we are here
        return


def pytest_runtest_logstart(nodeid: str) -> None:
    """Note the test that begins."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        note("began", nodeid, str(time.time()))


def pytest_runtest_logreport(report: object) -> None:
    """Note how long a part of a test took, and whether it failed."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        nodeid = getattr(report, "nodeid", "")
        note("took", nodeid, str(getattr(report, "duration", 0.0)))
        if getattr(report, "failed", False):
            note("failed", nodeid)


def pytest_collectreport(report: object) -> None:
    """Note a file of tests that cannot be read."""
    if getattr(report, "failed", False) and "PYTEST_XDIST_WORKER" not in os.environ:
        note("failed", getattr(report, "nodeid", ""))
