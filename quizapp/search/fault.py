"""Where something stands in a query, and what is wrong with a query that nobody can follow."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

CONTEXT = 12
"""How many columns are kept before the caret where a query does not fit into a line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a query that knows where it stands."""

    query: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the part."""
        return self.query[self.start : self.end]

    def part(self, start: int, end: int | None = None) -> Span:
        """A part of the part, counted from its own start."""
        return Span(self.query, self.start + start, self.end if end is None else self.start + end)


class QueryError(ValueError):
    """A query nobody can follow; the message says what is wrong, where, and what to write."""

    def __init__(self, what: str, remedy: str, at: Span) -> None:
        self.sentence = f"{what}: {remedy}"
        self.at = at
        super().__init__(f"{self.sentence}\n{self.pointing()}")

    def pointing(self, width: int = 78) -> str:
        """The query with a caret below the place, in two lines of at most a width."""
        shown = "".join(" " if char.isspace() else char for char in self.at.query)
        place, cut = self.at.start, 0
        if columns(shown) >= width:
            while columns(shown[cut:place]) > CONTEXT:
                cut += 1
        before = ("…" if cut else "") + shown[cut:place]
        rest = _fit(shown[place:], width - columns(before))
        return f"{before}{rest}\n{' ' * columns(before)}^"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fit(text: str, room: int) -> str:
    """A text, or its beginning and an ellipsis where it needs more columns than there are."""
    if columns(text) <= room:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) >= room:
            break
        kept += char
    return f"{kept}…"
