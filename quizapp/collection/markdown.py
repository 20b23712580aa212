"""The cards' Markdown as a terminal can show it: formulas and pictures become words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.token import Token

from deckgen.render.math import to_text
from deckgen.syntax.markdown import dialect
from deckgen.syntax.math_and_images import FORMULAS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def screen_dialect() -> MarkdownIt:
    """The cards' own dialect, its formulas as Unicode and its pictures as what they show."""
    reader = dialect()
    reader.core.ruler.push("words", _put_into_words)
    return reader


def _put_into_words(state: StateCore) -> None:
    state.tokens = [word for token in state.tokens for word in _block(token)]


def _block(token: Token) -> Iterator[Token]:
    if token.type == "math_block":
        inline = Token("inline", "", 0, content=token.content, map=token.map, children=[token])
        yield Token("paragraph_open", "p", 1, block=True, map=token.map)
        yield from _block(inline)
        yield Token("paragraph_close", "p", -1, block=True)
        return
    if token.children:
        token.children = [_in_words(child) for child in token.children]
    yield token


def _in_words(span: Token) -> Token:
    if span.type in FORMULAS:
        return Token("text", "", 0, content=to_text(span.content))
    if span.type == "image":
        return Token("text", "", 0, content=f"[picture: {span.content}] ({span.attrs['src']})")
    return span
