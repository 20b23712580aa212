"""The snapshot in its place: read at the start, renewed at the end, set aside when it is wrong."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from quizapp.store.event import UNREADABLE, stamp
from quizapp.store.files import set_aside
from quizapp.store.snapshot import OtherVersion, read_snapshot, write_snapshot
from quizapp.store.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


class SavedState:
    """`state.json` of a folder."""

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._path = root / "state.json"
        self._clock = clock

    def load(self) -> tuple[State, str, str]:
        """The saved state, or the empty one; a sentence if it was damaged; another version's name.

        The state of another version is the empty one: the journals say it in this version's words.
        """
        try:
            return read_snapshot(self._path), "", ""
        except FileNotFoundError:
            return State(), "", ""
        except OtherVersion as other:
            return State(), "", str(other)
        except UNREADABLE:
            wrong = (
                f"{self._path} could not be trusted and was rebuilt from the journals; "
                f"nothing is lost, and {self.set_aside()} may be deleted"
            )
            return State(), wrong, ""

    def save(self, state: State) -> bool:
        """Whether the state could be saved; nothing is lost where it could not."""
        # The snapshot saves time, not reviews: a full disk must not fail what the journal holds.
        # Nor must a line nested so deeply that it can just be read.
        with suppress(OSError, RecursionError):
            write_snapshot(self._path, state)
            return True
        return False

    def set_aside(self) -> Path | None:
        """Keep the file under another name, and say which; None where there is none."""
        label = re.sub(r"[^\dTZ]", "", stamp(self._clock()))
        with suppress(FileNotFoundError):
            return set_aside(self._path, f"damaged-{label}")
        return None
