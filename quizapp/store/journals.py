"""The journals of all devices, read into the state as they grow."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from quizapp.store.event import UNREADABLE, Event, read_event
from quizapp.store.files import line_number, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizapp.store.state import State


class Replaced(Exception):  # noqa: N818 # not an error: the state is rebuilt
    """A journal is not the one the state was read from."""


class Journals:
    """A folder of journals; each device appends to its own and reads them all."""

    def __init__(self, folder: Path, check: Callable[[Event], object]) -> None:
        self._folder = folder
        self._check = check

    def catch_up(self, state: State) -> int:
        """Apply the lines the state has not seen and count their bytes; may raise Replaced."""
        for name, offset in state.seen.items():
            if not _ends_line(self._folder / name, offset):
                raise Replaced(self._folder / name)
        taken = 0
        for path in self._paths():
            for end, line in read_lines(path, state.seen.get(path.name, 0)):
                self._take_in(state, path, end, line)
                taken += len(line)
        return taken

    def events(self, state: State) -> list[Event]:
        """Everything the state has seen, oldest first, unchecked."""
        # a synchroniser may leave a second copy of a journal beside the first
        lines = dict.fromkeys(
            line
            for path in self._paths()
            for _, line in read_lines(path, 0, state.seen.get(path.name, 0))
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

    def _take_in(self, state: State, path: Path, end: int, line: bytes) -> None:
        try:
            if line.strip():
                state.apply(self.parse(line))
        except UNREADABLE as reason:
            place = f"{path}:{line_number(path, end)}"
            why = f"{type(reason).__name__}: {reason}"
            state.report(f"{place} was skipped, it cannot be read ({why}); the line is still there")
        state.seen[path.name] = end

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))


def _ends_line(path: Path, offset: int) -> bool:
    if offset == 0:
        return True
    if not path.exists():
        return False
    with path.open("rb") as file:
        file.seek(offset - 1)
        return file.read(1) == b"\n"
