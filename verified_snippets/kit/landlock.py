"""Linux's Landlock: from here on this process and its children write only where they may.

No library has these three system calls. docs.kernel.org/userspace-api/landlock.html names the bits.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446  # the same on every architecture
VERSION = 1
BENEATH = 1
NO_NEW_PRIVILEGES = 38
READ = 1 << 2
TRUNCATE = 1 << 14
WRITE = 1 << 1 | sum(1 << bit for bit in range(4, 13))
"""Writing to files, removing them and their folders, making any kind of them."""
OF_FILES = 1 << 1 | READ | TRUNCATE
"""The rights that make sense for a path which is no folder."""
SIGNALS = 1 << 1


def abi() -> int:
    """The version of Landlock the kernel has; 0 where it has none, or was started without it."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    version: int = libc.syscall(CREATE, None, ctypes.c_size_t(0), VERSION)
    return max(0, version)


def confine(writable: Iterable[str], readable: Iterable[str] | None = None) -> bool:
    """Let this process write only below some paths and, if any are named, read only below some.

    It cannot be undone. From version 6 on it may also signal nobody but its own children. False
    where there is no Landlock.
    """
    version = abi()
    if not version:
        return False
    writes = WRITE | (1 << 13 if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    handled = writes if readable is None else writes | READ
    rules = _ruleset(version, handled)
    try:
        for path in writable:
            _allow(rules, path, handled)
        for path in readable or ():
            _allow(rules, path, handled & READ)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _call(RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0))
    finally:
        os.close(rules)
    return True


def _ruleset(version: int, handled: int) -> int:
    size = 24 if version >= 6 else 16 if version >= 4 else 8  # files; network; scopes
    facts = struct.pack("=QQQ", handled, 0, SIGNALS)[:size]
    return _call(CREATE, facts, ctypes.c_size_t(size), ctypes.c_uint32(0))


def _allow(rules: int, path: str, rights: int) -> None:
    """Allow what is below a path, if there is such a path."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = rights if os.path.isdir(path) else rights & OF_FILES  # noqa: PTH112
        rule = struct.pack("=Qi", rights, place)
        _call(ADD, ctypes.c_int(rules), BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    result: int = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return result
