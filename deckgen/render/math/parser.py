"""A parser of TeX formulas, which refuses what MathJax could not set."""

from __future__ import annotations

import re

from deckgen.render.math.symbols import (
    ACCENT_COMMANDS,
    BRACKETS,
    CHARACTERS,
    COMMANDS,
    SIZES,
    STYLES,
    WORDS,
)
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

TOKEN = re.compile(r"\\operatorname\*|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
DEPTH = 50
"""The deepest nesting allowed; no real formula comes near it."""
MISPLACED = {"}", "&", "\\right", "\\end", "\\(", "\\)", "\\[", "\\]", "%", "#", "\\"}
"""Tokens that cannot stand where a symbol should be, or that end the formula for MathJax."""


class FormulaError(ValueError):
    """The formula cannot be set; the message says why in a few words."""


def read_formula(tex: str) -> Row:
    """Parse a formula written in TeX; raises FormulaError."""
    return _Reader(tex).read()


class _Reader:
    """A recursive descent parser over the tokens of a formula."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = TOKEN.findall(tex)
        self.at = 0
        self.depth = 0

    def read(self) -> Row:
        row = self.row("")
        if not row.parts:
            raise FormulaError("the formula is empty")
        return row

    def peek(self) -> str:
        """Return the next token that is no blank; empty at the end."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def row(self, *ends: str) -> Row:
        """Read parts up to one of the tokens, which is not taken."""
        parts: list[Node] = []
        while (token := self.peek()) not in ends:
            if not token:
                raise FormulaError(f"`{ends[0]}` is missing")
            parts.append(self.scripted())
        return Row(tuple(parts))

    def scripted(self) -> Node:
        base = Row() if self.peek() in ("^", "_", "'") else self.atom()
        scripts: dict[str, Node] = {}
        primes = 0
        while (token := self.peek()) in ("^", "_", "'"):
            self.take()
            if token == "'":
                primes += 1
            elif token in scripts:
                raise FormulaError(f"two `{token}` at one place")
            else:
                scripts[token] = self.argument(token)
        sup = scripts.get("^")
        if primes:
            sup = Row((Symbol("′" * primes), *((sup,) if sup else ())))
        return Scripts(base, scripts.get("_"), sup) if scripts or primes else base

    def argument(self, command: str) -> Node:
        if self.peek() in ("", "}", "^", "_", "&", "\\\\", "\\right", "\\end"):
            raise FormulaError(f"`{command}` lacks its argument")
        return self.atom()

    def atom(self) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise FormulaError(f"parts more than {DEPTH} deep")
        token = self.take()
        if token in MISPLACED:
            raise FormulaError(f"`{token}` has no place there")
        node = self.command(token) if token[0] in "\\{" else CHARACTERS.get(token) or Symbol(token)
        self.depth -= 1
        return node

    def command(self, token: str) -> Node:
        if token == "{":
            row = self.row("}")
            self.take()
            return row
        if token in COMMANDS:
            return COMMANDS[token]
        if token in ("\\frac", "\\dfrac", "\\tfrac", "\\binom"):
            return Fraction(self.argument(token), self.argument(token), token != "\\binom")
        if token == "\\sqrt":
            return self.root()
        if token in ACCENT_COMMANDS:
            return Accent(ACCENT_COMMANDS[token], self.argument(token))
        if token in STYLES:
            return Styled(STYLES[token], self.argument(token))
        if token in WORDS:
            return Symbol(self.braced(token).replace("\\,", " "), WORDS[token])
        if token == "\\left":
            return self.fenced()
        if token in SIZES:
            return self.argument(token)
        if token == "\\begin":
            return self.table()
        if token == "\\\\":
            return Symbol("\n", Role.SPACE)
        return self.unknown(token)

    def root(self) -> Root:
        degree = None
        if self.peek() == "[":
            self.take()
            degree = self.row("]")
            self.take()
        return Root(self.argument("\\sqrt"), degree)

    def fenced(self) -> Row:
        opening = self.delimiter("\\left", Role.OPEN)
        inner = self.row("\\right")
        self.take()
        return Row((*opening, *inner.parts, *self.delimiter("\\right", Role.CLOSE)))

    def delimiter(self, side: str, role: Role) -> tuple[Symbol, ...]:
        token = self.take()
        sign = COMMANDS.get(token) or CHARACTERS.get(token) or Symbol(token)
        if not token or token in "{}" or len(sign.text) > 1:
            raise FormulaError(f"`{side}` lacks its bracket")
        return () if token == "." else (Symbol(sign.text, role, grows=True),)

    def table(self) -> Table:
        name = self.braced("\\begin")
        if name not in BRACKETS:
            raise FormulaError(f"the environment `{name}` is unknown")
        if name == "array":
            self.braced("\\begin{array}")
        rows, cells = list[tuple[Row, ...]](), list[Row]()
        while True:
            cells.append(self.row("\\end", "&", "\\\\"))
            token = self.take()
            if token != "&":
                rows.append(tuple(cells))
                cells = []
            if token == "\\end":
                break
        if self.braced("\\end") != name:
            raise FormulaError(f"`\\end{{{name}}}` is missing")
        return Table(name, tuple(row for row in rows if any(cell.parts for cell in row)))

    def braced(self, command: str) -> str:
        """Take the text in the braces that follow, blanks included."""
        if self.peek() != "{":
            raise FormulaError(f"`{command}` lacks its braces")
        start, depth = self.at + 1, 0
        while self.at < len(self.tokens):
            depth += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
            if not depth:
                return "".join(self.tokens[start : self.at - 1])
        raise FormulaError("`}` is missing")

    def unknown(self, token: str) -> Symbol:
        parts = [token]
        while self.peek() == "{":
            parts.append("{" + self.braced(token) + "}")
        return Symbol("".join(parts), Role.UNKNOWN)
