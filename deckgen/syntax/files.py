"""Card files read as text, or the problem that stands in the way."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from deckgen.model import Place, Problem

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")
"""What Anki's importer, its database or our own cloze marks would trip over."""


def bad_character(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and the remedy; None where Anki keeps every letter of it."""
    if found := CONTROL.search(line):
        return f"the invisible character U+{ord(found[0]):04X}", "remove it, or write an escape"
    if not unicodedata.is_normalized("NFC", line):
        what = "a letter that Anki would replace, for it is not in Unicode's normal form (NFC)"
        return what, "write it in that form, or an escape"
    return None


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
