"""The words of the screens as they are read aloud: a sign that parts two words becomes one."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = {" · ": ", ", " → ": " to ", " – ": " none "}
FIXED = "\xa0"
"""A space at which no line ends."""


def spoken(text: str) -> str:
    """A sentence of the quiz without signs or columns."""
    text = f" {' '.join(text.split())} "
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return text.strip()


def wrap(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The lines of some prose; no word is cut, and the first begins otherwise than the rest."""
    for line in text.split("\n"):
        filled = textwrap.wrap(
            line,
            max(width, 20),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for each in filled:
            yield each.replace(FIXED, " ")
        first = rest
