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
from quizapp.store.journal.files import count_lines
from quizapp.store.journal.journals import Journals, Repaired, Replaced, is_own, journal_files
from quizapp.store.journal.lock import FolderLock
from quizapp.store.journal.snapshot import OtherVersion, read_snapshot
from quizapp.store.journal.state import DatabaseState

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
    in_use, state = "", DatabaseState()
    with ExitStack() as stack:
        try:
            stack.enter_context(FolderLock(root).held())
        except OSError as reason:
            in_use = str(reason)
        journals = Journals(root / "journal", check)
        chains = ChainedWrites(SCHEMA)
        for event in journals.replay(state, chains.skim):
            chains.take(event.document)
        for line in chains.newest():
            state.apply(journals.parse(line))
        fault = _snapshot_fault(root, state)
        cards = state.tables.get(CARDS, {})
        memories = {card: read_memory(row) for card, row in cards.items()}
        late = find_late(_writes_of(chains.broken, journals, state), memories, futures)
        files = tuple(_look_at(path, device, state) for path in journal_files(root / "journal"))
    return Inspection(
        files,
        tuple(map(journals.describe, state.damaged)),
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


def _snapshot_fault(root: Path, replayed: DatabaseState) -> SnapshotFault | None:
    try:
        saved = read_snapshot(root / "state.json")
        Journals(root / "journal", check).catch_up(saved)
    except (FileNotFoundError, OtherVersion):
        return None  # the next start reads the journals
    except (Repaired, Replaced):
        return SnapshotFault.OTHER_JOURNALS
    except UNREADABLE:
        return SnapshotFault.DAMAGED
    is_same = (saved.tables, saved.written) == (replayed.tables, replayed.written)
    return None if is_same else SnapshotFault.OTHER_STATE


def _look_at(path: Path, device: str, state: DatabaseState) -> JournalFile:
    size, lines = path.stat().st_size, count_lines(path)
    is_torn = size > state.seen.get(path.name, 0)
    return JournalFile(path, lines, size, is_own(path, device), is_torn)
