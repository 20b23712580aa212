"""The state as a file: an ordinary TinyDB database, one document a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizapp.store.event import SCHEMA, dump, load, read_patch
from quizapp.store.files import replace
from quizapp.store.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_TABLE = "_store"
WRITTEN_TABLE = "_written"


def write_snapshot(path: Path, state: State) -> None:
    """Replace the file by one that holds the state."""
    own = {"v": SCHEMA, "last": state.last, "seen": state.seen, "damaged": state.damaged}
    tables: dict[str, Mapping[str, object]] = {
        **state.tables,
        WRITTEN_TABLE: state.written,
        OWN_TABLE: {"state": own},
    }
    text = ",\n".join(f"{dump(name)}: {_table_text(rows)}" for name, rows in tables.items())
    replace(path, f"{{\n{text}\n}}\n".encode())


def read_snapshot(path: Path) -> State:
    """The saved state, or the empty one if another version saved it; raises one of UNREADABLE."""
    tables: Any = read_patch(load(path.read_bytes()))
    own = tables.pop(OWN_TABLE)["state"]
    if own["v"] != SCHEMA:
        return State()
    written = tables.pop(WRITTEN_TABLE)
    seen = {str(name): int(offset) for name, offset in own["seen"].items()}
    return State(tables, written, seen, str(own["last"]), [str(each) for each in own["damaged"]])


def _table_text(rows: Mapping[str, object]) -> str:
    lines = (f"{dump(key)}: {dump(row)}" for key, row in sorted(rows.items()))
    return "{\n" + ",\n".join(lines) + "\n}"
