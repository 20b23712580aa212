"""A card's two sides as Markdown that any reader understands: no cloze marks, no snippet names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckgen.model import Card, Kind
from deckgen.render.fences import plain_fences
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from deckgen.syntax.markdown import read_blocks

OPEN, CLOSE = "\ufdd0", "\ufdd3"  # no card holds these noncharacters
HIDDEN = re.compile(f"{OPEN}(.*?){CLOSE}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sides:
    """The front and back of a card as plain Markdown."""

    front: str
    back: str


def plain_sides(card: Card) -> Sides:
    """Return the sides without our own markup; a cloze is a gap on the front, bold on the back."""
    if card.kind is not Kind.CLOZE:
        return Sides(plain_fences(card.front), _back(card))
    marked = replace_in_markdown(card.front, lambda cloze: f"{OPEN}{cloze.text}{CLOSE}")
    filled = _embolden(plain_fences(marked))
    gapped = plain_fences(replace_in_markdown(card.front, _gap))
    return Sides(gapped, "\n\n".join(part for part in (filled, _back(card)) if part))


def _back(card: Card) -> str:
    tombstone = f"**This card is retired.** {card.retired}\n\n" if card.retired else ""
    return tombstone + plain_fences(card.back)


def _gap(cloze: Cloze) -> str:
    return f"«{cloze.hint or '…'}»"


def _embolden(marked: str) -> str:
    """Make hidden text bold where Markdown can: not in code, and not within a word."""
    code = code_lines(marked)

    def write(hidden: re.Match[str]) -> str:
        text, before = hidden[1], hidden.string[: hidden.start()]
        in_span = before[before.rfind("\n\n") + 1 :].count("`") % 2
        within = re.search(r"\w\Z", before) or re.match(r"\w", hidden.string[hidden.end() :])
        unfit = within or "*" in text or text != text.strip()
        return text if unfit or in_span or before.count("\n") in code else f"**{text}**"

    return HIDDEN.sub(write, marked)


def code_lines(markdown: str) -> set[int]:
    """Return the numbers of all lines in fences, counted from 0."""
    fences = [token.map for token in read_blocks(markdown) if token.type == "fence" and token.map]
    return {line for fence in fences for line in range(*fence)}
