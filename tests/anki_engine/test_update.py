"""The contract with everyone who has an earlier package: what importing a newer one may touch."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anki_learner import (
    ALWAYS,
    IDS,
    KEEPS_TIMES,
    NEW_CARD,
    V2,
    V3,
    Learner,
    Source,
    correct,
    deck_of,
    ids_in,
)
from deckgen.backends.anki import note, notetypes
from deckgen.backends.anki.fields import field_values
from deckgen.backends.anki.package import compile_library
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Card, CardId
from deckgen.releases.update import compare, forecast

pytestmark = pytest.mark.anki


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


SPARE = "{{#Unused 2}}{{Unused 2}}{{/Unused 2}}"
"""The spare template once it is used."""


def test_a_spare_field_and_the_spare_template_can_be_named_and_used(
    learner: Learner, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = notetypes._read

    def with_spare(card: Card, checked: CheckedLibrary) -> dict[str, str]:
        filled = {"Unused 2": "The other way round?"} if card.id == "gradients-add" else {}
        return field_values(card, checked) | filled

    def rename_spares(database: sqlite3.Connection) -> None:
        (kinds,) = database.execute("select models from col").fetchone()
        renamed = kinds.replace("Unused 2", "Reverse").replace('"Spare"', '"Reversed"')
        assert renamed.count("Reverse") > kinds.count("Unused 2") > 0
        database.execute("update col set models = ?", (renamed,))

    monkeypatch.setattr("deckgen.backends.anki.compile.field_values", with_spare)
    monkeypatch.setattr(notetypes, "_read", lambda name: SPARE if "spare" in name else read(name))
    monkeypatch.setattr(notetypes, "question_type", notetypes.question_type.__wrapped__)
    monkeypatch.setattr(note, "question_type", notetypes.question_type)
    before = learner.schedules()
    log = learner.bring_in(rewritten(correct(source).build(), rename_spares))
    assert len(log.conflicting) == 0
    assert ids_in(log.updated) == {"gradients-add", "second-backward"}
    found = learner.note("gradients-add")
    assert found["Reverse"] == "The other way round?"
    assert [card.template()["name"] for card in found.cards()] == ["Card", "Reversed"]
    assert "The other way round?" in found.cards()[1].render_output().question_text
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
    assert deck_of(learner, "fresh") == "Mini::005 Tensors"


def test_another_order_of_files_and_cards_changes_nothing(learner: Learner, source: Source) -> None:
    def reverse(page: str) -> str:
        head, *cards = page.split("\n## ")
        return "\n## ".join((head, *(f"{card.strip()}\n" for card in reversed(cards))))

    source.edit("autograd", reverse)
    path = source.folder / "cards" / "deck.toml"
    path.write_text(path.read_text().replace("tensors = 5", "tensors = 15"))
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
    assert deck_of(learner, "governance") == "Mini::005 Tensors"
    assert deck_of(learner, "fresh") == "Mini::005 Arrays"
    assert [row for row in before if row not in learner.schedules()] == []


def test_a_learner_who_follows_the_remedy_has_one_deck(learner: Learner, source: Source) -> None:
    (move,) = compare(
        source.released,
        compile_library(replace(rename(source), released=source.released).checked()),
    ).moves
    assert (move.old, move.new, move.renamed) == ("Mini::005 Tensors", "Mini::005 Arrays", True)
    old = learner.collection.decks.by_name(move.old)
    assert old
    learner.collection.decks.rename(old, move.new)
    learner.bring_in(source.release("0.2.0", V2).build())
    assert deck_of(learner, "governance") == deck_of(learner, "fresh") == "Mini::005 Arrays"
    assert learner.collection.decks.by_name("Mini::005 Tensors") is None


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


def test_the_deck_says_its_version_and_what_is_new_and_its_cards_when_they_came(
    learner: Learner, source: Source
) -> None:
    config = source.folder / "cards" / "deck.toml"
    address = "https://example.org/deck"
    config.write_text(f'home = "{address}"\n{config.read_text()}')
    source.edit("tensors", lambda page: page + NEW_CARD)
    learner.bring_in(correct(source).build())
    deck = learner.collection.decks.by_name("Mini")
    assert deck
    assert deck["desc"].split("<br>") == [
        "8 cards · version 0.2.0",
        "New in 0.2.0: 1 · corrected: 2",
        f'Updates and error reports: <a href="{address}">{address}</a>',
    ]
    for identity, since in (("fresh", "0_2_0"), ("gradients-add", "0_1_0")):
        assert f"torchdeck::added::{since}" in learner.note(identity).tags


def test_the_editor_says_what_the_learners_own_field_is_for(
    learner: Learner, source: Source
) -> None:
    learner.bring_in(correct(source).build())
    kind = learner.collection.models.by_name("torchdeck")
    assert kind
    said = {field["name"]: field["description"] for field in kind["flds"]}
    assert said["My notes"].startswith("Yours; shown below the answer.")
    assert said["Unused 2"].endswith("Shown nowhere.")
