"""The contract with everyone who has an earlier package: what importing a newer one may touch."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.utils import point_version

from deckgen.backends.anki.fields import field_values
from deckgen.backends.anki.package import compile_library, write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Card, CardId, Deck
from deckgen.releases.model import Released, ReleasedType
from deckgen.releases.update import compare, forecast, release
from tests_support import DATA, enter_proofs

pytestmark = pytest.mark.anki
GOLDEN = DATA / "golden"
V1, V2, V3 = 1_790_000_000, 1_791_000_000, 1_792_000_000
"""When three versions were released; v1.apkg carries the first. All lie before any import."""
IDS = {
    *("gradients-add", "gradients-add-fix", "gradients-add-output", "governance"),
    *("integer-dtype", "second-backward", "twice"),
}
KEEPS_TIMES = point_version() >= 250200
"""Anki before 25.02 dates an updated note with the import, not with the package."""

IF_NEWER, ALWAYS = 0, 1
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


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """The golden cards, remembered as the golden release; since then the note types changed."""
    folder = tmp_path / "golden"
    shutil.copytree(GOLDEN, folder)
    enter_proofs(folder / "verified_snippets")
    first = Source(folder, Released()).release("0.1.0", V1)
    types = {name: ReleasedType("0.1.0", "as it was in v1") for name in first.released.types}
    return replace(first, released=replace(first.released, types=types))


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with a collection that nothing but a sync has to follow."""

    collection: Collection

    def bring_in(self, package: Path, update_notes: int = IF_NEWER):  # type: ignore[no-untyped-def]
        """Import with the options Anki shows first, or others; returns its log."""
        options = ImportAnkiPackageOptions(
            with_scheduling=False,
            with_deck_configs=False,
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


def ids_in(entries: object) -> set[str]:
    """The cards of some lines of an import log."""
    return {entry.fields[0] for entry in entries}  # type: ignore[attr-defined]


def correct(source: Source) -> Source:
    """Two cards corrected and released: one reviewed and flagged, one suspended."""
    source.append("gradients-add", "Corrected: it accumulates.")
    source.append("second-backward", "Corrected: the buffers are gone.")
    return source.release("0.2.0", V2)


def test_exactly_the_corrected_cards_are_updated(learner: Learner, source: Source) -> None:
    before = learner.notes()
    log = learner.bring_in(correct(source).build())
    corrected = {"gradients-add", "second-backward"}
    assert (len(log.conflicting), len(log.new)) == (0, 0)
    assert ids_in(log.updated) == corrected
    assert ids_in(log.duplicate) == IDS - corrected
    after = learner.notes()
    assert {identity for identity in IDS if before[identity] != after[identity]} == corrected
    assert (after["gradients-add"][2] == V2) is KEEPS_TIMES
    assert "it accumulates" in learner.back("gradients-add")
    assert "buffers are gone" in learner.back("second-backward")


def test_the_build_foretells_the_log(learner: Learner, source: Source) -> None:
    source.append("twice", "Corrected.")
    source.edit("tensors", lambda page: page.replace("{#governance ", "{#foundation "))
    checked = source.checked()
    compiled = compile_library(checked)
    told = forecast(checked.released, compiled, compare(checked.released, compiled))
    assert (told.over, told.new, told.updated, told.unchanged) == ("0.1.0", 1, 1, 5)
    log = learner.bring_in(source.build())
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (1, 1, 5)


def test_no_schedule_review_flag_or_suspension_is_touched(learner: Learner, source: Source) -> None:
    before = learner.schedules()
    assert len(before) == 8 + 3
    learner.bring_in(correct(source).build())
    assert learner.schedules() == before


def test_what_the_learner_wrote_into_an_unchanged_card_stays(
    learner: Learner, source: Source
) -> None:
    learner.bring_in(correct(source).build())
    assert "mine is better" in learner.back("gradients-add-output")
    assert "mine" in learner.note("gradients-add-output").tags


def test_what_the_learner_wrote_after_the_correction_stays_too(
    learner: Learner, source: Source
) -> None:
    learner.edit("gradients-add", Back="later and mine")
    log = learner.bring_in(correct(source).build())
    assert ids_in(log.updated) == {"second-backward"}
    assert "later and mine" in learner.back("gradients-add")


def test_what_the_learner_wrote_before_the_correction_is_replaced(
    learner: Learner, source: Source
) -> None:
    source.append("gradients-add-output", "Corrected after all.")
    later = int(time.time()) + 3600
    log = learner.bring_in(source.release("0.2.0", later).build())
    assert ids_in(log.updated) == {"gradients-add-output"}
    assert "Corrected after all" in learner.back("gradients-add-output")
    assert "mine" not in learner.note("gradients-add-output").tags


def test_no_update_asks_for_a_full_sync(learner: Learner, source: Source) -> None:
    learner.bring_in(correct(source).build())
    assert not learner.collection.schema_changed()
    assert learner.collection.fix_integrity()[1]


def test_new_templates_and_styles_arrive_and_show_the_old_notes(
    learner: Learner, source: Source
) -> None:
    package = correct(source).build()
    learner.bring_in(package)
    for name, mod, kind in types_in(package):
        mine = learner.collection.models.by_name(name)
        assert mine
        assert mine["mod"] == mod == V2
        assert mine["css"].strip() == kind["css"].strip()
        for part in ("flds", "tmpls"):
            assert [(x["name"], x["id"]) for x in mine[part]] == [
                (x["name"], x["id"]) for x in kind[part]
            ]
        assert [t["afmt"] for t in mine["tmpls"]] == [t["afmt"] for t in kind["tmpls"]]
    for identity in IDS:
        for card in learner.note(identity).cards():
            output = card.render_output()
            assert "has a problem" not in output.question_text + output.answer_text


def test_the_package_a_learner_has_changes_nothing(learner: Learner, source: Source) -> None:
    package = correct(source).build()
    learner.bring_in(package)
    notes, cards = learner.notes(), learner.schedules()
    log = learner.bring_in(package)
    assert ids_in(log.duplicate) == IDS
    assert (learner.notes(), learner.schedules()) == (notes, cards)


def test_a_second_correction_arrives_where_anki_keeps_the_times_of_packages(
    learner: Learner, source: Source
) -> None:
    second = correct(source)
    learner.bring_in(second.build("v2"))
    second.append("gradients-add", "Corrected once more.")
    third = second.release("0.3.0", V3)
    package = third.build("v3")
    log = learner.bring_in(package)
    # an older Anki dated the note by the import of v2, which was later than the release of v3
    assert ids_in(log.updated) == ({"gradients-add"} if KEEPS_TIMES else set())
    assert len(log.conflicting) == 0
    assert ("once more" in learner.back("gradients-add")) is KEEPS_TIMES
    assert "mine is better" in learner.back("gradients-add-output")
    learner.bring_in(package, ALWAYS)
    assert "once more" in learner.back("gradients-add")
    assert "mine is better" not in learner.back("gradients-add-output")


def test_a_correction_released_after_the_last_import_arrives_in_every_anki(
    learner: Learner, source: Source
) -> None:
    second = correct(source)
    learner.bring_in(second.build("v2"))
    second.append("gradients-add", "Corrected once more.")
    third = second.release("0.3.0", int(time.time()) + 3600)
    log = learner.bring_in(third.build("v3"))
    assert ids_in(log.updated) == {"gradients-add"}
    assert "once more" in learner.back("gradients-add")


def test_a_learner_who_skips_a_release_gets_both(learner: Learner, source: Source) -> None:
    second = correct(source)
    second.append("twice", "Corrected in the third.")
    log = learner.bring_in(second.release("0.3.0", V3).build())
    # the learner's own Anki dated nothing yet: only reviews and edits came after v1
    assert ids_in(log.updated) == {"gradients-add", "second-backward", "twice"}


def test_a_spare_field_and_the_spare_template_can_be_named_and_used(
    learner: Learner, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_spare(card: Card, deck: Deck, checked: CheckedLibrary) -> dict[str, str]:
        filled = {"Extra4": "The other way round?"} if card.id == "gradients-add" else {}
        return field_values(card, deck, checked) | filled

    def rename_spares(database: sqlite3.Connection) -> None:
        (kinds,) = database.execute("select models from col").fetchone()
        renamed = kinds.replace("Extra4", "Reverse").replace('"Spare"', '"Reversed"')
        assert renamed.count("Reverse") > kinds.count("Extra4") > 0
        database.execute("update col set models = ?", (renamed,))

    monkeypatch.setattr("deckgen.backends.anki.compile.field_values", with_spare)
    before = learner.schedules()
    log = learner.bring_in(rewritten(correct(source).build(), rename_spares))
    assert len(log.conflicting) == 0
    assert ids_in(log.updated) == {"gradients-add", "second-backward"}
    note = learner.note("gradients-add")
    assert note["Reverse"] == "The other way round?"
    assert [card.template()["name"] for card in note.cards()] == ["Card", "Reversed"]
    assert "The other way round?" in note.cards()[1].render_output().question_text
    after = learner.schedules()
    assert [row for row in before if row not in after] == []
    assert len(after) == len(before) + 1
    assert not learner.collection.schema_changed()


def test_a_retired_card_says_so_and_what_replaces_it(learner: Learner, source: Source) -> None:
    source.edit("autograd", lambda page: f"{page}\n:retired: `gradients-add` asks it better.\n")
    before = learner.schedules()
    log = learner.bring_in(source.release("0.2.0", V2).build())
    assert ids_in(log.updated) == {"twice"}
    assert "This card is retired" in learner.back("twice")
    assert "asks it better" in learner.back("twice")
    (found,) = learner.collection.find_notes("tag:torchdeck::retired")
    assert found == learner.note("twice").id
    assert learner.schedules() == before


def test_a_note_the_learner_deleted_comes_back(learner: Learner, source: Source) -> None:
    learner.collection.remove_notes([learner.note("twice").id])
    log = learner.bring_in(correct(source).build())
    assert ids_in(log.new) == {"twice"}


def test_a_new_card_is_added_and_nothing_else(learner: Learner, source: Source) -> None:
    before = learner.schedules()
    source.edit("tensors", lambda page: page + NEW_CARD)
    log = learner.bring_in(source.release("0.2.0", V2).build())
    assert ids_in(log.new) == {"fresh"}
    assert (len(log.updated), ids_in(log.duplicate)) == (0, IDS)
    assert [row for row in before if row not in learner.schedules()] == []
    assert deck_of(learner, "fresh") == "Mini::Tensors"


NEW_CARD = """
## What is new? {#fresh .recall .junior}

---

This.

:source: https://pytorch.org
:unproven: nothing to run
"""


def test_another_order_of_files_and_cards_changes_nothing(learner: Learner, source: Source) -> None:
    def reverse(page: str) -> str:
        head, *cards = page.split("\n## ")
        return "\n## ".join((head, *(f"{card.strip()}\n" for card in reversed(cards))))

    source.edit("autograd", reverse)
    path = source.folder / "cards" / "deck.toml"
    path.write_text(path.read_text().replace('"tensors", "autograd"', '"autograd", "tensors"'))
    assert source.checked().library.cards[0].id == "twice"
    assert compare(source.released, compile_library(source.checked())).cards == ()
    notes, cards = learner.notes(), learner.schedules()
    log = learner.bring_in(source.build())
    assert ids_in(log.duplicate) == IDS
    assert (learner.notes(), learner.schedules()) == (notes, cards)


def rename(source: Source) -> Source:
    """The topic of two cards renamed, with a third card in it, and released."""
    source.edit("tensors", lambda page: page.replace("deck: Tensors", "deck: Arrays") + NEW_CARD)
    return source.release("0.2.0", V2)


def test_a_renamed_topic_leaves_cards_where_they_are(learner: Learner, source: Source) -> None:
    before = learner.schedules()
    log = learner.bring_in(rename(source).build())
    assert len(log.conflicting) == 0
    assert deck_of(learner, "governance") == "Mini::Tensors"
    assert deck_of(learner, "fresh") == "Mini::Arrays"
    assert [row for row in before if row not in learner.schedules()] == []


def test_a_learner_who_follows_the_remedy_has_one_deck(learner: Learner, source: Source) -> None:
    (move,) = compare(
        source.released,
        compile_library(replace(rename(source), released=source.released).checked()),
    ).moves
    assert (move.old, move.new, move.renamed) == ("Mini::Tensors", "Mini::Arrays", True)
    old = learner.collection.decks.by_name(move.old)
    assert old
    learner.collection.decks.rename(old, move.new)
    learner.bring_in(source.release("0.2.0", V2).build())
    assert deck_of(learner, "governance") == deck_of(learner, "fresh") == "Mini::Arrays"
    assert learner.collection.decks.by_name("Mini::Tensors") is None


def test_a_note_cannot_become_one_of_the_other_type(learner: Learner, source: Source) -> None:
    source.edit(
        "tensors",
        lambda page: page.replace(
            "{#governance .recall .mid}", "{#governance .cloze .mid}"
        ).replace("\n---\n\nA foundation.", "\n{{c1::A foundation}} does.\n\n---\n\nSince 2022."),
    )
    checked = check_library(source.folder / "cards", source.folder / "verified_snippets")
    assert checked.problems == ()  # nobody remembers a release here
    log = learner.bring_in(source.build())
    assert ids_in(log.conflicting) == {"governance"}


def deck_of(learner: Learner, identity: str) -> str:
    """The name of the deck a card is in."""
    return learner.collection.decks.name(learner.card(identity).did)


def types_in(package: Path) -> list[tuple[str, int, dict[str, Any]]]:
    """Name, time and content of the note types of a package."""
    with zipfile.ZipFile(package) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        kinds = json.loads(database.execute("select models from col").fetchone()[0])
    return [(kind["name"], kind["mod"], kind) for kind in kinds.values()]


def rewritten(package: Path, change: Callable[[sqlite3.Connection], None]) -> Path:
    """The package with its database changed."""
    path = package.with_name("rewritten.apkg")
    with zipfile.ZipFile(package) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        change(database)
        database.commit()
        with zipfile.ZipFile(path, "w") as new:
            new.writestr("collection.anki2", database.serialize())
            new.writestr("media", archive.read("media"))
    return path


def test_the_golden_package_is_of_every_card(source: Source) -> None:
    assert {CardId(identity) for identity in IDS} == source.released.cards.keys()
