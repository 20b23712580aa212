"""The journals of all devices, read into the state as they grow."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING

from quizapp.store.event import UNREADABLE, Event, NewerVersion, load, read_event
from quizapp.store.files import append, line_number, read_lines, read_lines_back, read_part
from quizapp.store.state import Damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from quizapp.store.state import State

CUT_SHORT = b" # cut short\n"
"""Ends a line that a crash left unfinished; no whole line ends so, and readers pass it over."""
STAMP = re.compile(rb'\{"v":\d+,"t":"([^"]+)"')


class Replaced(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """A journal is not the one the state was read from."""


class Mended(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """A damaged line of a journal is another one now."""


class Journals:
    """A folder of journals; each device appends to its own and reads them all."""

    def __init__(self, folder: Path, check: Callable[[Event], object]) -> None:
        self._folder = folder
        self._check = check

    def catch_up(self, state: State) -> int:
        """Apply the lines the state has not seen and count their bytes.

        Raises Mended or Replaced where the state no longer follows from the journals.
        """
        for damage in state.damaged:
            part = read_part(self._folder / damage.journal, damage.start, damage.end)
            if zlib.crc32(part) != damage.checksum:
                raise Mended
        for name, offset in state.seen.items():
            if offset and read_part(self._folder / name, offset - 1, offset) != b"\n":
                raise Replaced(self._folder / name)
        taken = 0
        for path in self._paths():
            for end, line in read_lines(path, state.seen.get(path.name, 0)):
                self._take_in(state, path, end, line)
                taken += len(line)
        return taken

    def end_torn_line(self, path: Path, state: State) -> bool:
        """Give an unfinished last line its end, and say whether there was one."""
        if not path.exists() or path.stat().st_size <= state.seen.get(path.name, 0):
            return False
        rest = read_part(path, state.seen.get(path.name, 0), path.stat().st_size)
        try:
            load(rest)
        except UNREADABLE:
            append(path, CUT_SHORT)
        else:
            # whole: only its end was lost, as an editor may do
            append(path, b"\n")
        return True

    def events(self, state: State, since: str = "") -> list[Event]:
        """What the state has seen, all or from a stamp on, oldest first, unchecked.

        Only the ends of the journals are read for the latter.
        """
        # a synchroniser may leave a second copy of a journal beside the first
        lines = dict.fromkeys(
            line
            for path in self._paths()
            for line in _lines_since(path, state.seen.get(path.name, 0), since)
            if line
        )
        events = []
        for line in lines:
            with suppress(*UNREADABLE):
                events.append(read_event(line))
        return sorted(events, key=lambda event: event.t)

    def parse(self, line: bytes) -> Event:
        """The event on a line; raises one of UNREADABLE."""
        event = read_event(line)
        self._check(event)
        return event

    def describe(self, damage: Damage) -> str:
        """A sentence that names a damaged line and says what to do."""
        return f"{self._folder / damage.journal}:{damage.number} was skipped, {damage.why}"

    def _take_in(self, state: State, path: Path, end: int, line: bytes) -> None:
        try:
            if line.strip() and not line.endswith(CUT_SHORT):
                state.apply(self.parse(line))
        except UNREADABLE as reason:
            number, start = line_number(path, end), end - len(line)
            damage = Damage(path.name, number, start, end, zlib.crc32(line), _say_why(reason))
            state.damaged.append(damage)
        state.seen[path.name] = end

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))


def _say_why(reason: BaseException) -> str:
    if isinstance(reason, NewerVersion):
        return str(reason)
    return f"it cannot be read ({type(reason).__name__}: {reason}); mend the line or delete it"


def _lines_since(path: Path, end: int, since: str) -> Iterator[bytes]:
    def is_wanted(line: bytes) -> bool:
        stamped = STAMP.match(line)
        return stamped is None or stamped[1] >= since.encode()

    # each journal is written in the order of its stamps
    return takewhile(is_wanted, read_lines_back(path, end))
