"""The documents of some tables as what they stand for, each read once."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizapp.store.event import Row
    from quizapp.store.state import State


class Readings:
    """Follows a state as it takes in events, and reads again only what they wrote."""

    def __init__(self, readers: Mapping[str, Callable[[Row], Any]]) -> None:
        self._readers = readers
        self._mutex = threading.Lock()
        self._state: State | None = None
        self._values: dict[str, dict[str, Any]] = {}

    def of(self, table: str, state: State) -> dict[str, Any]:
        """The values of a table by name; a mapping that was given away never changes."""
        with self._mutex:
            if state is not self._state:
                state.fresh.clear()
                self._state = state
                self._values = {name: self._read_all(name, state) for name in self._readers}
            elif state.fresh:
                self._read_fresh(state)
            return self._values[table]

    def _read_all(self, table: str, state: State) -> dict[str, Any]:
        read = self._readers[table]
        # a copy: another thread may commit while this one reads
        return {key: read(row) for key, row in dict(state.tables.get(table, {})).items()}

    def _read_fresh(self, state: State) -> None:
        changed: dict[str, dict[str, Any]] = {}
        with suppress(KeyError):
            while True:
                table, key = state.fresh.popitem()[0]
                if table in self._readers:
                    values = changed.setdefault(table, dict(self._values[table]))
                    row = state.tables.get(table, {}).get(key)
                    if row is None:
                        values.pop(key, None)
                    else:
                        values[key] = self._readers[table](row)
        self._values |= changed
