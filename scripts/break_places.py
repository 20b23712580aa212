"""The places that `break_code.py` breaks: kept in a list, found wherever they moved, changed."""

from __future__ import annotations

import ast
import copy
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import dedent, indent

FOLDERS = ("deckgen", "quizapp", "verified_snippets/kit")
HEADS = (ast.If, ast.While, ast.For, ast.AsyncFor, ast.With, ast.AsyncWith)
"""Compound statements; of these a place is the head alone, up to its colon."""
MARK = """\
try:
    __import__("break_watch").reached({number})
except ImportError:
    pass
"""
TOP = """\
# Faults that `python scripts/break_code.py` puts into the code, one after another. `choose` drew
# them; `run` tells which of them the tests see. A place is known by the function it lies in and by
# the text of its statement, so it may move to another file; where a name or the text changes,
# change it here. `seen` is the test that saw the fault when it was last written, "" where none did.
"""


class LostError(Exception):
    """A place that is not in the code, or is there twice."""


@dataclass(frozen=True, slots=True)
class Break:
    """One fault: a statement and what is put in its place."""

    room: str
    within: str
    """The qualified name of its function: `Queue.counts`."""
    kind: str
    before: str
    after: str
    seen: str | None = None
    """The test that saw it, "" where none did, None where it was not tried."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a statement stands in a file; lines count from 1, and the last one belongs to it."""

    path: Path
    within: str
    function: ast.FunctionDef | ast.AsyncFunctionDef
    statement: ast.stmt
    first: int
    last: int
    entry: int
    """The line before which another statement can be put: that of the `if` for its `elif`."""

    def lines(self, source: str) -> str:
        """The text of the statement, or of its head, as if it stood at the margin."""
        return dedent("\n".join(source.split("\n")[self.first - 1 : self.last]))


def read_breaks(path: Path) -> tuple[Break, ...]:
    """The breaks of a list."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["break"]
    return tuple(Break(**row) for row in rows)


def write_breaks(path: Path, breaks: tuple[Break, ...], passed: list[dict[str, str]]) -> None:
    """Write a list, and below it the breaks that were passed over."""
    texts = [TOP]
    for number, each in enumerate(breaks, 1):
        row = {key: value for key, value in asdict(each).items() if value is not None}
        texts.append(f"\n[[break]] # {number}\n{_lines(row)}")
    texts += [f"\n[[passed_over]]\n{_lines(row)}" for row in passed]
    path.write_text("".join(texts), encoding="utf-8")


def _lines(row: dict[str, str]) -> str:
    return "".join(f"{key} = {_quoted(value)}\n" for key, value in row.items())


def _quoted(text: str) -> str:
    if "\n" in text and "'''" not in text and not text.endswith("'"):
        return f"'''\n{text}'''"
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def find_spots(root: Path) -> Iterator[Spot]:
    """Every statement of every function in a tree that a break could be in."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            yield from _spots(path, source.split("\n"), ast.parse(source).body)


def _spots(
    path: Path,
    lines: list[str],
    body: list[ast.stmt],
    names: tuple[str, ...] = (),
    function: ast.FunctionDef | ast.AsyncFunctionDef | None = None,
    entry: int | None = None,
) -> Iterator[Spot]:
    for statement in body:
        begin = entry or statement.lineno
        inner, owner = names, function
        if isinstance(statement, ast.ClassDef):
            inner, owner = (*names, statement.name), None
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner, owner = (*names, statement.name), statement
        elif function and not isinstance(statement, (ast.Try, ast.Match)):
            last = _last_line(statement, lines)
            within = ".".join(names)
            yield Spot(path, within, function, statement, statement.lineno, last, begin)
        for block, chained in _blocks(statement, lines):
            yield from _spots(path, lines, block, inner, owner, begin if chained else None)


def _blocks(statement: ast.stmt, lines: list[str]) -> Iterator[tuple[list[ast.stmt], bool]]:
    """The blocks of a statement, and of each whether it is the `elif` of it."""
    yield getattr(statement, "body", []), False
    other = getattr(statement, "orelse", [])
    yield other, bool(other) and lines[other[0].lineno - 1].lstrip().startswith("elif")
    yield getattr(statement, "finalbody", []), False
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body, False


def _last_line(statement: ast.stmt, lines: list[str]) -> int:
    if not isinstance(statement, HEADS):
        return statement.end_lineno or statement.lineno
    last = statement.body[0].lineno - 1
    while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith(("#", "@")):
        last -= 1
    return last


def same(statement: ast.stmt) -> str:
    """A statement without its block and however it is wrapped or quoted."""
    if isinstance(statement, HEADS):
        statement = copy.copy(statement)
        statement.body = [ast.Pass()]
        if not isinstance(statement, (ast.With, ast.AsyncWith)):
            statement.orelse = []
    return ast.unparse(statement)


def parse_statement(text: str) -> ast.stmt:
    """The statement, or the head of one, that a text spells; SyntaxError where it is none."""
    text = re.sub(r"^elif\b", "if", text)
    try:
        (statement,) = ast.parse(text).body
    except SyntaxError:
        (statement,) = ast.parse(text + "\n    pass").body
    return statement


def find(root: Path, breaks: tuple[Break, ...]) -> list[Spot | LostError]:
    """Where each break is in a tree, or why it cannot be told."""
    known: dict[tuple[str, str], list[Spot]] = {}
    wanted = {each.within for each in breaks}
    for spot in find_spots(root):
        if spot.within in wanted:
            known.setdefault((spot.within, same(spot.statement)), []).append(spot)
    return [_only(each, known) for each in breaks]


def _only(each: Break, known: dict[tuple[str, str], list[Spot]]) -> Spot | LostError:
    spots = known.get((each.within, same(parse_statement(each.before))), [])
    if len(spots) == 1:
        return spots[0]
    if spots:
        places = ", ".join(f"{spot.path}:{spot.first}" for spot in spots)
        return LostError(f"found {len(spots)} times: {places}")
    if any(name == each.within for name, _ in known):
        return LostError(f"`{each.within}` is there, but not this statement of it")
    return LostError(f"there is no function `{each.within}`")


def changed(source: str, spot: Spot, text: str) -> str:
    """A source with a text in the place of a statement."""
    lines = source.split("\n")
    lines[spot.first - 1 : spot.last] = [indent(text.rstrip("\n"), _margin(lines, spot.first))]
    return "\n".join(lines)


def marked(source: str, marks: dict[int, Spot]) -> str:
    """A source that notes when a test reaches one of the spots."""
    lines = source.split("\n")
    for number, spot in sorted(marks.items(), key=lambda mark: -mark[1].entry):
        text = MARK.format(number=number).rstrip("\n")
        lines.insert(spot.entry - 1, indent(text, _margin(lines, spot.entry)))
    return "\n".join(lines)


def idle(source: str, spot: Spot) -> str:
    """A source changed at a spot without any effect: what sees this sees the change alone."""
    lines = source.split("\n")
    lines.insert(spot.entry - 1, _margin(lines, spot.entry) + "pass")
    return "\n".join(lines)


def _margin(lines: list[str], line: int) -> str:
    text = lines[line - 1]
    return text[: len(text) - len(text.lstrip())]
