"""Recorded text written into snippets, so that nobody types a result."""

from __future__ import annotations

from pathlib import Path

from verified_snippets.kit.outcome import Run
from verified_snippets.kit.snippet import Cell, Snippet


def record(snippet: Snippet, run: Run) -> bool:
    """Write what the shown cell printed, or raised, below it; returns whether the file changed.

    An existing message is kept: which part of it is stable is the writer's choice.
    """
    text = snippet.path.read_text(encoding="utf-8")
    lines = text.split("\n")
    if run.error is not None and not run.error.slip and not snippet.of("raises"):
        cell = [f"# %% raises {run.error.type}", *_comment(run.error.message)]
        _insert(lines, snippet, cell)
    if run.printed.strip():
        output = ["# %% output", *_comment(run.printed)]
        old = next((cell for cell in snippet.of("output") if not cell.title), None)
        if old is None:
            _insert(lines, snippet, output)
        else:
            lines[old.line - 1 : _end(old)] = output
    changed = "\n".join(lines)
    if changed != text:
        Path(snippet.path).write_text(changed, encoding="utf-8")
    return changed != text


def _insert(lines: list[str], snippet: Snippet, cell: list[str]) -> None:
    end = _end(snippet.card)
    if end == len(lines):
        cell = [*cell, ""]
    lines[end:end] = cell


def _end(cell: Cell) -> int:
    """The number of lines up to the cell's last that is not blank."""
    return cell.line + len("\n".join(cell.lines).rstrip().split("\n"))


def _comment(text: str) -> list[str]:
    return [f"# {line.rstrip()}".rstrip() for line in text.strip("\n").split("\n")]
