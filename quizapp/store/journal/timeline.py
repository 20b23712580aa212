"""The lines of some journals in the order of time, each read when it is asked for."""

from __future__ import annotations

from array import array
from contextlib import ExitStack
from itertools import compress, pairwise
from operator import eq, gt
from typing import TYPE_CHECKING

from quizapp.store.journal.files import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

CUT_SHORT = b" # cut short\n"
"""Ends a line that a crash left unfinished; no whole line ends so, and readers pass it over."""


class Timeline:
    """The lines of some journals by the order of their stamps; 14 bytes a line are kept of them.

    A journal is given with the offset up to which it is read, or None for all finished lines.
    """

    def __init__(
        self,
        journals: Mapping[Path, int | None],
        stamp_of: Callable[[bytes], bytes],
        mark: bytes = b"",
    ) -> None:
        self.paths = list(journals)
        self.ends: dict[str, int] = {}
        """How far each journal was read."""
        self._journal, self._start, self._size = array("H"), array("q"), array("I")
        stamps, marks = list[bytes](), bytearray()
        for number, (path, last) in enumerate(journals.items()):
            start = 0
            for end, line in read_lines(path, 0, last):
                if not line.isspace() and not line.endswith(CUT_SHORT):
                    self._journal.append(number)
                    self._start.append(start)
                    self._size.append(len(line))
                    stamps.append(stamp_of(line))
                    # an escaped letter may hide the mark
                    marks.append(bool(mark) and (mark in line or b"\\u" in line))
                start = end
            self.ends[path.name] = start
        order: Sequence[int] = range(len(stamps))
        if any(map(gt, stamps, stamps[1:])):
            order = sorted(order, key=stamps.__getitem__)
            self._journal = array("H", map(self._journal.__getitem__, order))
            self._start = array("q", map(self._start.__getitem__, order))
            self._size = array("I", map(self._size.__getitem__, order))
            stamps = [stamps[n] for n in order]
            marks = bytearray(map(marks.__getitem__, order))
        self.marked = list(compress(range(len(stamps)), marks))
        """The positions of the lines that contain the mark, or may do."""
        self.copies = self._find_copies(stamps)
        """The positions of lines that another line says to the letter.

        A synchroniser may leave a second copy of a journal beside the first.
        """

    def __len__(self) -> int:
        return len(self._start)

    def lines(self, positions: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The lines at some positions, each with its position."""
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self.paths]
            for n in positions:
                file = files[self._journal[n]]
                file.seek(self._start[n])
                yield n, file.read(self._size[n])

    def place(self, position: int) -> tuple[Path, int]:
        """The journal of a line, and the offset of the line's end."""
        return self.paths[self._journal[position]], self._start[position] + self._size[position]

    def _find_copies(self, stamps: list[bytes]) -> frozenset[int]:
        copies = set[int]()
        if not any(map(eq, stamps, stamps[1:])):
            return frozenset(copies)
        twins = {n for pair in pairwise(range(len(stamps))) if _same(stamps, pair) for n in pair}
        stamp, known = b"", set[bytes]()
        for n, line in self.lines(sorted(twins)):
            if stamps[n] != stamp:
                stamp, known = stamps[n], set()
            if line in known:
                copies.add(n)
            known.add(line)
        return frozenset(copies)


def _same(stamps: list[bytes], pair: tuple[int, int]) -> bool:
    return stamps[pair[0]] == stamps[pair[1]]
