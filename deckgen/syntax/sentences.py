"""The sentences of a card's answer: what it claims, one by one, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deckgen.model import Card, Kind
from deckgen.syntax.cloze import replace_in_markdown
from deckgen.syntax.markdown import dialect
from deckgen.syntax.math_and_images import FORMULAS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ABBREVIATION = re.compile(r"(?<!\w)(?:e\.g|i\.e|cf|vs|etc|resp|approx)\.$")
END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")
SHIELD = "\ue000"
"""Stands for every letter of a code span or formula, in which no dot ends anything."""
OPENING = ("fence", "bullet_list_open", "ordered_list_open", "math_block", "table_open")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a list item, a table cell or a displayed formula of an answer."""

    text: str
    """The words as read, with one blank between two: no emphasis, no links; code marks stay."""
    side: str
    """`front` or `back`."""
    line: int
    """Its first line within its side, counted from 0."""
    introduces: bool = False
    """Whether it ends in a colon before code, a list or a formula: it claims nothing itself."""


def split_answer(card: Card) -> tuple[Sentence, ...]:
    """Split a card's answer; that of a cloze card begins with its front, the gaps filled."""
    front = ""
    if card.kind is Kind.CLOZE:
        front = replace_in_markdown(card.front, lambda gap: gap.text)
    return (*split_markdown(front, "front"), *split_markdown(card.back, "back"))


def split_markdown(markdown: str, side: str) -> Iterator[Sentence]:
    """Split Markdown; fences, headings of tables' columns included, are no sentences."""
    tokens = _reader().parse(markdown)
    for n, token in enumerate(tokens):
        if token.type == "math_block" and token.map:
            yield Sentence(f"$${token.content.strip()}$$", side, token.map[0])
        if token.type != "inline" or not token.map:
            continue
        found = list(_split(token))
        for k, (line, text) in enumerate(found, 1):
            introduces = k == len(found) and text.endswith(":") and _opens(tokens[n + 1 :])
            yield Sentence(text, side, token.map[0] + line, introduces)


def _opens(rest: list[Token]) -> bool:
    """Tell whether the next block is code, a list, a table or a formula."""
    return next((t.type for t in rest if not t.type.endswith("_close")), "") in OPENING


def _split(inline: Token) -> Iterator[tuple[int, str]]:
    text, shadow = "", ""
    for child in inline.children or ():
        piece = ""
        if child.type == "code_inline":
            piece = f"`{child.content}`"
        elif child.type in FORMULAS:
            piece = f"${child.content}$"
        elif child.type in ("softbreak", "hardbreak"):
            text, shadow = text + "\n", shadow + "\n"
        elif child.type in ("text", "image", "text_special"):
            text, shadow = text + child.content, shadow + child.content
        text, shadow = text + piece, shadow + SHIELD * len(piece)
    at = 0
    for cut in (*_cuts(shadow), len(text)):
        part = text[at:cut]
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            yield text.count("\n", 0, start), " ".join(part.split())
        at = cut


def _cuts(shadow: str) -> Iterator[int]:
    for end in END.finditer(shadow):
        head, tail = shadow[: end.end()], shadow[end.end() :].lstrip()
        closed = head.count("(") == head.count(")") and head.count('"') % 2 == 0
        # `"Why?" asks for` goes on; `torchtext is not:` begins a sentence in a small letter
        goes_on = len(end[0]) > 1 and tail[:1].islower()
        if tail and closed and not goes_on and not ABBREVIATION.search(head):
            yield end.end()


@cache
def _reader() -> MarkdownIt:
    return dialect()
