"""The formulas and pictures of a card file, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from deckgen.model import Place
from deckgen.syntax.markdown import dialect
from deckgen.syntax.math_and_images import FORMULAS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Span:
    """A formula or a picture of a card, or what is nearly one."""

    place: Place
    kind: str
    """`formula` or `picture`, or `dollar` or `bracket` where no reader makes one of it."""
    text: str = ""
    """The formula's TeX, or what the picture shows."""
    path: str = ""
    """The picture's path, as written."""
    within: str = ""
    """`heading` or `field_list`, where it stands in one; empty on a side of a card."""


def read_spans(blocks: Iterable[Token], path: str) -> Iterator[Span]:
    """The spans of a card file that was read into blocks; the note to authors has none."""
    within, begun = "", False
    for token in blocks:
        name, _, edge = token.type.rpartition("_")
        begun = begun or (token.type, token.tag, token.level) == ("heading_open", "h2", 0)
        if name in ("heading", "field_list"):
            within = name if edge == "open" else ""
        elif begun and token.map and (token.type == "math_block" or _may_hold(token)):
            yield from _spans(token, path, within)


def _may_hold(token: Token) -> bool:
    return token.type == "inline" and ("$" in token.content or "![" in token.content)


def _spans(token: Token, path: str, within: str) -> Iterator[Span]:
    first = token.map[0] + 1 if token.map else 0
    if token.type == "math_block":
        yield Span(Place(path, first), "formula", token.content, within=within)
        return
    env: dict[str, Any] = {}
    for child in _reader().parseInline(token.content, env)[0].children or ():
        place = Place(path, first + child.meta.get("line", 0))
        if child.type in FORMULAS:
            yield Span(place, "formula", child.content, within=within)
        elif child.type == "image":
            yield Span(place, "picture", child.content, str(child.attrs["src"]), within)
    for kind in ("dollar", "bracket"):
        for line in sorted(env.get(kind, ())):
            yield Span(Place(path, first + line), kind, within=within)


@cache
def _reader() -> MarkdownIt:
    return dialect()
