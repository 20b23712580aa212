"""Code spans, formulas and pictures inside the text of a card file, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from deckgen.model import Place
from deckgen.syntax.markdown import dialect
from deckgen.syntax.math_and_images import FORMULAS

if TYPE_CHECKING:
    from markdown_it.token import Token


def find_code_spans(blocks: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 1, and the text of every code span in the prose of a file."""
    for token in blocks:
        if token.type == "inline" and token.map and "`" in token.content:
            yield from _code_spans_of(token.content, token.map[0] + 1)


def _code_spans_of(paragraph: str, line: int) -> Iterator[tuple[int, str]]:
    flat, at = paragraph.replace("\n", " "), 0  # a span over two lines is read as one line
    for child in _code_reader().parseInline(paragraph)[0].children or ():
        if child.type == "code_inline":
            start = max(at, flat.find(child.content, flat.find(child.markup, at)))
            line += paragraph.count("\n", at, start)
            yield line, child.content
            end = flat.find(child.markup, start + len(child.content)) + len(child.markup)
            line, at = line + paragraph.count("\n", start, end), end


@cache
def _code_reader() -> MarkdownIt:
    # links and emphasis cannot take a code span apart, and are slow where they nest
    return MarkdownIt("zero").enable(["escape", "backticks", "autolink"])


@dataclass(frozen=True, slots=True)
class InlineElement:
    """A formula or a picture of a card, or text that is nearly one."""

    place: Place
    kind: str
    """`formula` or `picture`; `dollar` or `bracket` where the text is nearly one of them."""
    text: str = ""
    """The formula's TeX, or what the picture shows."""
    path: str = ""
    """The picture's path, as written."""
    within: str = ""
    """`heading` or `field_list`, where it stands in one; empty on a side of a card."""


def find_inline_elements(blocks: Iterable[Token], path: str) -> Iterator[InlineElement]:
    """Yield the formulas and pictures of a file's cards; text above the first card is not read."""
    within, begun = "", False
    for token in blocks:
        name, _, edge = token.type.rpartition("_")
        begun = begun or (token.type, token.tag, token.level) == ("heading_open", "h2", 0)
        if name in ("heading", "field_list"):
            within = name if edge == "open" else ""
        elif begun and token.map and (token.type == "math_block" or _may_hold(token)):
            yield from _elements_of(token, path, within)


def _may_hold(token: Token) -> bool:
    return token.type == "inline" and ("$" in token.content or "![" in token.content)


def _elements_of(token: Token, path: str, within: str) -> Iterator[InlineElement]:
    first = token.map[0] + 1 if token.map else 0
    if token.type == "math_block":
        yield InlineElement(Place(path, first), "formula", token.content, within=within)
        return
    env: dict[str, Any] = {}
    for child in _reader().parseInline(token.content, env)[0].children or ():
        place = Place(path, first + child.meta.get("line", 0))
        if child.type in FORMULAS:
            yield InlineElement(place, "formula", child.content, within=within)
        elif child.type == "image":
            yield InlineElement(place, "picture", child.content, str(child.attrs["src"]), within)
    for kind in ("dollar", "bracket"):
        for line in sorted(env.get(kind, ())):
            yield InlineElement(Place(path, first + line), kind, within=within)


@cache
def _reader() -> MarkdownIt:
    return dialect()
