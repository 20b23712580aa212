"""The one Markdown dialect of the cards, as tokens with line numbers."""

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
    """CommonMark with tables and formulas, without raw HTML: `<unk>` in a card is text, no tag."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    add_formulas(reader)
    add_pictures(reader)
    return reader


@cache
def _blocks() -> MarkdownIt:
    # only blocks: their line ranges are all that parsing cards needs, at half the cost
    reader = dialect().use(fieldlist_plugin).use(front_matter_plugin)
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def read_blocks(text: str) -> list[Token]:
    """The block tokens of a whole card file, front matter and field lists included."""
    return _blocks().parse(text)


def normalize(text: str) -> str:
    """The text without byte order mark, its line endings line feeds, as CommonMark reads it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_closed(fence: Token, lines: list[str]) -> bool:
    """Whether a top-level fence ends in a closing line instead of running into what follows."""
    assert fence.map is not None
    end = FENCE_END.match(lines[fence.map[1] - 1]) if fence.map[1] - fence.map[0] > 1 else None
    return bool(end and end[1].startswith(fence.markup) and set(end[1]) == set(fence.markup))
