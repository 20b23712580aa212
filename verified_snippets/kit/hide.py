"""A typed answer runs beside a copy without the card, and cannot read the file that has it."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from verified_snippets.kit.snippet import Cell, Snippet

KIT = Path(__file__).parent
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/nix", "/proc", "/sys", "/dev")
"""What Python, its libraries and the commands of a system read."""


def hidden(snippet: Snippet, shown: Cell, folder: Path) -> Snippet:
    """A snippet whose file holds what runs, at the lines it has, and nothing else."""
    lines: dict[int, str] = {}
    for cell in filter(None, (snippet.setup, *snippet.checks, shown)):
        lines |= dict(enumerate(cell.lines, cell.line + 1))
    path = folder / "shown" / snippet.path.name
    path.parent.mkdir()
    text = "\n".join(lines.get(n, "") for n in range(1, max(lines, default=0) + 1))
    path.write_text(text, encoding="utf-8", errors="replace")
    return replace(snippet, path=path)


def back(facts: Any, there: Path, here: Path) -> Any:
    """What a run told, with the path of the file itself in place of the copy's."""
    if isinstance(facts, str):
        return facts.replace(str(there), str(here))
    if isinstance(facts, dict):
        return {key: back(value, there, here) for key, value in facts.items()}
    return (
        [back(each, there, here) for each in facts] if isinstance(facts, (list, tuple)) else facts
    )


def readable(snippet: Snippet, folder: Path) -> list[str]:
    """The paths below which code may read: Python's, the system's and its own, not the deck's."""
    root = snippet.path.parents[snippet.name.count("/")]
    deck = (root, root.parent / "cards", KIT.parent, KIT.parent.parent / "deckgen")
    secret = {Path(os.path.realpath(path)) for path in deck}
    torch = str(sys.modules["torch"].__file__)
    packages = (os.path.dirname(os.path.dirname(torch)), site.getusersitepackages())  # noqa: PTH120
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, *packages, *SYSTEM}
    real = sorted({os.path.realpath(place) for place in places})
    found = [str(path) for place in real for path in _without(Path(place), secret)]
    return [*found, str(KIT), str(KIT.parent / "__init__.py"), str(folder)]


def _without(place: Path, secret: set[Path]) -> Iterator[Path]:
    """A path, or what is in it but the secret ones."""
    if not any(path.is_relative_to(place) for path in secret):
        yield place
    elif place not in secret and place.is_dir():
        for path in place.iterdir():
            yield from _without(path, secret)
