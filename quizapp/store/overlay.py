"""A table as one TinyDB write sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.store.event import Row


class Overlay(MutableMapping[str, "Row"]):
    """Reads fall through to the table below, which is never touched; changes collect here."""

    def __init__(self, below: Mapping[str, Row]) -> None:
        self._below = below
        self._above: dict[str, Row | None] = {}

    def __getitem__(self, key: str) -> Row:
        if key not in self._above:
            # TinyDB edits the documents it is given
            self._above[key] = deepcopy(self._below[key])
        row = self._above[key]
        if row is None:
            raise KeyError(key)
        return row

    def __setitem__(self, key: str, row: Row) -> None:
        self._above[key] = row

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._above[key] = None

    def __contains__(self, key: object) -> bool:
        if key in self._above:
            return self._above[str(key)] is not None
        return key in self._below

    def __iter__(self) -> Iterator[str]:
        return (key for key in {**self._below, **self._above} if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document; the inherited way takes quadratic time."""
        self._above = dict.fromkeys([*self._below, *self._above])

    def changes(self) -> dict[str, Row | None]:
        """What is different from the table below; None stands for a removed document."""
        return {key: row for key, row in self._above.items() if row != self._below.get(key)}
