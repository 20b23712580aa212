"""The words of a card that a search looks into."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from deckgen.syntax.cloze import replace_in_markdown

if TYPE_CHECKING:
    from deckgen.model import Card

MARKS = re.compile(r"`|(?<![\w*])[*]{1,3}(?=[^\s*])|(?<=[^\s*])[*]{1,3}(?![\w*])")
"""Code marks and emphasis; `x**2` has none."""


@lru_cache(maxsize=8192)
def texts_of(card: Card) -> tuple[str, ...]:
    """A card as it is written, and as it reads, each in one line and to be searched by itself."""
    front = replace_in_markdown(card.front, lambda cloze: cloze.text)
    written = "\n".join((card.question, card.front, *card.hints, card.back))
    read = MARKS.sub("", "\n".join((card.question, front, *card.hints, card.back)))
    return tuple(dict.fromkeys(_in_one_line(text) for text in (written, read)))


def plain_line(text: str) -> str:
    """A text as it reads, in one line."""
    return _in_one_line(MARKS.sub("", text))


def _in_one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
