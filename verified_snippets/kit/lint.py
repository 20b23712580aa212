"""What makes a snippet unable to prove anything, seen without running it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path

from verified_snippets.kit.snippet import DEVICES, Cell, Fault, Snippet

SINGLE = ("setup", "card")
QUIET = ("output", "raises")


def cell_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    """What is wrong with one cell."""
    if cell.kind in QUIET:
        yield from _quiet_faults(cell, path)
        return
    tree = read_python("\n".join(cell.lines))
    if not isinstance(tree, ast.Module):
        line, what = tree
        yield Fault(path, cell.line + line, f"not Python: {what}", "mend the line")
        return
    if not tree.body:
        yield Fault(path, cell.line, f"the {cell.kind} cell is empty", "fill it, or remove it")
    if cell.kind in ("check", "wrong") and not cell.title:
        remedy = "name the claim it proves" if cell.kind == "check" else "name the misconception"
        yield Fault(path, cell.line, f"the {cell.kind} cell has no title", remedy)
    if cell.kind == "check":
        yield from _check_faults(cell, tree, path)


def read_python(text: str) -> ast.Module | tuple[int, str]:
    """The syntax tree of a text, or the line and sentence of what is not Python in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is for ruff to say
            return ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return 1, str(error)


def _quiet_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    for n, line in enumerate(cell.lines, cell.line + 1):
        if line.strip() and not line.startswith("#"):
            what = f"code in the {cell.kind} cell would never run"
            yield Fault(path, n, what, "comment it out, or give it a cell of its own")
    words = cell.title.split()
    devices = words[1:] if cell.kind == "raises" else words
    if (cell.kind == "raises" and not words) or len(devices) > 1 or set(devices) - set(DEVICES):
        form = (
            "`# %% raises ValueError [cuda]`" if cell.kind == "raises" else "`# %% output [cuda]`"
        )
        yield Fault(path, cell.line, f"the {cell.kind} cell is mistitled", f"write {form}")
    if not cell.text.strip():
        yield Fault(path, cell.line, f"the {cell.kind} cell is empty", "record it with --record")


def _check_faults(cell: Cell, tree: ast.Module, path: Path) -> Iterator[Fault]:
    found = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            found = True
            if isinstance(node.test, (ast.Constant, ast.Tuple, ast.JoinedStr, ast.Lambda)):
                line = cell.line + node.lineno
                yield Fault(
                    path, line, "this assertion cannot fail", "compare something that was run"
                )
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            found = found or name in {"assert_close", "gradcheck"}
    if not found:
        yield Fault(
            path, cell.line, "the check asserts nothing", "add an `assert`, or remove the cell"
        )


def _asks_for_name(cell: Cell) -> bool:
    tree = read_python("\n".join(cell.lines))
    return isinstance(tree, ast.Module) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(tree)
    )


def whole_faults(snippet: Snippet) -> Iterator[Fault]:
    """What is wrong with a snippet as a whole."""
    for cell in snippet.of("card"):
        if _asks_for_name(cell) and not snippet.isolate:
            what = "the card asks for `__name__`, so a guarded body would never run"
            yield Fault(snippet.path, cell.line, what, "say `isolate = true` in the metadata")
    kinds = [cell.kind for cell in snippet.cells]
    for kind, remedy in (
        ("card", "add the `# %% card` cell that the card shows"),
        ("check", "add `# %% check` with the claim as its title"),
        ("wrong", "add `# %% wrong` with the misconception as its title"),
    ):
        if kind not in kinds:
            yield Fault(snippet.path, 1, f"the snippet has no {kind} cell", remedy)
    seen: set[tuple[str, str]] = set()
    for cell in snippet.cells:
        key = (cell.kind, "" if cell.kind in SINGLE else cell.title)
        if key in seen:
            yield Fault(
                snippet.path, cell.line, f"a second cell `{' '.join(key).strip()}`", "keep one"
            )
        seen.add(key)
    shown = next((cell.text for cell in snippet.cells if cell.kind == "card"), None)
    for cell in snippet.wrongs:
        if cell.text == shown:
            yield Fault(
                snippet.path, cell.line, "the wrong variant is the card itself", "change it"
            )
