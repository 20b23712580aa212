"""Formulas as one line of Unicode, as a person would type them."""

from __future__ import annotations

import unicodedata

from deckgen.render.math.parser import FormulaError, read_formula
from deckgen.render.math.symbols import ABOVE, ACCENTS, BELOW, BRACKETS
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

VALUES = {Role.ORDINARY, Role.CLOSE, Role.WORDS, Role.UNKNOWN}
"""Roles that a binary sign may follow; after any other role the sign is unary."""
GLUED = {(Role.NAME, Role.OPEN), (Role.RELATION, Role.RELATION)}
"""Neighbours with nothing between them: `log(x)`, `:=`."""
FACTORS = {Role.ORDINARY, Role.OPEN, Role.LARGE, Role.NAME, Role.UNKNOWN}


def to_text(tex: str) -> str:
    """Write a TeX formula as a line of Unicode; one that cannot be parsed stays as written."""
    try:
        return write(read_formula(tex))
    except FormulaError:
        return tex


def write(node: Node, *, tight: bool = False) -> str:
    """Write a part of a formula as text; `tight` leaves no blanks around signs."""
    match node:
        case Symbol(text):
            return text
        case Row(parts):
            return _row(parts, tight)
        case Scripts(base, sub, sup):
            return _base(base) + _script(sub, "_", BELOW) + _script(sup, "^", ABOVE)
        case Fraction(top, bottom, True):
            return f"{_dividend(top)}/{_divisor(bottom)}"
        case Fraction(top, bottom):
            return f"C({write(top)}, {write(bottom)})"
        case Root(body, degree):
            return f"{_script(degree, '', ABOVE)}√{_unit(body)}"
        case Accent(name, body):
            return _accent(name, write(body))
        case Styled("bold" | "plain", body):
            return write(body, tight=tight)
        case Styled(style, body):
            return "".join(styled(style, letter) for letter in write(body, tight=tight))
        case Table(name, rows):
            return _table(name, rows)


def styled(style: str, letter: str) -> str:
    """Return a letter in another alphabet, where Unicode has it."""
    case = "CAPITAL" if letter.isupper() else "SMALL"
    alphabet = style.replace("fraktur", "black-letter").upper()
    for name in (alphabet, f"MATHEMATICAL {alphabet.replace('BLACK-LETTER', 'FRAKTUR')}"):
        try:
            return unicodedata.lookup(f"{name} {case} {letter.upper()}")
        except KeyError:
            continue
    return letter


def role_of(node: Node) -> Role:
    """Return the role of a part; scripts leave the role of their base."""
    match node:
        case Symbol(_, role):
            return role
        case Scripts(base):
            return role_of(base)
        case Row((only,)):
            return role_of(only)
    return Role.ORDINARY


def _row(parts: tuple[Node, ...], tight: bool) -> str:
    if tight:
        return "".join(write(part, tight=True) for part in parts)
    text, divided = "", False
    before: Role | None = None
    for n, part in enumerate(parts, 1):
        role, fraction = role_of(part), isinstance(part, Fraction)
        if (divided or fraction) and before in VALUES and role in FACTORS:
            text += " · "
        piece = _spaced(write(part), role, before, last=n == len(parts))
        glued = piece[:1] == " " or (before, role) in GLUED
        text = text.rstrip(" ") + piece if glued else text + piece
        divided = fraction
        before = before if role is Role.SPACE else role
    return text.strip(" ")


def _spaced(piece: str, role: Role, before: Role | None, *, last: bool) -> str:
    """Put the blanks around a piece that its role needs after the role before it."""
    if role is Role.RELATION:
        return f"{piece} " if before is role else f" {piece} "
    if role is Role.BINARY:
        return f" {piece} " if before in VALUES and not last else piece
    if role is Role.COMMA:
        return f"{piece} "
    if role in (Role.LARGE, Role.NAME):
        return f" {piece} " if before in VALUES else f"{piece} "
    return piece


def _script(node: Node | None, sign: str, small: dict[int, int]) -> str:
    if node is None:
        return ""
    text = write(node, tight=True)
    if all(ord(letter) in small for letter in text):
        return text.translate(small)
    return sign + (text if len(text) == 1 else f"({text})")


def _base(node: Node) -> str:
    """Write the base of a script, in brackets unless it is one sign."""
    only = node.parts[0] if isinstance(node, Row) and len(node.parts) == 1 else node
    single = isinstance(only, Symbol | Accent | Styled) or only == Row()
    return write(only) if single or _is_bracketed(only) else f"({write(only)})"


def _unit(node: Node) -> str:
    """Write what stands under a root or a fraction line, in brackets where it could be misread."""
    only = node.parts[0] if isinstance(node, Row) and len(node.parts) == 1 else node
    text = write(only)
    plain = isinstance(only, Scripts) and only.sup is None and " " not in text
    return text if plain or text.isdecimal() or isinstance(only, Root) else _base(only)


def _is_bracketed(node: Node) -> bool:
    if isinstance(node, Table):
        return bool(BRACKETS[node.name][1])
    if not isinstance(node, Row) or len(node.parts) < 2:
        return False
    inner = [role_of(part) for part in node.parts]
    return (
        (inner[0], inner[-1]) == (Role.OPEN, Role.CLOSE)
        and inner.count(Role.OPEN) == 1
        and inner.count(Role.CLOSE) == 1
    )


def _dividend(node: Node) -> str:
    text = write(node)
    return f"({text})" if (" " in text or "/" in text) and not _is_bracketed(node) else text


def _divisor(node: Node) -> str:
    text = write(node)
    differential = isinstance(node, Row) and len(node.parts) == 2 and text[0] in "∂d"
    return text if text.isdecimal() or (differential and " " not in text) else _unit(node)


def _accent(name: str, text: str) -> str:
    if len(text) == 1:
        return unicodedata.normalize("NFC", text + ACCENTS[name])
    return f"{name}({text})"


def _table(name: str, rows: tuple[tuple[Row, ...], ...]) -> str:
    opening, closing = BRACKETS[name]
    lines = (" ".join(filter(None, map(write, cells))) for cells in rows)
    return opening + "; ".join(lines) + closing
