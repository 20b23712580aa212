"""A folder looked at from outside: its files, and whether its state follows from its journals."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from quizapp.store.chains import ChainedWrites
from quizapp.store.codec import CARDS, check, read_memory
from quizapp.store.conflicts import find_late, read_written
from quizapp.store.encoding import UNREADABLE
from quizapp.store.journal.backup import copies
from quizapp.store.journal.event import SCHEMA
from quizapp.store.journal.files import count_lines, kind
from quizapp.store.journal.journals import Changed, Journals, is_own, journal_files
from quizapp.store.journal.lock import FolderLock
from quizapp.store.journal.snapshot import OtherVersion, read_snapshot, strange_file
from quizapp.store.journal.state import DatabaseState
from quizapp.store.journal.storage import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from quizapp.store.conflicts import Futures, Written


class SnapshotFault(StrEnum):
    """What may be wrong with `state.json`."""

    DAMAGED = "it is damaged"
    OTHER_JOURNALS = "the journals are not those it was made from"
    OTHER_STATE = "it is not what follows from the journals"


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A journal as a file."""

    path: Path
    lines: int
    size: int
    is_own: bool
    """Whether this computer writes it."""
    is_torn: bool
    """Whether its last line is unfinished."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a folder, at one moment."""

    files: tuple[JournalFile, ...]
    damaged: tuple[str, ...]
    """A sentence for each line that cannot be read."""
    strange: tuple[str, ...]
    """A sentence for each file or line that was not read and is no damaged line."""
    missing: tuple[str, ...]
    """A sentence for each journal that lacks what it once held."""
    kept: frozenset[str]
    """The documents that the snapshot alone knows."""
    cards: frozenset[str]
    """The cards that are remembered."""
    late: frozenset[str]
    """The cards that two computers reviewed apart."""
    newest: str
    """The stamp of the newest line."""
    snapshot: Path
    snapshot_fault: SnapshotFault | None
    backups: tuple[Path, ...]
    """The oldest first."""
    in_use: str
    """Why the folder could not be kept from changing meanwhile; empty where it could."""


def inspect_folder(root: Path, device: str, futures: Futures) -> Inspection | None:
    """Look at everything and write nothing; None where nothing was ever kept."""
    if not (root / "journal").is_dir():
        return None
    in_use, lock = "", kind(root / "lock")
    with ExitStack() as stack:
        try:
            if not lock:
                stack.enter_context(FolderLock(root).held())
        except OSError as reason:
            in_use = str(reason)
        journals = Journals(root / "journal", check)
        saved, fault = _read_snapshot(root / "state.json")
        old = saved or DatabaseState()
        state, chains = journals.expect(old, device), ChainedWrites(SCHEMA)
        for event in journals.replay(state, chains.skim):
            chains.take(event.document)
        for line in chains.newest():
            state.apply(journals.parse(line))
        kept = journals.keep(state, old)
        if saved:
            fault = _compare(saved, state, Journals(root / "journal", check))
        cards = state.tables.get(CARDS, {})
        memories = {card: read_memory(row) for card, row in cards.items()}
        late = find_late(_writes_of(chains.broken, journals, state), memories, futures)
        files = tuple(_look_at(path, device, state) for path in journal_files(root / "journal"))
    return Inspection(
        files,
        tuple(map(journals.describe, state.damaged)),
        (
            *([f"{root / 'lock'} is {lock}; move it away"] if lock else ()),
            *strange_file(root / "state.json"),
            *strange_file(root / COLUMNS),
            *journals.strange(state),
        ),
        tuple(journals.missing(state)),
        frozenset(name for rows in kept.values() for name in rows),
        frozenset(cards),
        frozenset(late),
        state.last,
        root / "state.json",
        fault,
        tuple(copies(root)),
        in_use,
    )


def _writes_of(
    cards: Collection[str], journals: Journals, state: DatabaseState
) -> Iterator[Written]:
    """What the log says of some cards; it is read again only where there are any."""
    for event in journals.events(state) if cards else ():
        if any(card in cards for card in event.put.get(CARDS, {})):
            undone, writes = read_written(event.document)
            yield undone, [write for write in writes if write.card in cards]


def _read_snapshot(path: Path) -> tuple[DatabaseState | None, SnapshotFault | None]:
    try:
        return (None if kind(path) else read_snapshot(path)), None
    except (FileNotFoundError, OtherVersion):
        return None, None  # the next start reads the journals
    except UNREADABLE:
        return None, SnapshotFault.DAMAGED


def _compare(
    saved: DatabaseState, replayed: DatabaseState, journals: Journals
) -> SnapshotFault | None:
    try:
        journals.catch_up(saved)
    except Changed:
        return None if replayed.missing else SnapshotFault.OTHER_JOURNALS
    is_same = (saved.tables, saved.written) == (replayed.tables, replayed.written)
    return None if is_same else SnapshotFault.OTHER_STATE


def _look_at(path: Path, device: str, state: DatabaseState) -> JournalFile:
    size, lines = path.stat().st_size, count_lines(path)
    is_torn = size > state.seen.get(path.name, 0)
    return JournalFile(path, lines, size, is_own(path.name, device), is_torn)
