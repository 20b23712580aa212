"""The package an earlier build made of the very same files: building is repeatable to the byte."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import deckgen
from deckgen.cache import read_entry, trim, write_entry
from verified_snippets import kit

LIBRARIES = ("chevron", "genanki", "markdown-it-py", "mdit-py-plugins", "pygments", "pyyaml")
"""Whose code has a hand in a package, beside ours and Python's own."""
ENTRIES, BYTES = 8, 2**28

Facts = dict[str, Any]
"""What was told of a package when it was made."""


def fingerprint(cards: Path, snippets: Path) -> str | None:
    """The hash of every byte that decides a package but its time: cards, snippets, ledgers, code.

    None where one of them cannot be read, or where there is more in these folders than any deck is.
    """
    code = Path(deckgen.__file__).parent, Path(kit.__file__).parent
    mark = hashlib.sha256("\0".join(_versions()).encode())
    total = 0
    try:
        for folder in (cards, snippets, *code):
            mark.update(b"\0")
            for path in _files(folder, frozenset()):
                content = Path(path).read_bytes()
                total += len(content)
                if total > BYTES:
                    return None
                mark.update(os.fsencode(path[len(str(folder)) :]))
                mark.update(b"\0%d\0" % len(content) + content)
    except OSError:
        return None
    return mark.hexdigest()


def reuse(folder: Path, mark: str, output: Path) -> Facts | None:
    """Write the package with a fingerprint again, and return the facts kept with it.

    None, and nothing is written, where no undamaged one is kept.
    """
    kept = folder / "packages" / mark
    content = read_entry(kept)
    if content is None:
        return None
    facts, _, package = content.partition(b"\n")
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_name(f"{output.name}.part")  # a reader sees the old package or the new one
    try:
        part.write_bytes(package)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    with suppress(OSError):
        os.utime(kept)  # what is used stays
    return dict(json.loads(facts))


def keep_for_later(folder: Path, mark: str, output: Path, facts: Facts) -> None:
    """Keep a package under its fingerprint, and drop those used longest ago."""
    content = json.dumps(facts).encode() + b"\n" + output.read_bytes()
    write_entry(folder / "packages" / mark, content)
    trim(folder / "packages", ENTRIES, BYTES)


def _files(folder: Path | str, above: frozenset[str]) -> Iterator[str]:
    """Every file below a folder, in order, but for Python's own cache."""
    real = os.path.realpath(folder)
    if real in above:
        return  # a link back to a folder that it lies in
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path, above | {real})
        elif entry.is_file():
            yield entry.path


def _versions() -> Iterator[str]:
    yield from (sys.version, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION)
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
