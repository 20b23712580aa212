"""Problems as GitHub shows them beside the line they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from deckgen.model import Problem

DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**DATA, ":": "%3A", ",": "%2C"}
"""What ends a message, or a property of it, in the log that GitHub reads."""


def annotate(problems: Iterable[Problem]) -> Iterator[str]:
    """A workflow command for each problem; paths are relative to the root of the repository."""
    for problem in problems:
        facts = {
            "file": _from_root(problem.place.path),
            "line": str(problem.place.line),
            "title": problem.what,
        }
        given = ",".join(f"{key}={_escape(value, PROPERTY)}" for key, value in facts.items())
        yield f"::error {given}::{_escape(f'{problem.what}: {problem.remedy}', DATA)}"


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)


def _from_root(path: str) -> str:
    """The path below the folder that holds `.git`; as it is where there is none."""
    whole = Path(path).resolve()
    root = next((folder for folder in whole.parents if (folder / ".git").exists()), None)
    return whole.relative_to(root).as_posix() if root else path
