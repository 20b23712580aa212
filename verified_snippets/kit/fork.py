"""Every run in a process of its own, forked from one that has imported torch and has run nothing.

Whatever a run patches, enters, starts or leaves behind ends with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verified_snippets.kit.snippet import Snippet

EARLY = ("torch._dynamo", "torch.testing", "numpy", "sqlite3", "multiprocessing.pool")
"""What torch and snippets load when they first need it: seconds, which every run would pay."""
SUBREAPER = 36
"""Linux's PR_SET_CHILD_SUBREAPER: orphans of a run become children of the worker."""
SWEEP = 10.0
"""Seconds after which a killed process that does not end is given up, and the worker with it."""
TOLD = 2000
"""Bytes of standard error that are told of a run which died."""


def can_fork() -> bool:
    """Whether the system lets a worker fork its runs and find what they leave alive: Linux does."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and _children().exists()


def forks(snippet: Snippet, device: str) -> bool:
    """Whether a run is forked where it can be; a CUDA context outlives its run, or costs a second.

    So on CUDA the worker runs snippets itself, but for those that want a process of their own.
    """
    return device != "cuda" or snippet.isolate


def prepare() -> bool:
    """Load what runs need, and say whether they may be forked.

    A fork copies one thread alone, so a worker that has others must run snippets itself.
    """
    if not can_fork():
        return False
    for name in EARLY:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        return False
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    gc.collect()
    gc.freeze()  # or the first collection of each run would copy every page
    return True


def forked(
    run: Callable[[Path], dict[str, Any]], seconds: float, closed: tuple[int, ...] = ()
) -> dict[str, Any]:
    """What a function returns in a child, which has a temporary folder and not the closed files.

    `{"run": …}`, or `{"late": True}` where it takes longer, or `{"end": …}` where it dies.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        answer = os.memfd_create("answer")
        _empty(2)
        child = os.fork()
        if child == 0:
            _answer(run, Path(folder), answer, closed)
        try:
            status = _wait(child, seconds)
        finally:
            _sweep()  # before the answer is read: nobody is left who could write one
        with os.fdopen(answer, "rb") as file:
            file.seek(0)
            told = file.read()
    if status is None:
        return {"late": True}
    try:
        return {"run": json.loads(told)}
    except ValueError:
        return {"end": _end(status)}


def _answer(
    run: Callable[[Path], dict[str, Any]], folder: Path, answer: int, closed: tuple[int, ...]
) -> None:
    leave, own, write, dumps = os._exit, os.getpid, os.write, json.dumps
    pid, status = own(), 1
    try:
        for file in closed:
            os.close(file)
        told = dumps(run(folder)).encode()
        if own() == pid:  # no child of the snippet's answers for it
            os.ftruncate(answer, 0)
            os.lseek(answer, 0, os.SEEK_SET)
            while told:
                told = told[write(answer, told) :]
            status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        leave(status)


def _wait(child: int, seconds: float) -> int | None:
    """The exit status of a child as Python gives it; None where it runs longer."""
    watch = os.pidfd_open(child)
    try:
        if not select.select([watch], [], [], seconds)[0]:
            return None
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        os.close(watch)


def _sweep() -> None:
    """End whatever a run left alive, its orphans included, until there is nothing."""
    until = time.monotonic() + SWEEP
    while left := _children().read_text(encoding="ascii").split():
        for pid in map(int, left):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > until:
            raise RuntimeError("a process that the snippet started does not end")
        time.sleep(0.001)


def _children() -> Path:
    return Path(f"/proc/self/task/{os.getpid()}/children")


def _empty(file: int) -> None:
    """Standard error begins anew for each run, where it is a file."""
    with contextlib.suppress(OSError):
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)


def _end(status: int) -> str:
    end = f"killed by signal {-status}" if status < 0 else f"exit status {status}"
    with contextlib.suppress(OSError):
        size = os.fstat(2).st_size
        last = os.pread(2, TOLD, max(0, size - TOLD)).decode(errors="replace").strip()[-300:]
        return f"{end}\n{last}".rstrip()
    return end
