"""Bytes that are on the disk when the call returns."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 1 << 16
"""How many bytes are read at a time where a file is read from its end."""
_KINDS = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe"}


def kind(path: Path) -> str:
    """What lies where a file belongs, such as "a link"; empty for a file, or for nothing."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISREG(mode):
        return ""
    return _KINDS.get(stat.S_IFMT(mode), "a device")


def need_file(path: Path) -> None:
    """Raise OSError where something else lies in the place of a file."""
    if found := kind(path):
        raise OSError(f"{path} is {found}, but the quiz needs a file there")


def make_folder(path: Path) -> None:
    """Make a folder unless it is there; raises OSError where something else lies in its place."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OSError(f"{path} is not a folder") from None


def append(path: Path, text: bytes) -> int:
    """Add to the end of a file, and say where it ended before.

    When it raises OSError the file is what it was.
    """
    need_file(path)
    new = not path.exists()
    # opened anew each time: a synchroniser may have put another file under this name
    with path.open("ab", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if new:
            _sync_folder(path.parent)
        try:
            _write(file.fileno(), text)
        except OSError:
            with suppress(OSError):
                file.truncate(size)
            raise
    return size


def replace(path: Path, text: bytes) -> None:
    """Put a new file in the place of an old one; a reader sees one or the other, never half."""
    draft = path.with_name(f"{path.name}.tmp")
    try:
        # a link or a pipe of this name would lead elsewhere, or never open
        draft.unlink(missing_ok=True)
        with draft.open("xb", buffering=0) as file:
            _write(file.fileno(), text)
        draft.replace(path)
    except OSError:
        # a full disk gets its room back
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(path.parent)


def set_aside(path: Path, label: str) -> Path:
    """Rename a file to `<name>.<label>`, or `<name>.<label>-2` and so on; never over another."""
    aside, count = path.with_name(f"{path.name}.{label}"), 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.{label}-{count}")
    return path.rename(aside)


def read_lines(path: Path, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The finished lines of a file between two offsets, each with the offset after it."""
    with path.open("rb") as file:
        file.seek(start)
        for line in file:
            start += len(line)
            if not line.endswith(b"\n") or (end is not None and start > end):
                return
            yield start, line


def read_lines_back(path: Path, end: int) -> Iterator[bytes]:
    """The finished lines of a file before an offset, without their ends, the last one first."""
    rest = b""
    with path.open("rb") as file:
        while end > 0:
            start = max(0, end - BLOCK)
            file.seek(start)
            rest, *lines = (file.read(end - start) + rest).split(b"\n")
            yield from reversed(lines)
            end = start
    yield rest


def read_part(path: Path, start: int, end: int) -> bytes:
    """The bytes of a file between two offsets; fewer where it is shorter or not there."""
    if file_size(path) < end:
        return b""
    with path.open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def file_size(path: Path) -> int:
    """How many bytes a file has; none where there is no file."""
    with suppress(FileNotFoundError):
        found = path.lstat()
        return found.st_size if stat.S_ISREG(found.st_mode) else 0
    return 0


def count_lines(path: Path) -> int:
    """How many finished lines a file has, however large it is."""
    with path.open("rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(BLOCK), b""))


def line_number(path: Path, end: int) -> int:
    """Which line ends at an offset, counted from 1."""
    with path.open("rb") as file:
        return file.read(end).count(b"\n")


def sync(path: Path) -> None:
    """Have a file that someone else wrote on the disk, too."""
    with path.open("rb+") as file:
        _sync(file.fileno())


def _write(descriptor: int, text: bytes) -> None:
    # a nearly full disk takes a part first and says why on the next call
    while text:
        text = text[os.write(descriptor, text) :]
    _sync(descriptor)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # fsync only reaches the drive's own cache there
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
