"""The state as a file, `state.json`: an ordinary TinyDB database, one document a line."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizapp.store.encoding import UNREADABLE, dump, load, stamp
from quizapp.store.journal.event import SCHEMA, read_patch
from quizapp.store.journal.files import kind, need_file, replace, set_aside
from quizapp.store.journal.state import Damage, DatabaseState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

OWN_TABLE = "_store"
WRITTEN_TABLE = "_written"
VERSION = [SCHEMA, 3]
"""The version of the journal's lines, and that of the snapshot's layout."""
CHECKSUM_KEY = b'"sum":'
"""Marks the checksum, which covers every byte before this key."""


class OtherVersion(ValueError):  # noqa: N818 # the snapshot is fine, but not this program's
    """A snapshot of another version; the message is that version as a part of a file name."""


def write_snapshot(path: Path, state: DatabaseState) -> None:
    """Replace the file by one that holds the state."""
    own = {
        "v": VERSION,
        "device": state.device,
        "last": state.last,
        "seen": state.seen,
        "newest": state.newest,
        "missing": state.missing,
        "damaged": [asdict(damage) for damage in state.damaged],
    }
    tables: dict[str, Mapping[str, object]] = {**state.tables, WRITTEN_TABLE: state.written}
    parts = [f"{dump(name)}: {_table_text(rows)}" for name, rows in tables.items()]
    parts.append(f'"{OWN_TABLE}": {{\n"state": {dump(own)}')
    text = ("{\n" + ",\n".join(parts) + ",\n").encode()
    replace(path, b'%s%s {"crc32": %d}\n}\n}\n' % (text, CHECKSUM_KEY, zlib.crc32(text)))


def read_snapshot(path: Path) -> DatabaseState:
    """The saved state; raises OtherVersion, or one of UNREADABLE for a damaged one."""
    text = path.read_bytes()
    tables: Any = read_patch(load(text))
    own = tables.pop(OWN_TABLE)
    version = own["state"]["v"]
    if version != VERSION:
        raise OtherVersion("v" + "-".join(re.findall(r"\d+", dump(version))))
    # a matching checksum means that the file is exactly what this program wrote
    if own["sum"]["crc32"] != zlib.crc32(text.rpartition(CHECKSUM_KEY)[0]):
        raise ValueError("the checksum does not match")
    return DatabaseState(
        tables=tables,
        written=tables.pop(WRITTEN_TABLE),
        seen=own["state"]["seen"],
        # absent where an older torchdeck wrote the file
        newest=own["state"].get("newest", {}),
        missing=own["state"].get("missing", {}),
        device=own["state"].get("device", ""),
        last=own["state"]["last"],
        damaged=[Damage(**fields) for fields in own["state"]["damaged"]],
    )


def strange_file(path: Path) -> Iterator[str]:
    """A sentence where something else lies in the place of a file that can be made again."""
    if found := kind(path):
        yield f"{path} is {found}, so it was not read; move it away, and the quiz makes a new one"


def _table_text(rows: Mapping[str, object]) -> str:
    lines = (f"{dump(key)}: {dump(row)}" for key, row in sorted(rows.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


class SnapshotFile:
    """`state.json` of a folder."""

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._path = root / "state.json"
        self._clock = clock

    def load(self) -> tuple[DatabaseState, str, str]:
        """The saved state, a sentence if it was damaged, and the name of another version.

        Without a readable snapshot of this version, the state is empty and the journals rebuild it.
        """
        if kind(self._path):
            return DatabaseState(), "", ""
        try:
            return read_snapshot(self._path), "", ""
        except FileNotFoundError:
            return DatabaseState(), "", ""
        except OtherVersion as other:
            return DatabaseState(), "", str(other)
        except UNREADABLE:
            wrong = f"{self._path} was damaged, so it was made again from the journals"
            # a folder that can't be written keeps the file
            with suppress(PermissionError):
                wrong += f"; delete {self.set_aside()} once you miss nothing"
            return DatabaseState(), wrong, ""

    def save(self, state: DatabaseState) -> bool:
        """Save the state, and return False where the file could not be written."""
        # The snapshot only saves time. A full disk, or a value nested too deeply to be written,
        # must not fail an operation that is in the journal already.
        with suppress(OSError, RecursionError):
            need_file(self._path)
            write_snapshot(self._path, state)
            return True
        return False

    def set_aside(self) -> Path | None:
        """Rename the file and return its new path; None where there is no file."""
        label = re.sub(r"[^\dTZ]", "", stamp(self._clock()))
        with suppress(FileNotFoundError):
            return set_aside(self._path, f"damaged-{label}")
        return None
