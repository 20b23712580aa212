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
    is_intact,
    read_event,
    reread_event,
)
from quizapp.store.journal.files import (
    append,
    file_size,
    kind,
    line_number,
    need_file,
    read_lines,
    read_lines_back,
    read_part,
)
from quizapp.store.journal.state import Damage, DatabaseState
from quizapp.store.journal.timeline import CUT_SHORT, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from quizapp.store.encoding import Row
    from quizapp.store.journal.columns import Decode, LogColumns, Tell
    from quizapp.store.journal.event import Patch

SUFFIX = ".jsonl"
"""What the name of a journal ends with."""
STAMP = re.compile(
    rb'\{"v":\d+,"t":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)"'
)
WHOLE = re.compile(rb',"crc32":[0-9]+\}.?\Z', re.DOTALL)
"""How a line ends that has its checksum; what was its line end may have become another byte."""
Look: TypeAlias = tuple[int, int, int]
"""How a file looks from outside: its number, size and time of change."""


class Changed(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """The journals are not those that the state was read from."""


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

        Raises Changed where the state no longer follows from the journals.
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

    def rebuild(self, old: DatabaseState, device: str) -> tuple[DatabaseState, Patch]:
        """A state read from the start, and the documents that it keeps since an old one knew them.

        The state says which journals lack what the old one has seen in them.
        """
        state = self.expect(old, device)
        self.catch_up(state)
        return state, self.keep(state, old)

    def expect(self, old: DatabaseState, device: str) -> DatabaseState:
        """An empty state that misses the last line of each journal, as an old one has seen it."""
        state = DatabaseState(device=device)
        last = {name: old.newest.get(name, "") for name in old.seen}
        state.missing = {t: name for name, t in last.items() if t}
        for name, t in last.items():
            # an older torchdeck did not note the stamp
            if not t and file_size(self._folder / name) < old.seen[name]:
                state.missing[name] = name
        if old.device not in {"", device}:
            # another computer's snapshot may arrive before its journals
            state.missing = {t: n for t, n in state.missing.items() if is_own(n, device)}
        state.missing |= old.missing
        return state

    def keep(self, state: DatabaseState, old: DatabaseState) -> Patch:
        """Have a state that was read from the start take over what only an old one knows."""
        for _, rest in self._unended(state):
            state.missing.pop(_stamp_of(rest).decode(), None)
        return state.keep(old)

    def append(self, path: Path, line: bytes, state: DatabaseState) -> int:
        """Write a line of an event and apply it, after all else that is new; count the bytes.

        Raises one of UNREADABLE or OSError, and then nothing is written.
        """
        event, name = self.parse(line), path.name
        start = append(path, line)
        if start != state.seen.get(name, 0):
            return self.catch_up(state)
        state.apply(event)
        state.newest[name] = event.t
        state.seen[name] = start + len(line)
        self._looks[name] = _look_at(path.stat())
        return len(line)

    def end_torn_line(self, path: Path, state: DatabaseState) -> bool:
        """Give an unfinished last line its end, and say whether there was one."""
        need_file(path)
        seen, size = state.seen.get(path.name, 0), file_size(path)
        if size <= seen:
            return False
        rest = read_part(path, seen, size)
        # a whole line only lost its end, as an editor or a disk may do
        append(path, b"\n" if _is_whole(rest) else CUT_SHORT)
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

        A line that `skim` accepts is passed over; whoever skims it applies what matters of it. The
        state does not learn the newest line of each journal.
        """

        def find(line: bytes) -> bytes:
            t = _stamp_of(line)
            # damaged or not, it is there
            state.missing.pop(t.decode(), None)
            return t

        timeline = Timeline(dict.fromkeys(self._paths()), find)
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

    def strange(self, state: DatabaseState) -> Iterator[str]:
        """Sentences about what was not read and is no damaged line."""
        for path in sorted(self._folder.glob(f"[!.]*{SUFFIX}")):
            if found := kind(path):
                yield f"{path} is {found}, so it was not read; put the journal there, or rename it"
        for path, _ in self._unended(state):
            number = line_number(path, file_size(path)) + 1
            yield (
                f"{path}:{number} was skipped: it has lost its line end; add one, "
                "or let the next review do it"
            )

    def missing(self, state: DatabaseState) -> Iterator[str]:
        """Sentences about the journals that lack what the state has seen in them."""
        for name in sorted(set(state.missing.values())):
            yield (
                f"{self._folder / name} is gone, or lacks reviews that it had; copy it back from "
                f"{self._folder.parent / 'backups'}, or run `quizapp doctor --repair` to go on "
                "without it; your cards keep their schedule"
            )

    def parse(self, line: bytes) -> Event:
        """The event on a line; raises one of UNREADABLE."""
        event = read_event(line)
        self._check(event.document)
        return event

    def describe(self, damage: Damage) -> str:
        """A sentence that names a damaged line and says what to do."""
        return f"{self._folder / damage.journal}:{damage.number} was skipped: {damage.why}"

    def _seen(self, state: DatabaseState) -> dict[Path, int]:
        return {path: state.seen.get(path.name, 0) for path in self._paths()}

    def _reread(self, line: bytes) -> Event | None:
        try:
            return reread_event(line)
        except UNREADABLE:
            self.suspect(_stamp_of(line).decode())
            return None

    def _compare(self, state: DatabaseState) -> None:
        """Raise Changed where the journals are not those the state was read from."""
        for damage in state.damaged:
            if zlib.crc32(self._part(damage)) != damage.checksum:
                raise Changed
        for name, offset in state.seen.items():
            if offset and read_part(self._folder / name, offset - 1, offset) != b"\n":
                raise Changed

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
                event = self.parse(line)
                state.apply(event)
                state.newest[path.name] = event.t
                state.missing.pop(event.t, None)
        except UNREADABLE as reason:
            state.damaged.append(_damage(path, end, line, reason))
            # it is there, and named
            state.missing.pop(_stamp_of(line).decode(), None)
        state.seen[path.name] = end

    def _unended(self, state: DatabaseState) -> Iterator[tuple[Path, bytes]]:
        """The last lines that are whole, or were, and have no line end."""
        for path in self._paths():
            rest = read_part(path, state.seen.get(path.name, 0), file_size(path))
            if rest and _is_whole(rest):
                yield path, rest

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
    """The journals of a folder, by name: by year, then by device.

    Hidden files are an editor's or the system's, and what is no file is no journal.
    """
    return [path for path in sorted(folder.glob(f"[!.]*{SUFFIX}")) if not kind(path)]


def journal_name(year: str, device: str) -> str:
    """What a device calls its journal of a year; it cannot leave the folder."""
    name = re.sub(r"[^\w.-]+", "-", device)
    return f"{year}.{name}{SUFFIX}"


def is_own(name: str, device: str) -> bool:
    """Whether a journal of a name is one that a device writes."""
    return name == journal_name(name[:4], device)


def _look_around(folder: Path) -> dict[str, Look]:
    # before every write: without a Path for each file it takes half the time
    try:
        with os.scandir(folder) as entries:
            files = sorted((each.name, each) for each in entries if _is_journal(each))
            return {name: _look_at(file.stat()) for name, file in files}
    except FileNotFoundError:  # a folder that can't be written has none
        return {}


def _is_journal(entry: os.DirEntry[str]) -> bool:
    return (
        entry.name.endswith(SUFFIX)
        and not entry.name.startswith(".")
        and entry.is_file(follow_symlinks=False)
    )


def _look_at(found: os.stat_result) -> Look:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_whole(rest: bytes) -> bool:
    """Whether a last line without an end was whole once: a crash leaves no checksum there."""
    if WHOLE.search(rest):
        return True
    with suppress(*UNREADABLE):
        load(rest)
        return True
    return False


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
        return stamped is None or stamped[1] >= since.encode() or not is_intact(line)

    # each journal is written in the order of its stamps; a rotten one says nothing of the order
    return takewhile(is_wanted, read_lines_back(path, end))
