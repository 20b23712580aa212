"""The state as a file: an ordinary TinyDB database, one document a line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizapp.store.event import SCHEMA, dump, load, read_moment, read_patch, stamp
from quizapp.store.files import replace
from quizapp.store.state import Damage, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_TABLE = "_store"
WRITTEN_TABLE = "_written"
VERSION = [SCHEMA, 2]
"""The version of the lines a snapshot follows from, and of its own layout."""


def write_snapshot(path: Path, state: State) -> None:
    """Replace the file by one that holds the state."""
    damaged = [asdict(damage) for damage in state.damaged]
    own = {"v": VERSION, "last": state.last, "seen": state.seen, "damaged": damaged}
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
    if own["v"] != VERSION:
        return State()
    written = {
        table: {key: _stamp(time) for key, time in times.items()}
        for table, times in tables.pop(WRITTEN_TABLE).items()
    }
    if any(row is None for rows in tables.values() for row in rows.values()):
        raise TypeError("a snapshot holds documents only")
    return State(
        tables=tables,
        written=written,
        seen={name: _offset(offset) for name, offset in own["seen"].items()},
        last=_stamp(own["last"]) if own["last"] else "",
        damaged=[_read_damage(**fields) for fields in own["damaged"]],
    )


def _read_damage(start: int, end: int, **others: Any) -> Damage:
    return Damage(start=_offset(start), end=_offset(end), **others)


def _stamp(text: str) -> str:
    return stamp(read_moment(text))


def _offset(value: int) -> int:
    if int(value) < 0:
        raise ValueError("nothing lies before the start of a file")
    return int(value)


def _table_text(rows: Mapping[str, object]) -> str:
    lines = (f"{dump(key)}: {dump(row)}" for key, row in sorted(rows.items()))
    return "{\n" + ",\n".join(lines) + "\n}"
