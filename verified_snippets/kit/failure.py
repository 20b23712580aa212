"""Exceptions told as failures: where they left the snippet, and which values an assertion met."""

from __future__ import annotations

import ast
import traceback
from pathlib import Path
from typing import Any

from verified_snippets.kit.outcome import Failure
from verified_snippets.kit.snippet import Cell, Snippet

KIT = Path(__file__).parent
LONGEST = 20_000
"""Characters of a message that are kept."""
SLIPS = (NameError, ImportError, SyntaxError, TimeoutError, MemoryError, PermissionError)


def describe(error: BaseException, snippet: Snippet, values: str = "") -> Failure:
    """The failure an exception is; `values` is told below its message."""
    told = traceback.TracebackException.from_exception(error)
    while told.stack and told.stack[0].filename != str(snippet.path):
        del told.stack[0]
    while told.stack and Path(told.stack[-1].filename).parent == KIT:
        del told.stack[-1]  # how the bench stopped it
    message, line = _words(error), told.stack[0].lineno if told.stack else None
    if isinstance(error, SyntaxError) and error.filename == str(snippet.path):
        message, line = error.msg, error.lineno  # it could not be compiled, so no line of it ran
    return Failure(
        type=type(error).__name__,
        message=message + (f"\n{values}" if values else ""),
        line=line,
        trace="".join(told.format()) + (f"{values}\n" if values else ""),
        assertion=isinstance(error, AssertionError),
        slip=isinstance(error, SLIPS) or not isinstance(error, Exception),
    )


def _words(error: BaseException) -> str:
    """The message of an exception, which may fail to give one, or give no end of it."""
    try:
        return str(error)[:LONGEST]
    except BaseException as other:
        return f"(its message raises {type(other).__name__})"


def show_values(check: Cell, error: BaseException, names: dict[str, Any], path: str) -> str:
    """What stood on either side of the comparison that failed; empty where there was none."""
    frame = next(
        (f for f, _ in traceback.walk_tb(error.__traceback__) if f.f_code.co_filename == path), None
    )
    if frame is None or not isinstance(error, AssertionError):
        return ""
    line = traceback.extract_tb(error.__traceback__)
    at = next(entry.lineno for entry in line if entry.filename == path)
    for node in ast.walk(ast.parse("\n" * check.line + "\n".join(check.lines))):
        if (
            isinstance(node, ast.Assert)
            and node.lineno == at
            and isinstance(node.test, ast.Compare)
        ):
            sides = (node.test.left, *node.test.comparators)
            return "\n".join(
                f"  {ast.unparse(side)} = {_value(side, names)}"
                for side in sides
                if not isinstance(side, ast.Constant)
            )
    return ""


def _value(side: ast.expr, names: dict[str, Any]) -> str:
    try:
        return repr(eval(compile(ast.Expression(side), "<value>", "eval"), names))[:300]
    except BaseException as error:  # the value is a courtesy
        return f"({type(error).__name__})"
