"""Two people: who writes the cards and releases them, and who imported them and studies."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.utils import point_version

from deckgen.backends.anki.package import compile_library, write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.releases.model import Released, ReleasedType
from deckgen.releases.update import compare, release
from tests_support import DATA, enter_proofs

GOLDEN = DATA / "golden"
V1, V2, V3 = 1_790_000_000, 1_791_000_000, 1_792_000_000
"""When three versions were released; v1.apkg carries the first. All lie before any import."""
IDS = {
    *("gradients-add", "gradients-add-fix", "gradients-add-output", "governance"),
    *("integer-dtype", "second-backward", "twice"),
}
KEEPS_TIMES = point_version() >= 250200
"""Anki before 25.02 dates an updated note with the import, not with the package."""

IF_NEWER, ALWAYS, NEVER = 0, 1, 2
"""Anki's option *Update notes*."""


@dataclass(frozen=True, slots=True)
class Source:
    """The cards the golden package was made of, as their writer goes on with them."""

    folder: Path
    released: Released

    def edit(self, topic: str, change: Callable[[str], str]) -> None:
        path = self.folder / "cards" / f"{topic}.md"
        old = path.read_text()
        path.write_text(change(old))
        assert path.read_text() != old

    def append(self, identity: str, text: str) -> None:
        """Add a paragraph to the back of a card."""

        def change(page: str) -> str:
            at = page.index("\n\n---\n\n", page.index(f"{{#{identity} "))
            return f"{page[:at]}\n\n---\n\n{text}\n\n{page[at + 7 :]}"

        self.edit("autograd" if f"#{identity} " in self.read("autograd") else "tensors", change)

    def read(self, topic: str) -> str:
        return (self.folder / "cards" / f"{topic}.md").read_text()

    def checked(self) -> CheckedLibrary:
        cards = self.folder / "cards"
        found = check_library(cards, self.folder / "verified_snippets")
        return replace(found, released=self.released)

    def build(self, name: str = "next") -> Path:
        """A package of the cards as they are, dated by the releases so far."""
        path = self.folder / f"{name}.apkg"
        write_package(self.checked(), path, int(time.time()))
        return path

    def release(self, version: str, now: int) -> Source:
        checked = self.checked()
        compiled = compile_library(checked)
        update = compare(self.released, compiled)
        return replace(self, released=release(self.released, compiled, update, version, now))


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with a collection that nothing but a sync has to follow."""

    collection: Collection

    def bring_in(  # type: ignore[no-untyped-def]
        self, package: Path, update_notes: int = IF_NEWER, **others: bool
    ):
        """Import with the options Anki shows first, or others; returns its log."""
        options = ImportAnkiPackageOptions(
            **{"with_scheduling": False, "with_deck_configs": False, **others},  # type: ignore[arg-type]
            update_notes=update_notes,  # type: ignore[arg-type]
        )
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.collection.import_anki_package(request).log
        self.collection.models._clear_cache()
        return log

    def note(self, identity: str):  # type: ignore[no-untyped-def]
        (found,) = self.collection.find_notes(f"Id:{identity}")
        return self.collection.get_note(found)

    def card(self, identity: str):  # type: ignore[no-untyped-def]
        return self.note(identity).cards()[0]

    def answer(self, identity: str, grade: int) -> None:
        card = self.card(identity)
        card.start_timer()
        self.collection.sched.answerCard(card, grade)  # type: ignore[arg-type]

    def edit(self, identity: str, **fields: str) -> None:
        note = self.note(identity)
        for name, text in fields.items():
            note[name] = text
        note.tags = [*note.tags, "mine"]
        self.collection.update_note(note)

    def schedules(self) -> list[object]:
        """Every card as it stands, and every review there was."""
        assert self.collection.db
        cards = self.collection.db.all("select * from cards order by id")
        return [*cards, *self.collection.db.all("select * from revlog order by id")]

    def notes(self) -> dict[str, tuple[object, ...]]:
        assert self.collection.db
        rows = self.collection.db.all("select sfld, id, mid, mod, tags, flds from notes")
        return {row[0]: tuple(row[1:]) for row in rows}

    def back(self, identity: str) -> str:
        return str(self.card(identity).render_output().answer_text)


def ids_in(entries: object) -> set[str]:
    """The cards of some lines of an import log."""
    return {entry.fields[0] for entry in entries}  # type: ignore[attr-defined]


def correct(source: Source) -> Source:
    """Two cards corrected and released: one reviewed and flagged, one suspended."""
    source.append("gradients-add", "Corrected: it accumulates.")
    source.append("second-backward", "Corrected: the buffers are gone.")
    return source.release("0.2.0", V2)


def deck_of(learner: Learner, identity: str) -> str:
    """The name of the deck a card is in."""
    return learner.collection.decks.name(learner.card(identity).did)


NEW_CARD = """
## What is new? {#fresh .recall .junior}

---

This.

:source: https://pytorch.org
:unproven: nothing to run
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """The golden cards, remembered as the golden release; since then the note types changed."""
    folder = tmp_path / "golden"
    shutil.copytree(GOLDEN, folder)
    enter_proofs(folder / "verified_snippets")
    first = Source(folder, Released()).release("0.1.0", V1)
    types = {name: ReleasedType("0.1.0", "as it was in v1") for name in first.released.types}
    return replace(first, released=replace(first.released, types=types))


@pytest.fixture
def learner(collection: Collection) -> Learner:
    """Who imported the first release, studied, and wrote into it."""
    new = Learner(collection)
    log = new.bring_in(GOLDEN / "v1.apkg")
    assert (len(log.new), log.found_notes) == (7, 7)
    for identity, grade in (("twice", 3), ("gradients-add", 3), ("integer-dtype", 1)):
        new.answer(identity, grade)
    for identity in ("second-backward", "governance"):
        collection.sched.suspend_cards([new.card(identity).id])
    collection.set_user_flag_for_cards(2, [new.card("gradients-add").id, new.card("twice").id])
    new.edit("gradients-add-output", Back="mine is better")
    assert collection.db
    collection.db.execute("update col set ls = scm + 1")  # as after a full sync
    assert not collection.schema_changed()
    return new
