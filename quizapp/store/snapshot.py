"""The state as a file: an ordinary TinyDB database, one document a line."""

from __future__ import annotations

import re
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizapp.store.event import SCHEMA, dump, load, read_patch
from quizapp.store.files import replace
from quizapp.store.state import Damage, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_TABLE = "_store"
WRITTEN_TABLE = "_written"
VERSION = [SCHEMA, 3]
"""The version of the lines a snapshot follows from, and of its own layout."""
SUM = b'"sum":'
"""Before it stands what is summed up: a byte that has changed since is noticed."""


class OtherVersion(ValueError):  # noqa: N818 # the snapshot is fine, but not this program's
    """A snapshot of another version; says which, in letters a file name can hold."""


def write_snapshot(path: Path, state: State) -> None:
    """Replace the file by one that holds the state."""
    damaged = [asdict(damage) for damage in state.damaged]
    own = {"v": VERSION, "last": state.last, "seen": state.seen, "damaged": damaged}
    tables: dict[str, Mapping[str, object]] = {**state.tables, WRITTEN_TABLE: state.written}
    parts = [f"{dump(name)}: {_table_text(rows)}" for name, rows in tables.items()]
    parts.append(f'"{OWN_TABLE}": {{\n"state": {dump(own)}')
    text = ("{\n" + ",\n".join(parts) + ",\n").encode()
    replace(path, b'%s%s {"crc32": %d}\n}\n}\n' % (text, SUM, zlib.crc32(text)))


def read_snapshot(path: Path) -> State:
    """The saved state; raises OtherVersion, or one of UNREADABLE for a damaged one."""
    text = path.read_bytes()
    tables: Any = read_patch(load(text))
    own = tables.pop(OWN_TABLE)
    version = own["state"]["v"]
    if version != VERSION:
        raise OtherVersion("v" + "-".join(re.findall(r"\d+", dump(version))))
    # what sums up is what was written, and what was written can be read
    if own["sum"]["crc32"] != zlib.crc32(text.rpartition(SUM)[0]):
        raise ValueError("it is not as it was written")
    return State(
        tables=tables,
        written=tables.pop(WRITTEN_TABLE),
        seen=own["state"]["seen"],
        last=own["state"]["last"],
        damaged=[Damage(**fields) for fields in own["state"]["damaged"]],
    )


def _table_text(rows: Mapping[str, object]) -> str:
    lines = (f"{dump(key)}: {dump(row)}" for key, row in sorted(rows.items()))
    return "{\n" + ",\n".join(lines) + "\n}"
