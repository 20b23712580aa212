"""The learner's reviews: whether every line can be read, and the state follows from them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quizapp.features.doctor.section import Section, Trouble, name_some
from quizapp.store.encoding import stamp
from quizapp.store.inspection import Inspection, SnapshotFault, inspect_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta
    from pathlib import Path

    from quizapp.store.conflicts import Futures

COPIED = ("sync-conflict", "conflicted copy")
"""What synchronisers call the second copy of a file."""


def examine_reviews(
    root: Path, device: str, now: datetime, ahead: timedelta, futures: Futures
) -> tuple[Section, set[str]]:
    """The store of a folder, and the cards it remembers; nothing is written.

    A line may be stamped so far ahead of the clock.
    """
    section = Section("Reviews")
    found = inspect_folder(root, device, futures)
    if found is None and (root / "journal").exists():
        what = f"{root / 'journal'} is not a folder, so no review can be kept"
        section.troubles.append(Trouble(what, "move it away"))
    if found is None:
        section.notes.append("There is no review yet.")
        return section, set()
    section.troubles += _troubles(found, stamp(now + ahead))
    section.notes += _notes(found, root)
    section.facts |= {
        **{file.path.name: f"{file.lines} lines, {file.size} bytes" for file in found.files},
        "cards known": len(found.cards),
        "damaged lines": len(found.damaged),
        "backups": len(found.backups),
        "newest backup": next((path.name for path in reversed(found.backups)), None),
    }
    if os.path.lexists(root / "backups") and not (root / "backups").is_dir():
        what = f"{root / 'backups'} is not a folder, so no copy can be made"
        section.troubles.append(Trouble(what, "move it away"))
    return section, set(found.cards)


def _troubles(found: Inspection, latest: str) -> Iterator[Trouble]:
    if found.in_use:
        yield Trouble(found.in_use, "close it, or make the folder yours")
    for what in (*found.damaged, *found.strange):
        yield Trouble(what)
    for what in found.missing:
        yield Trouble(what, by_repair=True)
    if found.kept and not found.missing:
        what = f"only {found.snapshot} knows {name_some(found.kept)}, and no journal does"
        remedy = "`quizapp doctor --repair` writes it into a journal"
        yield Trouble(what, remedy, by_repair=True)
    if found.snapshot_fault:
        yield _snapshot_trouble(found.snapshot, found.snapshot_fault)
    for file in found.files:
        if file.is_torn and file.is_own:
            remedy = "the next review ends it, and so does `quizapp doctor --repair`"
            yield Trouble(f"the last line of {file.path} is unfinished", remedy, by_repair=True)
    if found.late:
        cards = name_some(sorted(found.late))
        what = f"{cards} were reviewed on two computers that did not know of each other"
        remedy = "`quizapp doctor --repair` makes one memory of both reviews"
        yield Trouble(what, remedy, by_repair=True)
    if found.newest > latest:
        what = f"the newest line was written at {found.newest}, which has not come yet"
        yield Trouble(what, "set the clock of this computer, or wait")


def _snapshot_trouble(path: Path, fault: SnapshotFault) -> Trouble:
    remedy = "start the quiz, or run `quizapp doctor --repair`; either reads the journals anew"
    match fault:
        case SnapshotFault.DAMAGED:
            what = f"{path} is damaged"
        case SnapshotFault.OTHER_JOURNALS:
            what = f"the journals are not those {path} was made from"
        case SnapshotFault.OTHER_STATE:
            what = f"{path} is not what follows from the journals"
            remedy = "`quizapp doctor --repair` reads the journals anew"
    return Trouble(what, remedy, by_repair=True)


def _notes(found: Inspection, root: Path) -> Iterator[str]:
    for file in found.files:
        if file.is_torn and not file.is_own:
            yield f"{file.path} is still arriving: its last line is unfinished."
        if any(word in file.path.name for word in COPIED):
            yield f"{file.path} is a synchroniser's copy: no line counts twice."
    for path in sorted(root.glob("state.json.damaged-*")):
        yield f"{path} was set aside and may be deleted."
