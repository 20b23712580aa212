"""Lines of text that know what each part of them is; a screen colours them, a pipe prints them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

EIGHTHS = " ▏▎▍▌▋▊▉█"
"""How much of its cell each of these fills."""
NARROW = 60
"""Below so many columns a table does without what is only pleasant."""


class Tone(StrEnum):
    """What a part of a line is; no meaning hangs on how it looks."""

    PLAIN = "plain"
    QUIET = "quiet"
    BAR = "bar"


class StyledSpan(NamedTuple):
    """A part of a line."""

    text: str
    tone: Tone = Tone.PLAIN


Line: TypeAlias = tuple[StyledSpan, ...]


@dataclass(frozen=True, slots=True)
class TextSection:
    """Some lines that belong together; they are drawn for as many columns as there are."""

    title: str
    draw: Callable[[int], Iterable[Line]]


def text_of(lines: Iterable[Line]) -> str:
    """The lines without their tones."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)


def bar(amount: float, most: float, width: int) -> str:
    """A bar as wide as the amount, in eighths of a column; anything above zero is seen."""
    if amount <= 0 or most <= 0:
        return ""
    eighths = max(1, round(width * 8 * min(1.0, amount / most)))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def wrap(text: str, width: int, *, hang: int = 0, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
    """A paragraph, its later lines indented by `hang` columns."""
    room = max(width, hang + 8)
    for line in textwrap.wrap(text, room, subsequent_indent=" " * hang):
        yield (StyledSpan(line, tone),)


def row(cells: Sequence[str], widths: Sequence[int], tone: Tone = Tone.PLAIN) -> Line:
    """One line of a table: its first cell begins on the left, the others end on the right."""
    first, *others = (
        f"{cell:{'>' if n else '<'}{width}}"
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return (StyledSpan(first + "".join(others), tone),)


def barred(label: str, number: str, share: tuple[float, float], room: int) -> Line:
    """A label and its number, already as wide as their columns, and a bar in the room left."""
    return StyledSpan(f"{label}{number} "), StyledSpan(bar(*share, room), Tone.BAR)
