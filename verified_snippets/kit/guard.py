"""What a snippet may not do to the machine: reach the network, write elsewhere, take all memory."""

from __future__ import annotations

import contextlib
import ipaddress
import mmap
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

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
STANDARD = (str(Path(os.__file__).parent) + os.sep, "<frozen")
"""Where the standard library's code lies; that of packages may lie below it."""
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
    "shutil.rmtree": (0,),
}
"""The audit events that change files, and which of their arguments are paths."""


def guard() -> Callable[[str, str], contextlib.AbstractContextManager[None]]:
    """A context for a run on a device; what it forbids raises PermissionError or MemoryError.

    Its second argument is a file that may not be read in it: the answer, while another is judged.
    """
    watching = [False]
    answer = [""]
    started = mmap.mmap(-1, 8)  # shared with every child: the root user has no other limit
    homes = tuple({str(Path(tempfile.gettempdir()).resolve()), "/dev", "/proc/self"})

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching[0]:
            return
        if event in HOSTS and not _is_local(arguments[HOSTS[event]]):
            raise PermissionError(
                f"a snippet has no network, but asked for {arguments[HOSTS[event]]}"
            )
        if event in STARTS:
            _count(started)
        paths = [arguments[n] for n in CHANGES.get(event, ())]
        if event == "open" and _writes(arguments[1], arguments[2]):
            paths = [arguments[0]]
        elif event == "open" and answer[0] and _reads(arguments[0], answer[0]):
            raise PermissionError("a snippet does not read the answer")
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)) and not _is_in(path, homes):
                raise PermissionError(
                    f"a snippet writes nowhere but in its folder, not to {path!r}"
                )

    sys.addaudithook(hook)

    @contextlib.contextmanager
    def watch(device: str, secret: str) -> Iterator[None]:
        watching[0], answer[0] = True, os.path.realpath(secret) if secret else ""
        started[:] = bytes(8)
        try:
            with _limits(device):
                yield
        finally:
            watching[0] = False

    return watch


def _writes(mode: str | None, flags: int) -> bool:
    if mode is not None:
        return bool(set(mode) & set("wax+"))
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _count(started: mmap.mmap) -> None:
    count = int.from_bytes(started[:], "little") + 1
    started[:] = count.to_bytes(8, "little")
    if count > CHILDREN:
        raise PermissionError(f"a snippet starts no more than {CHILDREN} processes")


def _reads(path: Any, answer: str) -> bool:
    """Whether the code that stands for the answer opens it; torch may, to compile what it calls."""
    if not isinstance(path, (str, bytes, os.PathLike)) or not _is_in(path, (answer,)):
        return False
    frame: FrameType | None = sys._getframe(2)
    while frame and _is_standard(frame.f_code.co_filename):
        frame = frame.f_back
    return frame is not None and os.path.realpath(frame.f_code.co_filename) == answer


def _is_standard(path: str) -> bool:
    return path.startswith(STANDARD) and "site-packages" not in path


def _is_in(path: str | bytes | os.PathLike[str], homes: tuple[str, ...]) -> bool:
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
