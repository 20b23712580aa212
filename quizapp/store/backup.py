"""A copy of the store for each day it was used."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

KEPT = 14
"""How many days are kept."""


def back_up(root: Path, today: date) -> None:
    """Copy snapshot and journals on the first call of a day, and drop the oldest copies."""
    folder = root / "backups" / today.isoformat()
    sources = [path for path in (root / "state.json", root / "journal") if path.exists()]
    if folder.exists() or not any((root / "journal").glob("*.jsonl")):
        return
    # a half-made copy must not pass for a backup: it gets its name when it is whole
    draft = folder.with_name("unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for source in sources:
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, draft / source.name)
    draft.rename(folder)
    for old in sorted(folder.parent.glob("????-??-??"))[:-KEPT]:
        shutil.rmtree(old)
