from __future__ import annotations

import html
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards

pytestmark = pytest.mark.anki
STAMP = 1_790_000_000


@pytest.fixture
def checked(mini_cards: Path) -> CheckedLibrary:
    found = check_library(mini_cards, default_snippets(mini_cards))
    assert found.problems == ()
    return found


@pytest.fixture
def package(checked: CheckedLibrary, tmp_path: Path) -> Path:
    path = tmp_path / "mini.apkg"
    assert write_package(checked, path, STAMP) == 7
    return path


def bring_in(collection: Collection, path: Path):  # type: ignore[no-untyped-def]
    """Import a package with the options Anki shows first; returns its log."""
    options = ImportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    log = collection.import_anki_package(request).log
    collection.models._clear_cache()
    return log


def rendered(collection: Collection, card_id: str) -> list[tuple[str, str]]:
    """Front and back of every card of a note."""
    pages = []
    for cid in collection.find_cards(f"Id:{card_id}"):
        output = collection.get_card(cid).render_output()
        pages.append((output.question_text, output.answer_text))
    return pages


def notes_and_schema(collection: Collection) -> tuple[object, object]:
    """All notes, and the time of the last change that would force a full sync."""
    assert collection.db
    notes = collection.db.all("select id, mod, flds, tags from notes order by id")
    return notes, collection.db.scalar("select scm from col")


def text_of(page: str) -> str:
    """What a person reads on a page."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_every_card_arrives_and_renders(collection: Collection, package: Path) -> None:
    log = bring_in(collection, package)
    assert (log.found_notes, len(log.new), len(log.conflicting)) == (7, 7, 0)
    assert collection.card_count() == 8  # the cloze note has two gaps
    for cid in collection.find_cards(""):
        output = collection.get_card(cid).render_output()
        for page in (output.question_text, output.answer_text):
            assert "has a problem" not in page
            assert "{{" not in page
            assert len(text_of(page).strip()) > 10
    assert collection.fix_integrity()[1]
    assert not collection.media.check().missing
    assert not collection.get_empty_cards().notes


def test_importing_twice_changes_nothing(collection: Collection, package: Path) -> None:
    bring_in(collection, package)
    before, schema = notes_and_schema(collection)
    log = bring_in(collection, package)
    assert (len(log.duplicate), len(log.new), len(log.updated)) == (7, 0, 0)
    assert notes_and_schema(collection) == (before, schema)


def test_a_corrected_answer_keeps_the_review(
    collection: Collection, checked: CheckedLibrary, package: Path, mini_cards: Path, tmp_path: Path
) -> None:
    bring_in(collection, package)
    (cid,) = collection.find_cards("Id:twice")
    card = collection.get_card(cid)
    card.start_timer()
    collection.sched.answerCard(card, 3)
    reps = collection.get_card(cid).reps
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text() + "\nA second thought.\n")
    again = check_library(mini_cards, default_snippets(mini_cards))
    write_package(again, tmp_path / "next.apkg", STAMP + 60)
    log = bring_in(collection, tmp_path / "next.apkg")
    assert len(log.conflicting) == 0
    assert len(log.new) == 0
    assert "A second thought." in rendered(collection, "twice")[0][1]
    assert collection.get_card(cid).reps == reps == 1


def test_code_is_read_as_it_was_written(
    collection: Collection, checked: CheckedLibrary, package: Path
) -> None:
    bring_in(collection, package)
    for card in checked.library.cards:
        for name in card.snippets:
            page = text_of(rendered(collection, card.id)[0][1])
            if card.kind != "cloze":
                assert checked.snippet_library.snippets[name].card.text in page
    page = rendered(collection, "integer-dtype")[0][1]
    for kept in ("List<int>", "<unk>", "[sound:x]", "{{c1}}", "x[::2]", "\\(", "{'x': {'dtype'"):
        assert kept in text_of(page)


def test_a_cloze_hides_its_own_gap_and_shows_the_others(
    collection: Collection, package: Path
) -> None:
    bring_in(collection, package)
    (first, first_back), (second, _) = rendered(collection, "integer-dtype")
    assert "[dtype]" in text_of(first)
    assert "torch.tensor([1, 2, 3]" not in text_of(first)
    assert "x[::2]" in text_of(first)
    assert "torch.tensor([1, 2, 3]" in text_of(second)
    assert "y = [...]" in text_of(second)
    assert "torch.int64" in text_of(first_back)


def test_the_question_stays_above_the_answer(collection: Collection, package: Path) -> None:
    bring_in(collection, package)
    ((_, back),) = rendered(collection, "gradients-add")
    words = text_of(back)
    assert words.index("Why do gradients") < words.index("adds into")
    assert "a second backward() adds to .grad" in words


def test_cards_are_new_in_the_order_of_the_files(
    collection: Collection, checked: CheckedLibrary, package: Path
) -> None:
    bring_in(collection, package)
    assert collection.db
    rows = collection.db.all(
        "select n.sfld from cards c join notes n on n.id = c.nid where c.ord = 0 order by c.due"
    )
    assert [row[0] for row in rows] == [card.id for card in checked.library.cards]


def test_subdecks_and_tags_say_where_a_card_belongs(collection: Collection, package: Path) -> None:
    bring_in(collection, package)
    names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Mini::Autograd", "Mini::Tensors"} <= names
    assert collection.find_notes("deck:Mini::Autograd tag:torchdeck::kind::fix")
    assert collection.find_notes("tag:torchdeck::origin::q07 tag:torchdeck::topic::autograd")
    assert not collection.find_notes("tag:torchdeck::state::*")


def test_no_field_or_template_holds_a_script_or_a_foreign_file(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        database = archive.read("collection.anki2")
        assert archive.read("media") == b"{}"
    for word in (b"<script", b"style=", b"src=", b"@import", b"url("):
        assert word not in database


def test_the_same_cards_give_the_same_bytes(mini_cards: Path, package: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from deckgen.checks.check import check_library;"
        "from deckgen.snippets.library import default_snippets;"
        "from deckgen.backends.anki.package import write_package;"
        "c = Path(sys.argv[1]);"
        "write_package(check_library(c, default_snippets(c)), Path(sys.argv[2]), int(sys.argv[3]))"
    )
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        other = package.with_name(f"{seed}.apkg")
        subprocess.run(
            [sys.executable, "-c", program, str(mini_cards), str(other), str(STAMP)],
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        )
        assert other.read_bytes() == package.read_bytes()


def test_identity_follows_the_id_and_nothing_else(checked: CheckedLibrary, package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    (guid,) = database.execute("select guid from notes where sfld = 'twice'").fetchone()
    models = json.loads(database.execute("select models from col").fetchone()[0])
    database.close()
    # written down, for a learner's history hangs on them
    assert guid == "PEkw7{x$S#"
    fields = "Id,Question,{},Hints,Back,Proof,Source,Kind,{},Wrong,My notes,Unused 2,Proven"
    for model_id, own, templates in (
        (1732291200001, ("Front", "Typed"), {"Card": 1000, "Spare": 2000}),
        (1732291200002, ("Text", "Unused 1"), {"Cloze": 1000}),
    ):
        model = models[str(model_id)]
        assert [(field["name"], field["id"] - model_id) for field in model["flds"]] == [
            (name, 100 * n) for n, name in enumerate(fields.format(*own).split(","), 1)
        ]
        assert {t["name"]: t["id"] - model_id for t in model["tmpls"]} == templates


@pytest.mark.parametrize("night", [False, True])
def test_the_style_names_both_themes(collection: Collection, package: Path, night: bool) -> None:
    bring_in(collection, package)
    css = collection.get_card(collection.find_cards("")[0]).render_output().css
    rules = re.findall(r"([^{}]+)\{[^}]*\}", css)
    scoped = [rule for rule in rules if ".hl .k" in rule and (".nightMode" in rule) is night]
    assert scoped


def test_the_deck_itself_arrives_whole(collection: Collection, tmp_path: Path) -> None:
    cards = default_cards()
    deck = check_library(cards, default_snippets(cards))
    write_package(deck, tmp_path / "deck.apkg", STAMP)
    log = bring_in(collection, tmp_path / "deck.apkg")
    assert len(log.new) == log.found_notes == len(deck.library.cards) >= 60
    for cid in collection.find_cards(""):
        output = collection.get_card(cid).render_output()
        assert "has a problem" not in output.question_text + output.answer_text
    assert collection.fix_integrity()[1]
    assert not collection.get_empty_cards().notes
