"""What a card file has in code marks, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token


def find_marks(blocks: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """The line, counted from 1, and the text of every code mark in the prose of a file."""
    for token in blocks:
        if token.type == "inline" and token.map and "`" in token.content:
            yield from _marks_of(token.content, token.map[0] + 1)


def _marks_of(paragraph: str, line: int) -> Iterator[tuple[int, str]]:
    flat, at = paragraph.replace("\n", " "), 0  # a mark over two lines is read as one line
    for span in _reader().parseInline(paragraph)[0].children or ():
        if span.type == "code_inline":
            start = max(at, flat.find(span.content, flat.find(span.markup, at)))
            line += paragraph.count("\n", at, start)
            yield line, span.content
            end = flat.find(span.markup, start + len(span.content)) + len(span.markup)
            line, at = line + paragraph.count("\n", start, end), end


@cache
def _reader() -> MarkdownIt:
    # links and emphasis cannot take a code mark apart, and are slow where they nest
    return MarkdownIt("zero").enable(["escape", "backticks", "autolink"])
