"""A copy of the store for each day it was opened with something new in it."""

from __future__ import annotations

import filecmp
import shutil
from typing import TYPE_CHECKING

from quizapp.store.journal.files import kind, make_folder, sync
from quizapp.store.journal.journals import journal_files

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

KEPT = 14
"""How many copies are kept."""


def back_up(root: Path, today: date, older: str = "") -> str:
    """Copy the store once a day if there is news; a sentence about what prevented it.

    A store that another version left is copied in any case, and the copy is named after it.
    """
    try:
        if older or _has_news(root):
            copy(root, today, older)
    except OSError as reason:
        return (
            f"no backup could be made in {root / 'backups'}: {reason.strerror or reason}; "
            "your reviews are kept; make room or repair that folder"
        )
    return ""


def copy(root: Path, today: date, label: str = "") -> Path:
    """Copy the store, unless there is a copy of that day and label; say where it lies.

    Raises OSError, and then there is no copy.
    """
    folder = root / "backups" / ".".join(filter(None, (today.isoformat(), label)))
    if not folder.exists():
        _copy_whole(root, folder)
    return folder


def _copy_whole(root: Path, folder: Path) -> None:
    # a half-made copy must not pass for a backup: it gets its name when it is whole
    make_folder(root / "backups")
    draft = root / "backups" / "unfinished"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _copy(root, draft)
        draft.rename(folder)
    finally:
        # a full disk gets back what could be copied
        shutil.rmtree(draft, ignore_errors=True)
    for old in copies(root)[:-KEPT]:
        shutil.rmtree(old)


def _copy(root: Path, target: Path) -> None:
    (target / "journal").mkdir(parents=True)
    for path in (root / "state.json", *journal_files(root / "journal")):
        if path.exists() and not kind(path):
            shutil.copy2(path, target / path.relative_to(root))
            sync(target / path.relative_to(root))


def _has_news(root: Path) -> bool:
    """Whether a journal is not as the newest copy has it."""
    names = _names(root)
    newest = copies(root)[-1:]
    if not names or not newest or names != _names(newest[0]):
        return bool(names)
    same, _, _ = filecmp.cmpfiles(root / "journal", newest[0] / "journal", names)
    return same != names


def _names(root: Path) -> list[str]:
    return [path.name for path in journal_files(root / "journal")]


def copies(root: Path) -> list[Path]:
    """The copies there are, the oldest first."""
    found = sorted((root / "backups").glob("????-??-??*"))
    return [path for path in found if path.is_dir() and not path.is_symlink()]
