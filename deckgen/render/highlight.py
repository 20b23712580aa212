"""Syntax highlighting: code cut into tokens with CSS classes."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType


@cache  # Pygments is slow, and a card's code is shown in several fields
def highlight(code: str, language: str) -> tuple[tuple[str, str], ...]:
    """Cut code into tokens with their CSS classes; in an unknown language, into one token.

    The texts of all tokens together are exactly the code.
    """
    lexer = _lexer(language)
    if lexer is None:
        return (("", code),)
    tokens = [(_class(token), text) for token, text in lexer.get_tokens(code)]
    if "".join(text for _, text in tokens) != code:
        return (("", code),)  # some lexers drop a character
    runs = groupby(tokens, key=itemgetter(0))
    return tuple((kind, "".join(text for _, text in run)) for kind, run in runs)


def _class(token: _TokenType) -> str:
    """Return the CSS class of a token's kind, or of the nearest parent kind that has one."""
    from pygments.token import STANDARD_TYPES

    return next(STANDARD_TYPES[kind] for kind in reversed(token.split()) if kind in STANDARD_TYPES)


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False) if language else None
    except ClassNotFound:
        return None
