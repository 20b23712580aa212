"""The nodes of a formula's tree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """The role of a symbol, which decides the space around it."""

    ORDINARY = auto()
    """A letter or a digit."""
    BINARY = auto()
    RELATION = auto()
    LARGE = auto()
    """A sum, a product, an integral."""
    NAME = auto()
    """A function by its name: log, max."""
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    WORDS = auto()
    """Text inside a formula, blanks and all."""
    SPACE = auto()
    UNKNOWN = auto()
    """An unknown command, kept as written."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A sign, a name or words."""

    text: str
    role: Role = Role.ORDINARY
    grows: bool = False
    """Whether the symbol is a bracket that grows with its content."""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands below and above it."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One part over another; a binomial has no line between them."""

    top: Node
    bottom: Node
    line: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; without a degree, the square root."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A part with a mark over it, by the mark's name: `hat`."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Styled:
    """A part in another alphabet: `bold`, `double-struck`, `script`, `fraktur`, `plain`."""

    style: str
    body: Node


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as the environment of this name sets them."""

    name: str
    rows: tuple[tuple[Row, ...], ...]


Node = Symbol | Row | Scripts | Fraction | Root | Accent | Styled | Table
