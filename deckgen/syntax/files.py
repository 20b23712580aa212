"""Finding and reading card files: text, or the problem with a file."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from deckgen.model import Place, Problem
from verified_snippets.kit.files import file_fault

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")
"""Characters that break Anki's importer, its database or our own cloze marks."""


def bad_character(line: str) -> tuple[str, str] | None:
    """Return what is wrong with a line and the remedy; None where Anki keeps every character."""
    if found := CONTROL.search(line):
        return f"the invisible character U+{ord(found[0]):04X}", "remove it, or write an escape"
    if not unicodedata.is_normalized("NFC", line):
        what = "a letter that Anki would replace, because it is not in Unicode's normal form (NFC)"
        return what, "write it in that form, or an escape"
    return None


def shown_path(path: Path) -> str:
    """Return the path as a person would type it: relative below the working directory."""
    try:
        relative = Path(os.path.relpath(path))
    except (ValueError, OSError):  # another drive, or a working directory that is gone
        return path.as_posix()
    return path.as_posix() if relative.parts[:1] == ("..",) else relative.as_posix()


def find_card_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Find everything below a folder that is named like a card file; report unreadable folders.

    Names that begin with a dot are left alone: editors and systems keep files of their own so.
    Subfolders are searched only beside a deck.toml: a folder without one is no deck, and may hold
    half the disk.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    if folder.is_dir():
        seen = set[str]() if os.path.lexists(folder / "deck.toml") else None
        _collect(folder, seen, found, problems)
    return found, problems


def _collect(
    folder: Path, seen: set[str] | None, found: list[Path], problems: list[Problem]
) -> None:
    """Search a folder and, unless `seen` is None, the subfolders not seen yet: links may loop."""
    if seen is not None:
        seen.add(os.path.realpath(folder))
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        what = f"this folder cannot be read: {error.strerror}"
        problems.append(Problem(Place(shown_path(folder), 1), what, "allow reading it"))
        return
    for path in paths:
        if path.suffix.lower() == ".md":
            found.append(path)
        elif seen is not None and path.is_dir() and os.path.realpath(path) not in seen:
            _collect(path, seen, found, problems)


def is_card_file(path: Path, folder: Path) -> bool:
    """Tell whether a file lies directly in the folder of cards and its name ends in `.md`."""
    return path.parent == folder and path.suffix == ".md"


def read_file(path: Path) -> str | Problem:
    """Read a file's text with its byte order mark and line endings, or return the problem."""
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


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader or an interruption finds the old file or the new one."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
