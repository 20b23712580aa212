"""The learner's reviews: whether every line can be read, and the state follows from them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from quizapp.features.doctor.section import Section, Trouble, name_some
from quizapp.store.backup import copies
from quizapp.store.document import read_memory
from quizapp.store.event import UNREADABLE, stamp
from quizapp.store.journals import Journals, Mended, Replaced, is_own, journal_files
from quizapp.store.late import find_late
from quizapp.store.lock import FolderLock
from quizapp.store.record import CARDS, check
from quizapp.store.snapshot import OtherVersion, read_snapshot
from quizapp.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta
    from pathlib import Path

    from quizapp.scheduler.model import Memory
    from quizapp.store.late import Futures

COPIED = ("sync-conflict", "conflicted copy")
"""What synchronisers call the second copy of a file."""


def examine_reviews(
    root: Path, device: str, now: datetime, ahead: timedelta, futures: Futures
) -> tuple[Section, set[str]]:
    """The store of a folder, and the cards it remembers; nothing is written.

    A line may be stamped so far ahead of the clock.
    """
    section, state = Section("Reviews"), State()
    if not (root / "journal").is_dir():
        section.notes.append("There is no review yet.")
        return section, set()
    with ExitStack() as stack:
        try:
            stack.enter_context(FolderLock(root).held())
        except OSError as reason:
            section.troubles.append(Trouble(str(reason), "close it, or make the folder yours"))
        journals = Journals(root / "journal", check)
        journals.catch_up(state)
        section.troubles += [
            Trouble(journals.describe(damage), "start the quiz again") for damage in state.damaged
        ]
        section.troubles += _snapshot_troubles(root, state)
        late = find_late(journals.events(state), _memories(state), futures)
    _look_at_files(section, root, device, state)
    if late:
        what = f"{name_some(late)} were reviewed on two computers that did not know of each other"
        remedy = "`quizapp doctor --repair` makes one memory of both reviews"
        section.troubles.append(Trouble(what, remedy, by_repair=True))
    if state.last > stamp(now + ahead):
        what = f"the newest line was written at {state.last}, which has not come yet"
        section.troubles.append(Trouble(what, "set the clock of this computer, or wait"))
    return section, set(state.tables.get(CARDS, {}))


def _memories(state: State) -> dict[str, Memory]:
    return {card: read_memory(row) for card, row in state.tables.get(CARDS, {}).items()}


def _snapshot_troubles(root: Path, replayed: State) -> Iterator[Trouble]:
    path = root / "state.json"
    remedy = "start the quiz, or run `quizapp doctor --repair`; either reads the journals anew"
    try:
        saved = read_snapshot(path)
        Journals(root / "journal", check).catch_up(saved)
    except (FileNotFoundError, OtherVersion):
        return  # the next start reads the journals
    except (Mended, Replaced):
        yield Trouble(f"the journals are not those {path} was made from", remedy, by_repair=True)
    except UNREADABLE:
        yield Trouble(f"{path} is damaged", remedy, by_repair=True)
    else:
        if (saved.tables, saved.written) != (replayed.tables, replayed.written):
            remedy = "`quizapp doctor --repair` reads the journals anew"
            yield Trouble(f"{path} is not what follows from the journals", remedy, by_repair=True)


def _look_at_files(section: Section, root: Path, device: str, state: State) -> None:
    files = journal_files(root / "journal")
    section.facts |= {
        **{path.name: f"{_count_lines(path)} lines, {path.stat().st_size} bytes" for path in files},
        "cards known": len(state.tables.get(CARDS, {})),
        "damaged lines": len(state.damaged),
        "backups": len(copies(root)),
        "newest backup": next((path.name for path in reversed(copies(root))), None),
    }
    for path in files:
        if path.stat().st_size > state.seen.get(path.name, 0):
            section.troubles += _torn(path, section, own=is_own(path, device))
        if any(word in path.name for word in COPIED):
            section.notes.append(f"{path} is a synchroniser's copy: no line counts twice.")
    for path in sorted(root.glob("state.json.damaged-*")):
        section.notes.append(f"{path} was set aside and may be deleted.")
    if (root / "backups").exists() and not (root / "backups").is_dir():
        section.troubles.append(Trouble(f"{root / 'backups'} is no folder", "rename that file"))


def _count_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _torn(path: Path, section: Section, *, own: bool) -> Iterator[Trouble]:
    if own:
        remedy = "the next review ends it, and so does `quizapp doctor --repair`"
        yield Trouble(f"the last line of {path} is unfinished", remedy, by_repair=True)
    else:
        section.notes.append(f"{path} is still arriving: its last line is unfinished.")
