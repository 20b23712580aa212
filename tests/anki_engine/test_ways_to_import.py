"""What an import does to a learner in each way there is to make it, and after what learners do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from anki.collection import (
    Collection,
    ImportCsvRequest,
    ImportLogWithChanges,
    NoteIdsLimit,
)

from anki_learner import (
    ALWAYS,
    GOLDEN,
    IDS,
    NEVER,
    NEW_CARD,
    V2,
    Learner,
    Source,
    correct,
    deck_of,
    ids_in,
)

pytestmark = pytest.mark.anki
CORRECTED = {"gradients-add", "second-backward"}


# Eleven ways to import. By default, twice, and another correction: see test_update.py.


def test_the_older_package_takes_nothing_back(learner: Learner, source: Source) -> None:
    learner.bring_in(correct(source).build())
    before, cards = learner.notes(), learner.schedules()
    log = learner.bring_in(GOLDEN / "v1.apkg")
    assert ids_in(log.duplicate) == IDS
    assert (learner.notes(), learner.schedules()) == (before, cards)


@pytest.mark.parametrize("option", ["with_scheduling", "with_deck_configs"])
def test_progress_and_presets_of_the_package_change_no_card(
    learner: Learner, source: Source, option: str
) -> None:
    before = learner.schedules()
    presets = learner.collection.decks.all_config()
    log = learner.bring_in(correct(source).build(), **{option: True})
    assert ids_in(log.updated) == CORRECTED
    assert learner.schedules() == before
    assert learner.collection.decks.all_config() == presets


def test_always_brings_every_correction_and_takes_own_edits(
    learner: Learner, source: Source
) -> None:
    log = learner.bring_in(correct(source).build(), ALWAYS)
    assert ids_in(log.updated) == CORRECTED | {"gradients-add-output"}
    assert "mine is better" not in learner.back("gradients-add-output")


def test_never_brings_new_cards_alone(learner: Learner, source: Source) -> None:
    source.edit("tensors", lambda page: page + NEW_CARD)
    before = learner.notes()
    log = learner.bring_in(correct(source).build(), NEVER)
    assert (ids_in(log.new), len(log.updated)) == ({"fresh"}, 0)
    after = learner.notes()
    assert {identity: after[identity] for identity in before} == before


def test_merging_note_types_asks_for_no_full_sync_where_they_are_the_same(
    learner: Learner, source: Source
) -> None:
    log = learner.bring_in(correct(source).build(), merge_notetypes=True)
    assert ids_in(log.updated) == CORRECTED
    assert "mine is better" in learner.back("gradients-add-output")
    assert not learner.collection.schema_changed()


def test_who_had_an_unreleased_package_gets_the_release(learner: Learner, source: Source) -> None:
    source.append("gradients-add", "A draft.")
    learner.bring_in(source.build("draft"))
    assert "A draft." in learner.back("gradients-add")
    source.edit("autograd", lambda page: page.replace("A draft.", "Its final words."))
    learner.bring_in(source.release("0.2.0", int(time.time()) + 60).build("release"))
    assert "Its final words." in learner.back("gradients-add")


def test_a_renamed_parent_keeps_its_cards_and_the_old_name_comes_back_for_new_ones(
    learner: Learner, source: Source
) -> None:
    decks = learner.collection.decks
    old = decks.by_name("Mini")
    assert old
    decks.rename(old, "Mine")
    source.edit("tensors", lambda page: page + NEW_CARD)
    log = learner.bring_in(correct(source).build())
    assert ids_in(log.updated) == CORRECTED
    assert deck_of(learner, "gradients-add") == "Mine::010 Autograd"
    assert deck_of(learner, "fresh") == "Mini::005 Tensors"


def with_field(collection: Collection) -> None:
    kind = collection.models.by_name("torchdeck")
    assert kind
    collection.models.add_field(kind, collection.models.new_field("My own"))
    collection.models.update_dict(kind)


def with_template(collection: Collection) -> None:
    kind = collection.models.by_name("torchdeck")
    assert kind
    template = collection.models.new_template("My own")
    template["qfmt"], template["afmt"] = "{{Question}}?", "{{Back}}"
    collection.models.add_template(kind, template)
    collection.models.update_dict(kind)


@pytest.mark.parametrize("change", [with_field, with_template])
def test_an_own_field_or_template_stops_corrections_until_note_types_are_merged(
    learner: Learner, source: Source, change: object
) -> None:
    change(learner.collection)  # type: ignore[operator]
    if change is with_field:
        learner.edit("gradients-add", **{"My own": "asked at Acme"})
    package = correct(source).build()
    log = learner.bring_in(package)
    assert ids_in(log.conflicting) >= CORRECTED
    assert "it accumulates" not in learner.back("gradients-add")
    log = learner.bring_in(package, ALWAYS, merge_notetypes=True)
    assert len(log.conflicting) == 0
    assert "it accumulates" in learner.back("gradients-add")
    assert learner.collection.schema_changed()  # the next sync goes one way
    if change is with_field:
        assert learner.note("gradients-add")["My own"] == ""


# What learners do between a release and their import


@pytest.mark.parametrize("tag", ["leech", "marked"])
def test_a_tag_after_the_release_keeps_the_correction_away_until_notes_are_always_updated(
    learner: Learner, source: Source, tag: str
) -> None:
    package = correct(source).build()
    learner.collection.tags.bulk_add([learner.note("gradients-add").id], tag)
    assert ids_in(learner.bring_in(package).updated) == {"second-backward"}
    log = learner.bring_in(package, ALWAYS)
    assert "gradients-add" in ids_in(log.updated)
    assert "it accumulates" in learner.back("gradients-add")
    assert not learner.note("gradients-add").has_tag(tag)


def test_a_tag_before_the_release_goes_with_the_correction(
    learner: Learner, source: Source
) -> None:
    learner.collection.tags.bulk_add([learner.note("gradients-add").id], "hard")
    learner.collection.tags.bulk_add([learner.note("twice").id], "hard")
    second = correct(source)
    source.append("gradients-add", "Once more.")
    package = second.release("0.3.0", int(time.time()) + 60).build()
    learner.bring_in(package)
    assert not learner.note("gradients-add").has_tag("hard")
    assert learner.note("twice").has_tag("hard")


def test_a_retired_card_reaches_who_has_it_and_nobody_else(
    learner: Learner, source: Source, tmp_path: Path
) -> None:
    source.edit("autograd", lambda page: f"{page}\n:retired: `gradients-add` asks it better.\n")
    package = source.release("0.2.0", V2).build()
    before = learner.schedules()
    learner.bring_in(package)
    assert "This card is retired" in learner.back("twice")
    assert learner.schedules() == before
    fresh = Learner(Collection(str(tmp_path / "fresh.anki2")))
    assert len(fresh.bring_in(package).new) == len(IDS)
    assert fresh.collection.find_cards("Id:twice") == []
    assert fresh.collection.fix_integrity()[1]
    (made,) = fresh.collection.find_cards("Id:twice")  # Check Database makes the missing card
    front = fresh.collection.get_card(made).render_output().question_text
    assert "Retired." in front
    log = fresh.bring_in(package)
    assert ids_in(log.duplicate) == IDS
    fresh.collection.close()


# My notes


def test_own_notes_stay_until_the_card_is_corrected(learner: Learner, source: Source) -> None:
    for identity in ("gradients-add", "twice"):
        learner.edit(identity, **{"My notes": "asked at Acme"})
    assert "asked at Acme" in learner.back("twice")
    second = correct(source)
    learner.bring_in(second.build())  # edited after the release: the note is newer
    assert "asked at Acme" in learner.back("gradients-add")
    source.append("gradients-add", "Once more.")
    learner.bring_in(second.release("0.3.0", int(time.time()) + 60).build())
    assert "asked at Acme" not in learner.back("gradients-add")
    assert "asked at Acme" in learner.back("twice")


def test_own_notes_that_were_exported_come_back(
    learner: Learner, source: Source, tmp_path: Path
) -> None:
    learner.edit("gradients-add", **{"My notes": "asked at Acme"})
    note = learner.note("gradients-add")
    assert learner.collection.find_notes('"My notes:_*"') == [note.id]
    collection, path = learner.collection, tmp_path / "notes.txt"
    collection.export_note_csv(
        out_path=str(path),
        limit=NoteIdsLimit([note.id]),
        with_html=True,
        with_tags=False,
        with_deck=False,
        with_notetype=False,
        with_guid=True,
    )
    source.append("gradients-add", "Corrected.")
    learner.bring_in(source.release("0.2.0", int(time.time()) + 60).build())
    assert "asked at Acme" not in learner.back("gradients-add")
    log = bring_back(collection, path)
    assert len(log.log.updated) == 1
    assert "asked at Acme" in learner.back("gradients-add")
    assert "Corrected." in learner.back("gradients-add")


def bring_back(collection: Collection, path: Path) -> ImportLogWithChanges:
    """Import exported notes, but only *My notes* of them, as docs/anki.md says."""
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    kind = collection.models.by_name("torchdeck")
    assert kind
    names = [field["name"] for field in kind["flds"]]
    columns = [names.index("My notes") + 2 if name == "My notes" else 0 for name in names]
    metadata.global_notetype.id = kind["id"]
    del metadata.global_notetype.field_columns[:]
    metadata.global_notetype.field_columns.extend(columns)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
