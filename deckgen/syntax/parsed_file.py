"""A card file as the parser read it: its lines and blocks, its deck, and each card's own part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from deckgen.model import Card, Deck, Place, Problem
from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.inline_elements import find_code_spans

if TYPE_CHECKING:
    from markdown_it.token import Token

Rows = tuple[tuple[int, str], ...]
"""Lines of a file, or parts of lines, each with its line number, counted from 1."""


@dataclass(eq=False)
class ParsedFile:
    """A card file after parsing; the checks read it here instead of parsing again."""

    path: str
    text: str
    """The text as the file holds it, byte order mark and line endings included."""
    lines: list[str] = field(default_factory=list)
    blocks: list[Token] = field(default_factory=list, repr=False)
    problems: list[Problem] = field(default_factory=list)
    deck: Deck = field(default=Deck("", ""))
    cards: list[SourceCard] = field(default_factory=list)
    proven: bool = True
    """Whether code must quote a snippet; False in a deck of one's own."""
    rest: list[Token] = field(default_factory=list, repr=False)
    """The blocks that belong to no card with an id."""

    def place(self, line: int) -> Place:
        """Return the place of a line counted from 0, as tokens count."""
        return Place(self.path, line + 1)

    def report(self, line: int, what: str, remedy: str) -> None:
        """Note a problem at a line counted from 0."""
        self.problems.append(Problem(self.place(line), what, remedy))

    def text_of(self, start: int, end: int) -> str:
        """Return the lines of a range without the blank ones around them."""
        lines = self.lines[start:end]
        while lines and not lines[-1].strip():
            lines.pop()
        first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
        return "\n".join(lines[first:])

    @property
    def code_spans(self) -> Iterator[tuple[int, str]]:
        """The code spans of the whole file."""
        yield from find_code_spans(self.rest)
        for card in self.cards:
            yield from card.code_spans


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence of a card, without cloze marks."""

    line: int
    """The line that opens it."""
    words: tuple[str, ...]
    """The language, and what else stands on that line."""
    rows: Rows

    @property
    def output(self) -> bool:
        """Whether the fence holds output of a program, and no code."""
        return any(word.startswith("output=") for word in self.words)


@dataclass(frozen=True, eq=False)
class SourceCard:
    """A card with the lines and blocks of its file that it was read from."""

    card: Card
    lines: list[str] = field(repr=False)
    """The lines from the heading to the next card."""
    blocks: list[Token] = field(repr=False)
    """The blocks that have lines."""
    turn: int
    """The line that turns the card over, counted from 1; the line behind the card if none does."""

    @cached_property
    def prose(self) -> Rows:
        """Everything outside fences, heading and fields included."""
        fenced = self._inside("fence")
        rows = enumerate(self.lines, self.card.place.line)
        return tuple(row for row in rows if row[0] not in fenced)

    @cached_property
    def front(self) -> Rows:
        """The prose between the heading and the turn, without fields."""
        return tuple(row for row in self._sides if row[0] < self.turn)

    @cached_property
    def back(self) -> Rows:
        """The prose below the turn, without fields."""
        return tuple(row for row in self._sides if row[0] > self.turn)

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """The fences of both sides."""
        return tuple(_read_fence(token) for token in self.blocks if token.type == "fence")

    @property
    def shown(self) -> tuple[Fence, ...]:
        """The fences above the turn."""
        return tuple(fence for fence in self.fences if fence.line < self.turn)

    @cached_property
    def code_spans(self) -> Rows:
        """The code spans of the card's prose."""
        return tuple(find_code_spans(self.blocks))

    @cached_property
    def code(self) -> Rows:
        """The Python of the card: the lines of its fences, and its code spans."""
        python = (fence.rows for fence in self.fences if fence.words[:1] == ("python",))
        return sum(python, self.code_spans)

    def place(self, line: int) -> Place:
        """Return the place of a line of this card, counted from 1."""
        return Place(self.card.place.path, line)

    @property
    def _sides(self) -> Rows:
        fields = self._inside("field_list_open")
        return tuple(row for row in self.prose[1:] if row[0] not in fields)

    def _inside(self, kind: str) -> set[int]:
        """Return the lines of all blocks of a kind."""
        blocks = (token for token in self.blocks if token.type == kind)
        return {line for token in blocks for line in range(*_lines(token))}


def _read_fence(token: Token) -> Fence:
    line, _ = _lines(token)
    code = strip_clozes(token.content.removesuffix("\n"))
    return Fence(line, tuple(token.info.split()), tuple(enumerate(code.split("\n"), line + 1)))


def _lines(token: Token) -> tuple[int, int]:
    """Return a block's first line and the one after its last, counted from 1."""
    assert token.map is not None
    return token.map[0] + 1, token.map[1] + 1
