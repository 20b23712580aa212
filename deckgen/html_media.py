"""Formulas and pictures as the HTML of a field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from deckgen.inline import FORMULAS

if TYPE_CHECKING:
    from markdown_it.token import Token

BRACKET = "\ufdd4"
"""Stands for the one bracket that Anki shall read as markup: the `[` of a displayed formula."""
OPENING = re.compile(r"\\([(\[])")


def render_formula(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """A formula as MathJax takes it; the blanks keep `\\[sound:x]` from ever being written."""
    tex = escape(tokens[at].content.strip())
    formula = rf"\{BRACKET} {tex} \]" if FORMULAS[tokens[at].type] else rf"\({tex}\)"
    return f"<p>{formula}</p>\n" if tokens[at].block else formula


def render_text(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Prose, in which a backslash before a bracket is no mark of a formula to MathJax."""
    return OPENING.sub(r"\\<span>\1</span>", escapeHtml(tokens[at].content))


def render_picture(_: Any, tokens: Sequence[Token], at: int, __: Any, env: Any) -> str:
    """A picture with its words; one that `env` gives no address for stays as it was written."""
    path, words = str(tokens[at].attrs["src"]), tokens[at].content
    address = env.get("pictures", {}).get(path)
    if address is None:
        return escape(f"![{words}]({path})")
    return f'<img src="{escape(address)}" alt="{escape(words)}">'
