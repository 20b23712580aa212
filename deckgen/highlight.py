"""Code cut into coloured tokens; what was cut once is remembered, for Pygments is slow."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pygments

from deckgen.memory import Memory, key_of

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

SPANS = re.compile(r"[a-z0-9]*:[0-9]{1,9}(,[a-z0-9]*:[0-9]{1,9})*")
"""Class and length of every token: a memory of colours, which holds no letter of the code."""

CUTS = Memory("highlights", lambda: f"{pygments.__version__} {Path(__file__).read_text('utf-8')}")


def highlight(code: str, language: str) -> list[tuple[str, str]]:
    """The tokens of a code in order, each with its CSS class; one token in an unknown language.

    The texts together are the code, to the letter.
    """
    key = key_of(language.encode(), code.encode(errors="surrogatepass"))
    if tokens := _colored(code, CUTS.recall(key) or ""):
        return tokens
    lexer = _lexer(language)
    if lexer is None:
        return [("", code)]
    tokens = _lex(code, lexer)
    CUTS.keep(key, ",".join(f"{kind}:{len(text)}" for kind, text in tokens))
    return tokens


def _colored(code: str, spans: str) -> list[tuple[str, str]] | None:
    """The tokens that remembered spans cut a code into; None where they do not fit it."""
    if not SPANS.fullmatch(spans):
        return None
    kinds, lengths = zip(*(span.split(":") for span in spans.split(",")), strict=True)
    ends = list(accumulate(map(int, lengths), initial=0))
    if ends[-1] != len(code):
        return None
    return [(kind, code[a:b]) for kind, (a, b) in zip(kinds, pairwise(ends), strict=True)]


def _lex(code: str, lexer: Lexer) -> list[tuple[str, str]]:
    tokens = [(_class(token), text) for token, text in lexer.get_tokens(code)]
    if "".join(text for _, text in tokens) != code:
        return [("", code)]  # some lexers lose a letter
    runs = groupby(tokens, key=itemgetter(0))
    return [(kind, "".join(text for _, text in run)) for kind, run in runs]


def _class(token: _TokenType) -> str:
    """The CSS class of a token's kind, or of the nearest kind that has one."""
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
