"""Snippet files read into snippets, without importing torch; all faults are collected."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from verified_snippets.kit.files import file_fault, is_hidden
from verified_snippets.kit.lint import cell_faults, read_python, whole_faults
from verified_snippets.kit.metadata import read_metadata
from verified_snippets.kit.snippet import KINDS, Cell, Fault, Snippet, digest_of

MARKER = re.compile(r"^# %%(?:[ \t]+(?P<kind>\S+)(?:[ \t]+(?P<title>.*?))?)?[ \t]*$")


def find_snippets(root: Path) -> list[Path]:
    """The snippet files below a folder, in order: all but the kit and the files at the top.

    Names that begin with a dot are left alone: editors and systems keep files of their own so.
    """
    return sorted(
        path
        for path in root.glob("*/**/*.py")
        if path.relative_to(root).parts[0] not in {"kit", "__pycache__"}
        and not is_hidden(path, root)
    )


def name_of(path: Path, root: Path) -> str:
    """The name cards and proofs know a snippet by."""
    return path.relative_to(root).with_suffix("").as_posix()


def parse_snippet(path: Path, root: Path) -> tuple[Snippet, list[Fault]]:
    """The snippet in a file; with faults it may be incomplete and must not be run."""
    name = name_of(path, root)
    if wrong := file_fault(path):
        return Snippet(name, path, ()), [Fault(path, 1, *wrong)]
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        return Snippet(name, path, ()), [Fault(path, 1, what, "allow reading it, or remove it")]
    try:
        text = content.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Snippet(name, path, ()), [
            Fault(path, 1, "the file is not UTF-8", "save it as UTF-8")
        ]
    cells, faults = _read_cells(text, path)
    facts, more = read_metadata(text, path)
    snippet = Snippet(name, path, tuple(cells), **facts, digest=_digest(text, cells))
    faults += [*more, *(fault for cell in cells for fault in cell_faults(cell, path))]
    faults += whole_faults(snippet)
    return snippet, sorted(faults, key=lambda fault: fault.line)


def proof_digest(text: str) -> str:
    """The hash that a proof of a snippet with this text is bound to."""
    return _digest(text, _read_cells(text, Path())[0])


def _digest(text: str, cells: list[Cell]) -> str:
    head = text.split("\n")[: cells[0].line - 1 if cells else None]
    proven = (*head, *filter(None, (cell.proven for cell in cells)))
    return digest_of("\n".join(proven).encode())


def _read_cells(text: str, path: Path) -> tuple[list[Cell], list[Fault]]:
    lines = text.split("\n")
    marks = [(n, found) for n, line in enumerate(lines) if (found := MARKER.match(line))]
    ends = [*(n for n, _ in marks[1:]), len(lines)]
    cells, faults = [], []
    for (n, found), end in zip(marks, ends, strict=False):
        kind = found["kind"] or ""
        if kind not in KINDS:
            remedy = f"known cells: {', '.join(KINDS)}"
            faults.append(Fault(path, n + 1, f"unknown cell `{kind}`", remedy))
            continue
        title = " ".join((found["title"] or "").split())
        cells.append(Cell(kind, title, n + 1, tuple(lines[n + 1 : end])))
    head = "\n".join(lines[: marks[0][0] if marks else len(lines)])
    stray = read_python(head)
    if not isinstance(stray, ast.Module) or stray.body:
        line = stray.body[0].lineno if isinstance(stray, ast.Module) else stray[0]
        what = "code before the first cell would never run"
        faults.append(Fault(path, line, what, "put it below `# %% setup`"))
    return cells, faults
