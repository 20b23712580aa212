"""Two inline rules beyond CommonMark: formulas between dollars, and pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll
from mdit_py_plugins.dollarmath import dollarmath_plugin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

INSIDE = r"(?:\\.|[^\\$`])"
"""A piece of a formula; it has no backtick, so that a code span wins over dollars."""
DISPLAY = re.compile(rf"\$\$(?P<tex>{INSIDE}+)\$\$", re.DOTALL)
FORMULA = re.compile(rf"\$(?![\s$])(?P<tex>{INSIDE}+)(?<!\s)\$(?![\w$])", re.DOTALL)
OPENING_DOLLAR = re.compile(r"\$(?:\$|[^\W\d]|\\[A-Za-z]|[{(\[|])")
"""A dollar that seems to open a formula, judged by what follows; `$5` and `US$` do not."""
PICTURE = re.compile(r"!\[(?P<alt>[^]\[]*)\]\((?:<(?P<angled>[^<>\n]*)>|(?P<path>[^()<>\n]*))\)")
MALFORMED_PICTURE = re.compile(r"!\[[^\n]{0,200}?\][(\[]")
"""The length is bounded, or a line full of `![` would take quadratic time."""

FORMULAS = {"math_inline": False, "math_inline_double": True, "math_block": True}
"""The tokens of formulas, and whether each stands on a line of its own."""


def add_formulas(reader: MarkdownIt) -> None:
    """Read `$…$` and `$$…$$` as formulas."""
    # the plugin's own inline rule looks for the character before a formula in the wrong place
    reader.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    reader.inline.ruler.at("math_inline", _read_formula)


def add_pictures(reader: MarkdownIt) -> None:
    """Read `![alt](path)` as a picture; its path is kept as written."""
    reader.inline.ruler.at("image", _read_picture)


def _read_formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    behind_word = state.pos > 0 and state.src[state.pos - 1].isalnum()
    display = DISPLAY.match(state.src, state.pos)
    found = display or FORMULA.match(state.src, state.pos)
    if behind_word or not found:
        if found or (not behind_word and OPENING_DOLLAR.match(state.src, state.pos)):
            _note(state, "dollar")
        return False
    if not silent:
        token = state.push("math_inline_double" if display else "math_inline", "math", 0)
        token.content = found["tex"]
        token.meta = {"line": _line(state)}
    state.pos = found.end()
    return True


def _read_picture(state: StateInline, silent: bool) -> bool:
    found = PICTURE.match(state.src, state.pos)
    if not found:
        if MALFORMED_PICTURE.match(state.src, state.pos):
            _note(state, "bracket")
        return False
    if not silent:
        path = found["angled"] if found["path"] is None else found["path"].strip()
        token = state.push("image", "img", 0)
        token.content = " ".join(unescapeAll(found["alt"]).split())
        token.attrs = {"src": unescapeAll(path), "alt": token.content}
        token.meta = {"line": _line(state)}
    state.pos = found.end()
    return True


def _line(state: StateInline) -> int:
    """Return the line that an inline rule is at, counted from 0."""
    return state.src.count("\n", 0, state.pos)


def _note(state: StateInline, what: str) -> None:
    """Tell `find_inline_elements` that the text here is nearly a formula or a picture."""
    state.env.setdefault(what, set()).add(_line(state))
