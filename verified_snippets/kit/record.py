"""Recorded text written into snippets, so that nobody types a result."""

from __future__ import annotations

import re

from verified_snippets.kit.metadata import BLOCK
from verified_snippets.kit.outcome import Run
from verified_snippets.kit.parse import MARKER
from verified_snippets.kit.prove import NotProvenError
from verified_snippets.kit.snippet import Cell, Snippet

UNWRITABLE = re.compile(r"[\r\0]")
"""What ends a line for Python, or the whole file, though the card shows one line."""


def record(snippet: Snippet, run: Run) -> bool:
    """Write what the shown cell printed, or raised, below it; returns whether the file changed.

    An existing message is kept: which part of it is stable is the writer's choice. Raises
    NotProvenError for text that would be read as something else once it is written.
    """
    content = snippet.path.read_bytes().decode()
    lines = content.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    error = run.error
    if error and not error.slip and _is_in(snippet.card, error.line) and not snippet.of("raises"):
        cell = [f"# %% raises {error.type}", *_comment(snippet, error.message.strip("\n"))]
        _insert(lines, snippet, [line + end for line in cell])
    output = [line + end for line in _comment(snippet, run.printed)] if run.printed else []
    old = snippet.cell_on("output", "cpu")
    if old:
        lines[old.line - 1 : _end(old)] = [lines[old.line - 1], *output] if output else []
    elif output:
        _insert(lines, snippet, [f"# %% output{end}", *output])
    changed = "\n".join(lines)
    if changed != content:
        snippet.path.write_bytes(changed.encode())
    return changed != content


def _is_in(cell: Cell, line: int | None) -> bool:
    return line is not None and cell.line < line <= cell.line + len(cell.lines)


def _insert(lines: list[str], snippet: Snippet, cell: list[str]) -> None:
    end = _end(snippet.card)
    if end == len(lines):
        cell = [*cell, ""]
    lines[end:end] = cell


def _end(cell: Cell) -> int:
    """The number of lines up to the cell's last that is not blank."""
    return cell.line + len("\n".join(cell.lines).rstrip().split("\n"))


def _comment(snippet: Snippet, text: str) -> list[str]:
    lines = [f"# {line.rstrip()}".rstrip() for line in text.removesuffix("\n").split("\n")]
    for line in lines:
        if MARKER.match(line) or BLOCK.match(line) or UNWRITABLE.search(line):
            what = f"{line[2:]!r} cannot be recorded, for it would be read as something else"
            raise NotProvenError(f"{snippet.path}:{snippet.card.line}: {what}")
    return lines
