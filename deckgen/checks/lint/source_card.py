"""A card as its file has it: every line with its number, and what kind of line it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from deckgen.model import Card, Deck, Place
from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.inline_code import find_marks

if TYPE_CHECKING:
    from markdown_it.token import Token

Rows = tuple[tuple[int, str], ...]
"""Lines of a file, each with its number, counted from 1."""


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
        """Whether it holds what a program prints, and no code."""
        return any(word.startswith("output=") for word in self.words)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lines of one card, sorted by what they hold."""

    card: Card
    prose: Rows
    """Everything outside fences, heading and fields included."""
    front: Rows
    """The prose between the heading and the turn, without fields."""
    back: Rows
    """The prose below the turn, without fields."""
    shown: tuple[Fence, ...]
    """The fences above the turn."""
    answering: tuple[Fence, ...]
    """The fences below it."""
    marks: Rows
    """What stands in code marks."""

    @property
    def fences(self) -> tuple[Fence, ...]:
        """Those of both sides."""
        return self.shown + self.answering

    @property
    def code(self) -> Rows:
        """Python: the lines of its fences, and what stands in code marks."""
        python = (fence.rows for fence in self.fences if fence.words[:1] == ("python",))
        return sum(python, self.marks)

    def place(self, line: int) -> Place:
        """A line of this card as a place."""
        return Place(self.card.place.path, line)


def read_leaves(lines: list[str], blocks: list[Token], deck: Deck) -> Iterator[Leaf]:
    """The leaves of a file's cards; `lines` and `blocks` are those of the whole file."""
    starts = [card.place.line - 1 for card in deck.cards]
    groups: list[list[Token]] = [[] for _ in starts]
    for token in blocks:
        if token.map and (nth := bisect_right(starts, token.map[0])):
            groups[nth - 1].append(token)
    ends = pairwise([*starts, len(lines)])
    for card, (start, end), group in zip(deck.cards, ends, groups, strict=True):
        yield _read_leaf(card, tuple(enumerate(lines[start:end], start + 1)), group)


def _read_leaf(card: Card, rows: Rows, blocks: list[Token]) -> Leaf:
    rules = (token for token in blocks if token.type == "hr" and not token.level)
    turns = (_lines(rule)[0] for rule in rules if "-" in rule.markup)
    turn = next(turns, rows[-1][0] + 1)
    fences = [_read_fence(token) for token in blocks if token.type == "fence"]
    fenced, fields = _inside(blocks, "fence"), _inside(blocks, "field_list_open")
    prose = tuple(row for row in rows if row[0] not in fenced)
    sides = [row for row in prose[1:] if row[0] not in fields]
    return Leaf(
        card,
        prose,
        front=tuple(row for row in sides if row[0] < turn),
        back=tuple(row for row in sides if row[0] > turn),
        shown=tuple(fence for fence in fences if fence.line < turn),
        answering=tuple(fence for fence in fences if fence.line > turn),
        marks=tuple(find_marks(blocks)),
    )


def _read_fence(token: Token) -> Fence:
    line, _ = _lines(token)
    code = strip_clozes(token.content.removesuffix("\n"))
    return Fence(line, tuple(token.info.split()), tuple(enumerate(code.split("\n"), line + 1)))


def _inside(blocks: list[Token], kind: str) -> set[int]:
    """The lines of all blocks of a kind."""
    return {line for token in blocks if token.type == kind for line in range(*_lines(token))}


def _lines(token: Token) -> tuple[int, int]:
    """A block's first line and the one after its last, counted from 1."""
    assert token.map is not None
    return token.map[0] + 1, token.map[1] + 1
