"""A card file while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deckgen.model import Place, Problem

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class Source:
    """A file while it is being read: its lines, its top-level blocks, and what is wrong so far."""

    path: str
    lines: list[str]
    blocks: list[Token]
    problems: list[Problem] = field(default_factory=list)

    def place(self, line: int) -> Place:
        """The place of a line counted from 0, as tokens count."""
        return Place(self.path, line + 1)

    def blame(self, line: int, what: str, remedy: str) -> None:
        """Note a problem at a line counted from 0."""
        self.problems.append(Problem(self.place(line), what, remedy))

    def text(self, start: int, end: int) -> str:
        """The lines of a range without the blank ones around them."""
        lines = self.lines[start:end]
        while lines and not lines[-1].strip():
            lines.pop()
        first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
        return "\n".join(lines[first:])
