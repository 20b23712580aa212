"""Files read as a person named them: a text, or a problem that says what is in the way."""

from __future__ import annotations

import os
from pathlib import Path

from deckgen.model import Place, Problem


def shown_path(path: Path) -> str:
    """The path as the person typed it or would: relative where that is shorter."""
    try:
        relative = Path(os.path.relpath(path))
    except (ValueError, OSError):  # another drive, or a working directory that is gone
        return path.as_posix()
    return path.as_posix() if relative.parts[:1] == ("..",) else relative.as_posix()


def read_file(path: Path) -> str | Problem:
    """A file's text, byte order mark and line endings included, or the problem with it."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        place = Place(shown_path(path), line)
        return Problem(place, "this line is not UTF-8", "save the file as UTF-8")
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        return Problem(Place(shown_path(path), 1), what, "put a text file there, or remove it")
