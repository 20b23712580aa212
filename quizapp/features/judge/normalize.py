"""Printed text taken apart, so that spaces and quotation marks can be told from what matters."""

from __future__ import annotations

import re
from dataclasses import dataclass

INTEGER = r"\d+"
FLOAT = r"(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+"
SIGN = r"(?:(?<![\w.)\]])[-+])?"
"""A sign belongs to the number behind it where nothing stands before it: `3-1` is no `3 -1`."""
TOKEN = re.compile(
    rf"""(?P<text>'[^']*'|"[^"]*")
    | (?P<number>{SIGN}(?:{FLOAT}|{INTEGER})(?!\.?\w))
    | \w+(?:\.\w+)*
    | \S""",
    re.VERBOSE,
)
MARKS = {
    **str.maketrans("‘’“”−、\u3000", "''\"\"-, "),
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]),
}
"""What editors and keyboards make of signs: curly quotes, full widths, characters nobody sees."""
TENSOR = ("tensor", "torch.tensor", "Tensor", "torch.Tensor")
CLOSES = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, and all of it that counts."""

    text: str
    key: tuple[str, ...]


def printed_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank; one that ends inside a bracket goes on."""
    rows = [row.strip() for row in text.translate(MARKS).split("\n") if row.strip()]
    lines: list[list[str]] = []
    depth = 0
    for row in rows:
        if depth:
            lines[-1].append(row)
        else:
            lines.append([row])
        depth = max(0, depth + _opened(row))
    if depth:  # a bracket that nobody closed would swallow all that follows
        lines = [[row] for row in rows]
    return [Line("\n".join(line), key_of("\n".join(line))) for line in lines]


def key_of(text: str) -> tuple[str, ...]:
    """What counts of a text: two texts with one key say the same.

    White space does not count, nor which quotation mark it is, nor a comma outside brackets or
    before a closing one, nor a `tensor(…)` around a lone value. Every number counts, with its sign
    and with whether it is an integer; `6.`, `6.0` and `6.0000` are one number, `6` is another.
    """
    kept: list[str] = []
    opened: list[_Bracket] = []
    for token in map(_canonical, TOKEN.finditer(text.translate(MARKS))):
        if token in CLOSES.values():
            opened.append(_Bracket(len(kept)))
            kept.append(token)
        elif token in CLOSES and opened:
            _close(kept, opened.pop(), token)
        elif token == ",":
            if opened:
                opened[-1].commas += 1
                kept.append(token)
        else:
            kept.append(token)
    return tuple(kept)


@dataclass(slots=True)
class _Bracket:
    """An opening bracket that waits for its other half."""

    at: int
    commas: int = 0


def _close(kept: list[str], bracket: _Bracket, token: str) -> None:
    """Put a closing bracket behind what is kept, and take away what it shows to be of no matter."""
    single = token == ")" and bracket.commas == 1  # `(3,)` is a tuple, `(3)` is not
    if kept[-1] == "," and not single:
        kept.pop()
        bracket.commas -= 1
    if token == ")" and not bracket.commas and kept[bracket.at - 1 : bracket.at] in _WRAPPERS:
        del kept[bracket.at - 1 : bracket.at + 1]
        return
    kept.append(token)


_WRAPPERS = [[name] for name in TENSOR]


def _opened(row: str) -> int:
    """How many more brackets a row opens than it closes."""
    tokens = [found[0] for found in TOKEN.finditer(row)]
    return sum((token in CLOSES.values()) - (token in CLOSES) for token in tokens)


def _canonical(found: re.Match[str]) -> str:
    """The one spelling of a token that stands for all."""
    token = found[0]
    if found["text"]:
        return f"'{token[1:-1]}'"
    if not found["number"]:
        return token
    digits = token.lstrip("+-")
    sign = "-" if token.startswith("-") else ""
    if re.fullmatch(INTEGER, digits):
        return sign + (digits.lstrip("0") or "0")
    return f"{sign}{float(digits)!r}"
