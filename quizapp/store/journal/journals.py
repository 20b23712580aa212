"""The journals of all devices, read into the state as they grow."""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from quizapp.store.encoding import UNREADABLE, load
from quizapp.store.journal.event import (
    Event,
    NewerVersion,
    WrongChecksum,
    read_event,
    reread_event,
)
from quizapp.store.journal.files import append, line_number, read_lines, read_lines_back, read_part
from quizapp.store.journal.state import Damage
from quizapp.store.journal.timeline import CUT_SHORT, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from quizapp.store.encoding import Row
    from quizapp.store.journal.columns import Decode, LogColumns, Tell
    from quizapp.store.journal.state import DatabaseState

SUFFIX = ".jsonl"
"""What the name of a journal ends with."""
STAMP = re.compile(
    rb'\{"v":\d+,"t":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)"'
)
Look: TypeAlias = tuple[int, int, int]
"""How a file looks from outside: its number, size and time of change."""


class Replaced(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """A journal is not the one the state was read from."""


class Repaired(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """A damaged line of a journal is another one now."""


class Journals:
    """A folder of journals; each device appends to its own and reads them all."""

    def __init__(self, folder: Path, check: Callable[[Row], object]) -> None:
        self._folder = folder
        self._check = check
        self._looks: dict[str, Look] = {}
        """How the journals looked when they were last read."""
        self._into: DatabaseState | None = None
        """What they were read into."""
        self._suspects: set[str] = set()
        """The stamps of lines that the state has seen and that could not be read since."""

    def catch_up(self, state: DatabaseState) -> int:
        """Apply the lines the state has not seen and count their bytes.

        Raises Repaired or Replaced where the state no longer follows from the journals.
        """
        looks = _look_around(self._folder)
        if looks == self._looks and state is self._into:
            return 0
        self._looks = {}
        self._compare(state)
        taken = 0
        for name in looks:
            for end, line in read_lines(self._folder / name, state.seen.get(name, 0)):
                self._take_in(state, self._folder / name, end, line)
                taken += len(line)
        self._looks, self._into = looks, state
        return taken

    def append(self, path: Path, line: bytes, state: DatabaseState) -> int:
        """Write a line of an event and apply it, after all else that is new; count the bytes.

        Raises one of UNREADABLE or OSError, and then nothing is written.
        """
        event, name = self.parse(line), path.name
        start = append(path, line)
        if start != state.seen.get(name, 0):
            return self.catch_up(state)
        state.apply(event)
        state.seen[name] = start + len(line)
        self._looks[name] = _look_at(path.stat())
        return len(line)

    def end_torn_line(self, path: Path, state: DatabaseState) -> bool:
        """Give an unfinished last line its end, and say whether there was one."""
        seen = state.seen.get(path.name, 0)
        size = path.stat().st_size if path.exists() else 0
        if size <= seen:
            return False
        rest = read_part(path, seen, size)
        try:
            load(rest)
        except UNREADABLE:
            append(path, CUT_SHORT)
        else:
            # whole: only its end was lost, as an editor may do
            append(path, b"\n")
        return True

    def events(self, state: DatabaseState, since: str = "") -> Iterator[Event]:
        """What the state has seen, all or from a stamp on, oldest first.

        Only the ends of the journals are read for the latter. A line that has changed since is
        left out and suspected.
        """
        if not since:
            timeline = self.timeline(state)
            yield from (event for _, event in self.read(timeline, range(len(timeline)), state))
            return
        lines = [
            (_stamp_of(line), line)
            for path in self._paths()
            for line in _lines_since(path, state.seen.get(path.name, 0), since)
            if line.strip() and not line.endswith(CUT_SHORT.rstrip())
        ]
        lines.sort(key=itemgetter(0))
        damaged = {damage.checksum for damage in state.damaged}
        last, same = b"", set[bytes]()
        for at, line in lines:
            if at != last:
                last, same = at, set()
            # a synchroniser may leave a second copy of a journal beside the first
            if line in same or (damaged and zlib.crc32(line + b"\n") in damaged):
                continue
            same.add(line)
            if event := self._reread(line):
                yield event

    def timeline(self, state: DatabaseState, mark: bytes = b"") -> Timeline:
        """The lines that the state has seen, those that contain a mark noted."""
        return Timeline(self._seen(state), _stamp_of, mark)

    def read(
        self, timeline: Timeline, positions: Iterable[int], state: DatabaseState
    ) -> Iterator[tuple[int, Event]]:
        """The events at some positions of a timeline; a line that has changed is suspected."""
        damaged = {damage.checksum for damage in state.damaged}
        # read one by one: all lines of years at once are more than a small machine holds
        for n, line in timeline.lines(n for n in positions if n not in timeline.copies):
            if damaged and zlib.crc32(line) in damaged:
                continue
            if event := self._reread(line):
                yield n, event

    def replay(self, state: DatabaseState, skim: Callable[[bytes], bool]) -> Iterator[Event]:
        """Fill an empty state from the journals, and hand each event out, oldest first.

        A line that `skim` accepts is passed over; whoever skims it applies what matters of it.
        """
        timeline = Timeline(dict.fromkeys(self._paths()), _stamp_of)
        for n, line in timeline.lines(range(len(timeline))):
            if n not in timeline.copies and skim(line):
                continue
            try:
                event = self.parse(line)
            except UNREADABLE as reason:
                state.damaged.append(_damage(*timeline.place(n), line, reason))
            else:
                state.apply(event)
                if n not in timeline.copies:
                    yield event
        state.damaged.sort(key=lambda damage: (damage.journal, damage.end))
        state.seen.update(timeline.ends)

    def make_columns(
        self, columns: LogColumns, state: DatabaseState, decode: Decode, tell: Tell
    ) -> bool:
        """Have columns say what the state has seen; whether they did not say it before."""
        skipped = {damage.checksum for damage in state.damaged}
        is_new = columns.catch_up(self._seen(state), skipped, decode, _stamp_of, tell)
        self._suspects.update(columns.unreadable)
        return is_new

    def suspect(self, t: str) -> None:
        """Have the lines of a stamp looked at again before damage is next told."""
        self._suspects.add(t)

    def damaged(self, state: DatabaseState) -> list[Damage]:
        """The lines that the state was not made from, and those that rotted since it was."""
        return [*state.damaged, *(self._rotten(state) if self._suspects else ())]

    def parse(self, line: bytes) -> Event:
        """The event on a line; raises one of UNREADABLE."""
        event = read_event(line)
        self._check(event.document)
        return event

    def describe(self, damage: Damage) -> str:
        """A sentence that names a damaged line and says what to do."""
        return f"{self._folder / damage.journal}:{damage.number} was skipped, {damage.why}"

    def _seen(self, state: DatabaseState) -> dict[Path, int]:
        return {path: state.seen.get(path.name, 0) for path in self._paths()}

    def _reread(self, line: bytes) -> Event | None:
        try:
            return reread_event(line)
        except UNREADABLE:
            self.suspect(_stamp_of(line).decode())
            return None

    def _compare(self, state: DatabaseState) -> None:
        """Raise Repaired or Replaced where the journals are not those the state was read from."""
        for damage in state.damaged:
            if zlib.crc32(self._part(damage)) != damage.checksum:
                raise Repaired
        for name, offset in state.seen.items():
            if offset and read_part(self._folder / name, offset - 1, offset) != b"\n":
                raise Replaced(self._folder / name)

    def _rotten(self, state: DatabaseState) -> Iterator[Damage]:
        known = {(damage.journal, damage.end) for damage in state.damaged}
        for path in self._paths():
            for end, line in read_lines(path, 0, state.seen.get(path.name, 0)):
                if _stamp_of(line).decode() in self._suspects and (path.name, end) not in known:
                    try:
                        self.parse(line)
                    except UNREADABLE as reason:
                        yield _damage(path, end, line, reason)

    def _part(self, damage: Damage) -> bytes:
        return read_part(self._folder / damage.journal, damage.start, damage.end)

    def _take_in(self, state: DatabaseState, path: Path, end: int, line: bytes) -> None:
        try:
            if line.strip() and not line.endswith(CUT_SHORT):
                state.apply(self.parse(line))
        except UNREADABLE as reason:
            state.damaged.append(_damage(path, end, line, reason))
        state.seen[path.name] = end

    def _paths(self) -> list[Path]:
        return journal_files(self._folder)


def _damage(path: Path, end: int, line: bytes, reason: BaseException) -> Damage:
    number, start = line_number(path, end), end - len(line)
    return Damage(path.name, number, start, end, zlib.crc32(line), _say_why(reason))


def _say_why(reason: BaseException) -> str:
    if isinstance(reason, NewerVersion | WrongChecksum):
        return str(reason)
    return f"it cannot be read ({type(reason).__name__}: {reason}); repair the line or delete it"


def journal_files(folder: Path) -> list[Path]:
    """The journals of a folder, by name: by year, then by device."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def journal_name(year: str, device: str) -> str:
    """What a device calls its journal of a year; it cannot leave the folder."""
    name = re.sub(r"[^\w.-]+", "-", device)
    return f"{year}.{name}{SUFFIX}"


def is_own(path: Path, device: str) -> bool:
    """Whether a journal is one that a device writes."""
    return path.name == journal_name(path.name[:4], device)


def _look_around(folder: Path) -> dict[str, Look]:
    # before every write: without a Path for each file it takes half the time
    with os.scandir(folder) as entries:
        files = sorted((each.name, each) for each in entries if each.name.endswith(SUFFIX))
        return {name: _look_at(file.stat()) for name, file in files}


def _look_at(found: os.stat_result) -> Look:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _stamp_of(line: bytes) -> bytes:
    stamped = STAMP.match(line)
    if stamped:
        return stamped[1]
    with suppress(*UNREADABLE):
        # repaired by hand, or written by another version
        return read_event(line).t.encode()
    return b""


def _lines_since(path: Path, end: int, since: str) -> Iterable[bytes]:
    def is_wanted(line: bytes) -> bool:
        stamped = STAMP.match(line)
        return stamped is None or stamped[1] >= since.encode()

    # each journal is written in the order of its stamps
    return takewhile(is_wanted, read_lines_back(path, end))
