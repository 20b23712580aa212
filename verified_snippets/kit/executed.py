"""Which shown statements ran: a card must not show a line that nothing has executed."""

from __future__ import annotations

import ast
import contextlib
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from verified_snippets.kit.snippet import Cell, Snippet


@contextlib.contextmanager
def traced(snippet: Snippet, cell: Cell) -> Iterator[list[int]]:
    """The lines of a cell's statements that did not run; filled on leaving."""
    missed: list[int] = []
    try:
        wanted = statement_lines(cell)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        wanted = set()  # nothing of it can run, and its own error tells why
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
        missed += sorted(wanted - seen)


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
