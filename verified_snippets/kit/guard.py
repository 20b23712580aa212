"""What a snippet may not do to the machine: reach the network, write elsewhere, take all memory.

Python tells of what it does itself (its audit events); of a subprocess, of torch's own files, of
sqlite3 and of ctypes it tells nothing. Where the kernel has Landlock, that refuses the rest.
"""

from __future__ import annotations

import contextlib
import ipaddress
import mmap
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from verified_snippets.kit.outcome import Failure, Run

MEMORY = 4 << 30
"""Bytes a snippet on the CPU may allocate beyond what torch has mapped."""
FILE = 64 << 20
"""Bytes a file it writes may grow to, its output included."""
PROCESSES = 256
"""Processes its user may have while it runs, where the system counts them."""
CHILDREN = 32
"""Processes it may start in all, children of children included."""
STARTS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}
"""The audit events that start a process."""
Watch = Callable[[str, str], contextlib.AbstractContextManager[None]]
LOCAL = {"localhost", "", None}
HOSTS = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}
"""The audit events that reach out, and which of their arguments says where to."""
CHANGES = {
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.truncate": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "os.setxattr": (0,),
    "os.removexattr": (0,),
    "shutil.rmtree": (0,),
}
"""The audit events that change files, and which of their arguments are paths."""
ELSEWHERE = "a snippet writes nowhere but in its folder"
DENIED = re.compile(r"Permission denied|unable to open|[Ee]rrno 13")
"""How libraries and commands word it that the system has refused them a file."""


def guard() -> Watch:
    """A context for a run on a device; what it forbids raises PermissionError or MemoryError.

    Its second argument is a file that may not be read in it: the answer, while another is judged.
    """
    watching = [False]
    answer: list[str] = []
    homes: list[str] = []
    above: list[int] = []
    started = mmap.mmap(-1, 8)  # shared with every child: the root user has no other limit

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching[0]:
            return
        if event in HOSTS and not _is_local(arguments[HOSTS[event]]):
            raise PermissionError(
                f"a snippet has no network, but asked for {arguments[HOSTS[event]]}"
            )
        if event in STARTS:
            _count(started)
        if event == "os.kill" and arguments[0] in above:
            raise PermissionError("a snippet ends no process but its own")
        paths = [arguments[n] for n in CHANGES.get(event, ())]
        if event == "open" and _writes(arguments[1], arguments[2]):
            paths = [arguments[0]]
        elif event == "open" and _is_path(arguments[0]) and _is_in(arguments[0], answer):
            raise PermissionError("a snippet does not read the answer")
        for path in paths:
            if _is_path(path) and not _is_in(path, homes):
                raise PermissionError(f"{ELSEWHERE}, not to {path!r}")

    sys.addaudithook(hook)

    @contextlib.contextmanager
    def watch(device: str, secret: str) -> Iterator[None]:
        answer[:] = [os.path.realpath(secret)] if secret else []
        homes[:] = [os.path.realpath(tempfile.gettempdir()), "/dev", "/proc/self"]
        above[:] = [os.getppid()]
        watching[0] = True
        started[:] = bytes(8)
        try:
            with _limits(device):
                yield
        finally:
            watching[0] = False

    return watch


def explained(run: Run, sentence: str) -> Run:
    """A run in which the system refused a file, told by a sentence of ours before the library's."""
    verdicts = [failure and _explained(failure, sentence) for failure in run.verdicts]
    error = run.error and _explained(run.error, sentence)
    return replace(run, error=error, verdicts=tuple(verdicts))


def _explained(failure: Failure, sentence: str) -> Failure:
    told = failure.message
    if failure.type == "CalledProcessError":  # the command has told it on standard error
        with contextlib.suppress(OSError):
            told += os.pread(2, FILE, 0).decode(errors="replace")
    if sentence in told or not DENIED.search(told):
        return failure
    return replace(failure, message=f"{sentence}: {failure.message}", slip=True)


def _writes(mode: str | None, flags: int) -> bool:
    if mode is not None:
        return bool(set(mode) & set("wax+"))
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _count(started: mmap.mmap) -> None:
    count = int.from_bytes(started[:], "little") + 1
    started[:] = count.to_bytes(8, "little")
    if count > CHILDREN:
        raise PermissionError(f"a snippet starts no more than {CHILDREN} processes")


def _is_path(path: Any) -> bool:
    """Whether it names a file; a number is one that is open already."""
    return isinstance(path, (str, bytes, os.PathLike))


def _is_in(path: Any, homes: Iterable[str]) -> bool:
    real = os.path.realpath(os.fsdecode(path))
    return any(real == home or real.startswith(home + os.sep) for home in homes)


def _is_local(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    host = host.decode(errors="replace") if isinstance(host, bytes) else host
    if host in LOCAL or not isinstance(host, str) or not isinstance(address, (tuple, str)):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.startswith(("/", "\0"))  # a socket of the file system


@contextlib.contextmanager
def _limits(device: str) -> Iterator[None]:
    """Soft limits while a snippet runs; a CUDA driver maps more addresses than any limit allows."""
    if sys.platform != "linux":
        yield
        return
    import resource

    with Path("/proc/self/statm").open(encoding="ascii") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    wanted = {resource.RLIMIT_FSIZE: FILE, resource.RLIMIT_NPROC: PROCESSES}
    if device == "cpu":
        wanted[resource.RLIMIT_AS] = mapped + MEMORY
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    try:
        for kind, limit in wanted.items():
            resource.setrlimit(kind, (limit, before[kind][1]))
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)
