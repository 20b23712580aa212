"""Rows made of the lines of all journals, an array a column, in a file that can be made again.

The file holds a checksum of itself, and one of the bytes of each journal it was made of. Where
either does not fit, the columns are made anew, so they say what reading every line would say.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from quizapp.scheduler.columns import count_microseconds
from quizapp.store.encoding import UNREADABLE, Row, dump, load, read_moment
from quizapp.store.journal.event import reread_event
from quizapp.store.journal.files import kind, need_file, read_lines, replace
from quizapp.store.journal.timeline import CUT_SHORT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 1
OWN_KINDS = {"journal": "H", "stamp": "q", "line": "I"}
"""Of each row: the number of its journal, and the stamp and checksum of its line."""
BLOCK = 1 << 20
"""How many bytes are summed up at a time, and after how many progress is told."""
Names: TypeAlias = dict[str, int]
"""The number of each name that a row may hold."""
Decode: TypeAlias = Callable[[Row, Names], "tuple[int, ...] | None"]
"""Makes a document a row, without its own columns, or nothing; raises one of UNREADABLE."""
Tell: TypeAlias = Callable[[int, int], object]
"""Is told how many bytes were read, and of how many."""


class LogColumns:
    """The rows of a log, and which bytes of which journals they were made of."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = {**kinds, **OWN_KINDS}
        self._forget()

    def __getitem__(self, name: str) -> array[int]:
        return self._columns[name]

    def _forget(self) -> None:
        self._columns: dict[str, array[int]] = {
            name: array(kind) for name, kind in self._kinds.items()
        }
        self.names: Names = {}
        self.journals: list[str] = []
        """The names of the journals, by number."""
        self.unreadable: list[str] = []
        """The stamps of the lines that could not be read."""
        self._read: dict[str, list[int]] = {}
        """How many bytes of each journal were read, and their checksum."""
        self._skipped: list[int] = []
        """The checksums of the lines that were damaged from the first."""

    def catch_up(
        self,
        journals: Mapping[Path, int],
        skipped: set[int],
        decode: Decode,
        stamp_of: Callable[[bytes], bytes],
        tell: Tell,
    ) -> bool:
        """Make rows of what the journals say more, and say whether there was anything.

        A journal is given with the offset up to which it is read.
        """
        if not self._fits(journals, skipped):
            self._forget()
            self._skipped = sorted(skipped)
        before = {path: self._read.get(path.name, [0, 0])[0] for path in journals}
        done, whole = 0, sum(journals.values()) - sum(before.values())
        for path, end in journals.items():
            if path.name not in self._read:
                self.journals.append(path.name)
            number = self.journals.index(path.name)
            checksum = self._read.get(path.name, [0, 0])[1]
            for at, line in read_lines(path, before[path], end):
                checksum = zlib.crc32(line, checksum)
                self._take(number, line, decode, stamp_of)
                if (at - before[path]) // BLOCK != (at - len(line) - before[path]) // BLOCK:
                    tell(done + at - before[path], whole)
            done += end - before[path]
            self._read[path.name] = [end, checksum]
        return bool(whole)

    def _fits(self, journals: Mapping[Path, int], skipped: set[int]) -> bool:
        """Whether the rows were made of the first bytes of these journals."""
        paths = {path.name: path for path in journals}
        return (
            self._read.keys() <= paths.keys()
            and self._skipped == sorted(skipped)
            and all(
                journals[paths[name]] >= size and _checksum(paths[name], size) == checksum
                for name, (size, checksum) in self._read.items()
            )
        )

    def _take(
        self, number: int, line: bytes, decode: Decode, stamp_of: Callable[[bytes], bytes]
    ) -> None:
        checksum = zlib.crc32(line)
        if line.isspace() or line.endswith(CUT_SHORT) or checksum in self._skipped:
            return
        try:
            event = reread_event(line)
            row = decode(event.document, self.names)
            if row is not None:
                own = number, count_microseconds(read_moment(event.t)), checksum
                for column, value in zip(self._columns.values(), (*row, *own), strict=True):
                    column.append(value)
        except UNREADABLE:
            self.unreadable.append(stamp_of(line).decode())

    def save(self, path: Path) -> None:
        """Replace the file; raises OSError where that is impossible."""
        head = dump({
            "v": self._version(),
            "names": list(self.names),
            "journals": self.journals,
            "unreadable": self.unreadable,
            "read": self._read,
            "skipped": self._skipped,
        }).encode()  # fmt: skip
        need_file(path)
        body = b"".join([head, b"\n", *(column.tobytes() for column in self._columns.values())])
        replace(path, b"%d\n%s" % (zlib.crc32(body), body))

    def load(self, path: Path) -> None:
        """Have the rows of a file, or none where it cannot be trusted."""
        # a pipe would never open
        if kind(path):
            return
        try:
            self._parse(path.read_bytes())
        except (OSError, *UNREADABLE):
            self._forget()

    def _parse(self, text: bytes) -> None:
        checksum, _, body = text.partition(b"\n")
        if int(checksum) != zlib.crc32(body):
            raise ValueError("the checksum does not match")
        # a matching checksum means that the file is exactly what some version wrote
        head, _, rows = body.partition(b"\n")
        fields: Any = load(head)
        if fields["v"] != self._version():
            raise ValueError("another version wrote it")
        self.names = {name: number for number, name in enumerate(fields["names"])}
        self.journals, self.unreadable = fields["journals"], fields["unreadable"]
        self._read, self._skipped = fields["read"], fields["skipped"]
        count = len(rows) // sum(column.itemsize for column in self._columns.values())
        for column in self._columns.values():
            size = count * column.itemsize
            column.frombytes(rows[:size])
            rows = rows[size:]

    def _version(self) -> list[object]:
        sizes = [column.itemsize for column in self._columns.values()]
        return [VERSION, sys.byteorder, self._kinds, sizes]


def _checksum(path: Path, size: int) -> int:
    checksum = 0
    with suppress(OSError), path.open("rb") as file:
        while size > 0 and (part := file.read(min(size, BLOCK))):
            checksum = zlib.crc32(part, checksum)
            size -= len(part)
        return checksum if size == 0 else -1
    return -1
