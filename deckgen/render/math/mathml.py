"""Formulas as MathML, which browsers set without a script."""

from __future__ import annotations

import re
from html import escape, unescape

from deckgen.render.math.parser import FormulaError, read_formula
from deckgen.render.math.symbols import BRACKETS
from deckgen.render.math.tree import (
    Accent,
    Fraction,
    Node,
    Role,
    Root,
    Row,
    Scripts,
    Styled,
    Symbol,
    Table,
)
from deckgen.render.math.unicode import styled

FORMULA = re.compile(
    r"(?P<code><code\b.*?</code>)|\\\((?P<inline>.*?)\\\)|\\\[(?P<display>.*?)\\\]", re.DOTALL
)
TAG = re.compile(r"<[^>]*>")


def typeset(html: str) -> str:
    """Replace `\\(…\\)` and `\\[…\\]` in the HTML of a field by MathML; code is left alone."""

    def write(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        display = found["display"] is not None
        tex = unescape(TAG.sub("", found["display"] if display else found["inline"]))
        return to_mathml(tex.strip(), display=display)

    return FORMULA.sub(write, html)


def to_mathml(tex: str, *, display: bool = False) -> str:
    """Write a TeX formula as a `math` element; one that cannot be parsed is shown as written."""
    try:
        body = _element(read_formula(tex))
    except FormulaError:
        body = f"<mtext>{escape(tex)}</mtext>"
    block = ' display="block"' if display else ""
    return f'<math{block} title="{escape(tex)}">{body}</math>'


def _element(node: Node) -> str:
    match node:
        case Symbol():
            return _symbol(node)
        case Row(parts):
            return f"<mrow>{''.join(map(_element, parts))}</mrow>"
        case Scripts():
            return _scripts(node)
        case Fraction(top, bottom, line):
            width = "" if line else ' linethickness="0"'
            inner = f"<mfrac{width}>{_element(top)}{_element(bottom)}</mfrac>"
            return inner if line else f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"
        case Root(body, degree):
            if degree is None:
                return f"<msqrt>{_element(body)}</msqrt>"
            return f"<mroot>{_element(body)}{_element(degree)}</mroot>"
        case Accent(name, body):
            mark = _standing(name)
            return f'<mover accent="true">{_element(body)}<mo>{mark}</mo></mover>'
        case Styled(style, body):
            return _element(_restyled(style, body))
        case Table(name, rows):
            return _table(name, rows)


def _symbol(symbol: Symbol) -> str:
    text = escape(symbol.text)
    if symbol.role is Role.SPACE:
        return f"<mtext>{'&nbsp;' * bool(text)}</mtext>"
    if symbol.role in (Role.WORDS, Role.UNKNOWN):
        return f"<mtext>{text.replace(' ', '&nbsp;')}</mtext>"
    if symbol.role is Role.NAME:
        return f'<mi>{text}</mi><mspace width="0.17em"/>'
    if symbol.role in (Role.OPEN, Role.CLOSE) and not symbol.grows:
        return f'<mo stretchy="false">{text}</mo>'
    if symbol.role is not Role.ORDINARY:
        return f"<mo>{text}</mo>"
    return f"<mn>{text}</mn>" if text.isdecimal() else f"<mi>{text}</mi>"


def _scripts(node: Scripts) -> str:
    large = isinstance(node.base, Symbol) and node.base.role is Role.LARGE
    names = ("munder", "mover", "munderover") if large else ("msub", "msup", "msubsup")
    given = [part for part in (node.sub, node.sup) if part is not None]
    name = names[2] if len(given) == 2 else names[0] if node.sub is not None else names[1]
    base = f"<mrow>{_element(node.base)}</mrow>"
    return f"<{name}>{base}{''.join(map(_element, given))}</{name}>"


def _standing(name: str) -> str:
    """Return the mark of an accent as a sign of its own."""
    alone = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨"}
    return alone[name]


def _restyled(style: str, node: Node) -> Node:
    match node:
        case Symbol(text, Role.ORDINARY):
            return Symbol("".join(styled(style, letter) for letter in text))
        case Row(parts):
            return Row(tuple(_restyled(style, part) for part in parts))
    return node


def _table(name: str, rows: tuple[tuple[Row, ...], ...]) -> str:
    opening, closing = (f"<mo>{sign}</mo>" if sign else "" for sign in BRACKETS[name])
    lines = "".join(
        f"<mtr>{''.join(f'<mtd>{_element(cell)}</mtd>' for cell in cells)}</mtr>" for cells in rows
    )
    return f"<mrow>{opening}<mtable>{lines}</mtable>{closing}</mrow>"
