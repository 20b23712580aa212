"""Which statements ran: a card shows no line, and a check asserts nothing, that did not run."""

from __future__ import annotations

import ast
import contextlib
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from verified_snippets.kit.snippet import Cell, Snippet

CLAIMING = {"assert_close", "gradcheck"}
"""Calls that assert."""


@contextlib.contextmanager
def traced(snippet: Snippet, cell: Cell) -> Iterator[list[int]]:
    """The lines of a cell's statements, and of assertions, that did not run; filled on leaving."""
    missed: list[int] = []
    try:
        wanted = {line: range(line, line + 1) for line in statement_lines(cell)}
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        wanted = {}  # nothing of it can run, and its own error tells why
    wanted |= {line: span for check in snippet.checks for line, span in assertions(check).items()}
    path, seen = str(snippet.path), set[int]()

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            seen.add(frame.f_lineno)
        return local

    def begin(frame: FrameType, *_: Any) -> Any:
        return local if frame.f_code.co_filename == path else None

    before = sys.gettrace()
    threading.settrace(begin)
    sys.settrace(begin)
    try:
        yield missed
    finally:
        sys.settrace(before)
        threading.settrace(before)
        missed += sorted(line for line, span in wanted.items() if seen.isdisjoint(span))


def assertions(check: Cell) -> dict[int, range]:
    """The lines that each assertion of a check spans, by the first of them."""
    tree = ast.parse("\n" * check.line + "\n".join(check.lines))
    return {
        node.lineno: range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Expr) and _asserts(node.value))
    }


def _asserts(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in CLAIMING


def statement_lines(cell: Cell) -> set[int]:
    """The first line of every statement that executes: no docstring, no `global`."""
    tree = ast.parse("\n" * cell.line + "\n".join(cell.lines))
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        and not isinstance(node, (ast.Global, ast.Nonlocal))
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    }
