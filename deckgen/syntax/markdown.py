"""The Markdown dialect of the cards, parsed into tokens with line numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from deckgen.syntax.math_and_images import add_formulas, add_pictures

if TYPE_CHECKING:
    from markdown_it.token import Token

FENCE_END = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*$")


def dialect() -> MarkdownIt:
    """Return a parser of CommonMark with tables and formulas; `<unk>` is text, not raw HTML."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    add_formulas(reader)
    add_pictures(reader)
    return reader


@cache
def _blocks() -> MarkdownIt:
    # blocks alone: parsing cards needs only their lines, and inline parsing doubles the cost
    reader = dialect().use(fieldlist_plugin).use(front_matter_plugin)
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def read_blocks(text: str) -> list[Token]:
    """Parse a whole card file into block tokens, front matter and field lists included."""
    return _blocks().parse(text)


def normalize(text: str) -> str:
    """Return the text without byte order mark and with line feeds, as CommonMark reads it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_closed(fence: Token, lines: list[str]) -> bool:
    """Tell whether a top-level fence has a closing line."""
    assert fence.map is not None
    end = FENCE_END.match(lines[fence.map[1] - 1]) if fence.map[1] - fence.map[0] > 1 else None
    return bool(end and end[1].startswith(fence.markup) and set(end[1]) == set(fence.markup))
