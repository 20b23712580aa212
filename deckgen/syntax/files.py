"""Card files found and read as text, or the problem that stands in the way."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from deckgen.model import Place, Problem
from verified_snippets.kit.files import file_fault

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")
"""What Anki's importer, its database or our own cloze marks would trip over."""


def bad_character(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and the remedy; None where Anki keeps every character of it."""
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


def find_card_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Everything below a folder that is named like a card file, and the folders not readable.

    Names that begin with a dot are left alone: editors and systems keep files of their own so.
    Subfolders are searched only beside a deck.toml: without one, the folder is no deck, and may
    hold half the disk.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    deep = os.path.lexists(folder / "deck.toml")
    if folder.is_dir():
        _collect(folder, deep, frozenset(), found, problems)
    return found, problems


def _collect(
    folder: Path, deep: bool, above: frozenset[str], found: list[Path], problems: list[Problem]
) -> None:
    real = os.path.realpath(folder)
    if real in above:
        return  # a link leads back to where the search came from
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        what = f"this folder cannot be read: {error.strerror}"
        problems.append(Problem(Place(shown_path(folder), 1), what, "allow reading it"))
        return
    files = [path for path in paths if path.suffix.lower() == ".md"]
    found += files
    for path in paths if deep else ():
        if path not in files and path.is_dir():
            _collect(path, deep, above | {real}, found, problems)


def is_card_file(path: Path, folder: Path) -> bool:
    """Whether a file stands where card files stand, directly in the folder, and is named `x.md`."""
    return path.parent == folder and path.suffix == ".md"


def read_file(path: Path) -> str | Problem:
    """A file's text, byte order mark and line endings included, or the problem with it."""
    if wrong := file_fault(path):
        return Problem(Place(shown_path(path), 1), *wrong)
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        place = Place(shown_path(path), line)
        return Problem(place, "this line is not UTF-8", "save the file as UTF-8")
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        return Problem(Place(shown_path(path), 1), what, "allow reading it, or remove it")
