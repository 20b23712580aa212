from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main
from deckgen.releases.changelog import insert_section
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards
from tests_support import REPOSITORY, enter_proofs, enter_readings
from verified_snippets.kit.ledger import read_ledger, write_ledger

T1, T2 = 1_790_000_000, 1_790_500_000


def run(*arguments: str | Path, at: int = T2) -> Result:
    env = {"SOURCE_DATE_EPOCH": str(at)}
    done = CliRunner().invoke(main, [str(a) for a in arguments], env=env)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def release(cards: Path, version: str, at: int) -> Result:
    enter_readings(cards, default_snippets(cards))
    return run("release", version, "--cards", cards, at=at)


def build(cards: Path, *options: str, at: int = T2) -> Result:
    return run("build", "--cards", cards, "-o", cards.parent / "deck.apkg", *options, at=at)


@pytest.fixture
def cards(mini_cards: Path) -> Path:
    """The cards of the small library, released as 0.1.0."""
    done = release(mini_cards, "0.1.0", T1)
    assert (done.exit_code, done.stderr) == (0, "0.1.0: 7 new, 0 corrected, 0 retired\n")
    return mini_cards


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def remembered(cards: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((cards / "released.json").read_text())
    assert isinstance(found, dict)
    return found


def times(cards: Path) -> dict[str, int]:
    """The times of notes, by card, and of note types, by name, in the package last built."""
    with (
        zipfile.ZipFile(cards.parent / "deck.apkg") as archive,
        closing(sqlite3.connect(":memory:")) as database,
    ):
        database.deserialize(archive.read("collection.anki2"))
        notes = dict(database.execute("select sfld, mod from notes").fetchall())
        cells = dict(
            database.execute("select n.sfld, c.mod from cards c join notes n on n.id = nid")
        )
        kinds = json.loads(database.execute("select models from col").fetchone()[0])
    assert cells == notes
    return notes | {kind["name"]: kind["mod"] for kind in kinds.values()}


def changelog(cards: Path) -> str:
    return (cards.parent / "CHANGELOG.md").read_text()


def forecast(cards: Path, *options: str) -> tuple[object, ...]:
    facts = json.loads(build(cards, "--json", *options).stdout)
    return tuple(facts[key] for key in ("over", "new", "updated", "unchanged", "unreleased"))


def test_a_release_remembers_every_card_on_a_line_of_its_own(cards: Path) -> None:
    lines = (cards / "released.json").read_text().splitlines()
    ids = [found[1] for line in lines if (found := re.match(r'"([a-z-]+)": \{"since"', line))]
    assert ids == sorted(remembered(cards)["cards"])
    assert len(ids) == 7
    twice = remembered(cards)["cards"]["twice"]
    assert (twice["since"], twice["release"], twice["deck"]) == ("0.1.0", "0.1.0", "Mini::Autograd")
    assert remembered(cards)["releases"] == {"0.1.0": T1}


def test_a_release_names_the_files_it_wrote(mini_cards: Path) -> None:
    done = release(mini_cards, "0.1.0", T1)
    page = mini_cards.parent / "CHANGELOG.md"
    assert done.stdout.splitlines() == [str(page), str(mini_cards / "released.json")]
    assert "- 2 new in Tensors.\n- 5 new in Autograd.\n" in page.read_text()
    assert "look different" not in page.read_text()


def test_another_highlighter_changes_no_card(cards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deckgen.render.html.highlight", lambda code, _: [("nc", c) for c in code])
    build(cards, at=T2)
    assert set(times(cards).values()) == {T1}


def test_what_is_released_carries_the_time_of_its_release(cards: Path) -> None:
    build(cards, at=T2)
    assert set(times(cards).values()) == {T1}
    edit(cards / "autograd.md", "`backward()` **adds**", "Each `backward()` **adds**")
    release(cards, "0.2.0", T2)
    build(cards, at=T2 + 10)
    found = times(cards)
    assert found.pop("gradients-add") == T2
    assert set(found.values()) == {T1}


def test_a_second_release_changes_the_lines_of_changed_cards_only(cards: Path) -> None:
    before = (cards / "released.json").read_text().splitlines()
    edit(cards / "autograd.md", "`backward()` **adds**", "Each `backward()` **adds**")
    done = release(cards, "0.2.0", T2)
    assert done.stderr == "0.2.0: 0 new, 1 corrected, 0 retired\n"
    after = (cards / "released.json").read_text().splitlines()
    changed = [line.partition(":")[0] for line in after if line not in before]
    assert changed == ['"0.1.0"', '"0.2.0"', '"gradients-add"']  # a comma after the first
    card = remembered(cards)["cards"]["gradients-add"]
    assert (card["since"], card["release"]) == ("0.1.0", "0.2.0")


@pytest.mark.parametrize(
    ("page", "old", "new", "cards_and_parts"),
    [
        (
            "autograd",
            "Why do gradients add up?",
            "Why?",
            {"gradients-add": "question", "integer-dtype": "sources"},  # which refers to it
        ),
        ("autograd", "## Write", "## Write it:", {"twice": "question"}),
        ("tensors", "A list of Python", "Any list of Python", {"integer-dtype": "front"}),
        ("autograd", "`backward()` **adds**", "It **adds**", {"gradients-add": "answer"}),
        ("autograd", "two losses.", "three losses.", {"gradients-add": "hints"}),
        ("autograd", "stable/notes/autograd", "stable/autograd", {"gradients-add": "sources"}),
        ("tensors", ":unproven: history", ":unproven: the past", {"governance": "proof"}),
        (
            "autograd",
            ":hint: Think of two losses.\n:hint: Think of `+=`.",
            "",
            {"gradients-add": "hints"},
        ),
        ("autograd", ".write .senior", ".write .mid", {"twice": "kind and tags"}),
        ("autograd", ":origin: q07", ":origin: q08", {"gradients-add": "tags"}),
    ],
)
def test_the_changelog_says_what_changed(
    cards: Path, page: str, old: str, new: str, cards_and_parts: dict[str, str]
) -> None:
    edit(cards / f"{page}.md", old, new)
    release(cards, "0.2.0", T2)
    section = changelog(cards).partition("## 0.1.0")[0]
    for identity, parts in cards_and_parts.items():
        assert f"- 1 changed in {parts}: `{identity}`." in section
    assert section.count("changed in") == len(cards_and_parts)


def test_a_new_proof_of_the_same_state_is_no_change(cards: Path) -> None:
    path = cards.parent / "verified_snippets" / "proofs" / "cpu.json"
    before = path.read_text()
    path.write_text(before.replace("2.13.0", "2.14.0").replace("2026-11-22", "2026-12-24"))
    assert path.read_text() != before
    assert forecast(cards) == (None, 7, 0, 0, 0)
    done = release(cards, "0.2.0", T2)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "nothing changed since 0.1.0: nothing to release\n"


def test_a_first_run_on_a_gpu_is_no_change(cards: Path) -> None:
    enter_proofs(cards.parent / "verified_snippets", "cuda", "NVIDIA H200")
    done = release(cards, "0.2.0", T2)
    assert done.stderr == "nothing changed since 0.1.0: nothing to release\n"


def test_unreleased_changes_are_counted_aloud_and_dated_now(cards: Path) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    edit(cards / "tensors.md", "A foundation.", "The PyTorch Foundation.")
    done = build(cards, at=T2)
    assert done.exit_code == 0
    assert done.stderr == (
        "2 cards changed since 0.1.0, dated now\n"
        "7 notes; over 0.1.0, Anki will say: 0 new, 2 updated, 5 unchanged\n"
        "a learner who edited or tagged such a card since 0.1.0 keeps the old one, "
        "and one who added a field or template gets none: docs/anki.md has the remedies\n"
    )
    found = times(cards)
    assert {identity for identity, time in found.items() if time == T2} == {
        "gradients-add",
        "governance",
    }
    assert set(found.values()) == {T1, T2}


def test_a_slow_clock_cannot_make_a_change_older_than_the_release(cards: Path) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    build(cards, at=T1 - 1000)
    assert times(cards)["gradients-add"] == T1 + 1
    release(cards, "0.2.0", T1)
    assert remembered(cards)["releases"] == {"0.1.0": T1, "0.2.0": T1 + 1}


def test_a_changed_note_type_is_counted_dated_and_released(
    cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckgen.backends.anki.notetypes import type_digests

    digests = {**type_digests(), "torchdeck": "new look"}
    monkeypatch.setattr("deckgen.backends.anki.package.type_digests", lambda: digests)
    assert "1 note type changed since 0.1.0, dated now\n" in build(cards, at=T2).stderr
    found = times(cards)
    assert found.pop("torchdeck") == T2
    assert set(found.values()) == {T1}
    release(cards, "0.2.0", T2)
    assert "- All cards look different: templates or styles changed." in changelog(cards)
    kinds = remembered(cards)["notetypes"]
    assert (kinds["torchdeck"]["release"], kinds["torchdeck"]["digest"]) == ("0.2.0", "new look")
    assert kinds["torchdeck cloze"]["release"] == "0.1.0"
    build(cards, at=T2 + 10)
    assert times(cards)["torchdeck"] == T2


@pytest.mark.parametrize("part", ["css", "templates", "name", "description"])
def test_whatever_a_note_type_shows_is_in_its_digest(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckgen.backends.anki.notetypes import question_type, type_digests

    before = type_digests()
    kind = question_type()
    if part == "css":
        monkeypatch.setattr(kind, "css", kind.css + ".x{}")
    elif part == "templates":
        monkeypatch.setitem(kind.templates[0], "afmt", "{{Back}}")
    else:
        monkeypatch.setitem(kind.fields[-1], part, "Other")
    after = type_digests()
    assert {name for name in before if before[name] != after[name]} == {"torchdeck"}


def test_the_build_foretells_what_anki_will_count(cards: Path) -> None:
    assert forecast(cards) == (None, 7, 0, 0, 0)
    edit(cards / "autograd.md", "two losses.", "three losses.")
    edit(cards / "autograd.md", "## Where is the bug?", f"{NEW_CARD}\n\n## Where is the bug?")
    edit(cards / "autograd.md", "return x + x\n```", "return x + x\n```\n\n:retired: Nothing.")
    assert forecast(cards) == ("0.1.0", 1, 2, 5, 3)
    release(cards, "0.2.0", T2)
    # the package of 0.2.0 itself is for those who have 0.1.0
    assert forecast(cards, "--released") == ("0.1.0", 1, 2, 5, 0)


NEW_CARD = """\
## Who made it? {#maker .recall .mid}

---

People.

:source: https://pytorch.org
:unproven: history cannot be run"""


def test_a_retired_card_is_told_with_what_replaces_it(cards: Path) -> None:
    edit(cards / "autograd.md", "return x + x\n```", "return x + x\n```\n\n:retired: Ask `*`.")
    done = release(cards, "0.2.0", T2)
    assert done.stderr == "0.2.0: 0 new, 0 corrected, 1 retired\n"
    assert "- Retired `twice`: Ask `*`.\n" in changelog(cards)
    assert remembered(cards)["cards"]["twice"]["retired"] is True
    edit(cards / "autograd.md", "Ask `*`.", "Ask for `*`.")
    release(cards, "0.3.0", T2 + 10)
    assert "- 1 changed in answer: `twice`." in changelog(cards)


def test_a_card_that_vanished_is_a_problem_at_its_line(cards: Path) -> None:
    edit(cards / "autograd.md", "{#twice .", "{#double .")
    path = cards / "released.json"
    line = next(n for n, row in enumerate(path.read_text().split("\n"), 1) if '"twice"' in row)
    wanted = (
        f"{path}:{line}: `twice` was released and is gone: "
        "keep the card and write `:retired:` what replaces it\n"
    )
    for done in (run("check", "--cards", cards), build(cards), release(cards, "0.2.0", T2)):
        assert done.exit_code == 1
        assert done.stderr.startswith(wanted + "1 problem\n")
    assert not (cards.parent / "deck.apkg").exists()


def test_a_file_that_cannot_be_read_does_not_make_its_cards_vanish(cards: Path) -> None:
    (cards / "autograd.md").write_bytes(b"\xff")
    done = run("check", "--cards", cards)
    assert "is gone" not in done.stderr
    assert "not UTF-8" in done.stderr


def test_a_card_cannot_become_a_cloze_card_once_released(cards: Path) -> None:
    edit(cards / "tensors.md", "{#governance .recall", "{#governance .cloze")
    edit(cards / "tensors.md", "\n---\n\nA foundation.", "\n{{c1::A foundation}}.\n\n---\n\nYes.")
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    assert f"{cards / 'tensors.md'}:25: `governance` was released as a question note" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("{\n", "", 1, "Extra data"),
        ('"twice": {', '"twice": [', 16, "Expecting"),
        ('"twice": {', '"gradients-add": {', 16, "`gradients-add` is there twice"),
        ('"releases": {', '"release": {', 1, "it does not hold `releases`"),
        ('"0.1.0": 179', '"0.1": 179', 3, "`0.1` isn't a version"),
        (': 1790000000\n', ': "yesterday"\n', 3, "`0.1.0` has no time"),
        (': 1790000000\n', ': 0\n', 3, "`0.1.0` has no time"),
        ('1790000000\n', '1790000000,\n"0.0.9": 1790000001\n', 4, "`0.0.9` isn't a version after"),
        ('1790000000\n', '1790000000,\n"0.2.0": 1789999999\n', 4, "`0.2.0` has no time after"),
        ('"twice": {"since": "0.1.0"', '"twice": {"since": "0.9.0"', 16, "`twice` isn't a card"),
        ('"torchdeck": {"release": "0.1.0"', '"torchdeck": {"release": 1', 6, "`torchdeck` isn't"),
        ('"deck": "Mini', '"deck": "\\ud800', 10, "`governance` isn't a card"),
        ('"note": "cloze"', '"note": "clozed"', 14, "`integer-dtype` isn't a card"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_a_problem_with_its_line(
    cards: Path, old: str, new: str, line: int, what: str
) -> None:
    path = cards / "released.json"
    edit(path, old, new)
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    first, *rest = done.stderr.splitlines()
    assert first.startswith(f"{path}:{line}: damaged: {what}")
    assert first.endswith("restore the file from the last commit; only `deckgen release` writes it")
    assert rest == ["1 problem"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[" * 100_000, b"1" * 5000, b"null", b"\xef\xbb\xbf{}"]
)
def test_a_file_of_nonsense_is_one_problem(cards: Path, content: bytes) -> None:
    path = cards / "released.json"
    path.write_bytes(content)
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{path}:1: ")
    assert done.stderr.endswith("1 problem\n")


def test_a_folder_in_place_of_the_file_is_a_problem(cards: Path) -> None:
    path = cards / "released.json"
    path.unlink()
    path.mkdir()
    assert f"{path}:1: it is a folder, not a file" in run("check", "--cards", cards).stderr


def test_a_renamed_topic_is_told_with_its_remedy(cards: Path) -> None:
    edit(cards / "tensors.md", "deck: Tensors", "deck: Arrays")
    remedy = "before importing, rename the deck in Anki: `Mini::Tensors` to `Mini::Arrays`"
    assert f"Mini::Tensors is now Mini::Arrays: tell learners: {remedy}\n" in build(cards).stderr
    release(cards, "0.2.0", T2)
    told = " ".join(changelog(cards).split())
    assert f"- `Mini::Tensors` is now `Mini::Arrays`: {remedy}." in told
    assert "tell learners" not in build(cards).stderr


def test_a_card_in_another_topic_is_told_with_its_remedy(cards: Path) -> None:
    text = (cards / "autograd.md").read_text()
    at = text.index("## Write `twice(x)`")
    (cards / "autograd.md").write_text(text[:at])
    path = cards / "tensors.md"
    path.write_text(f"{path.read_text()}\n{text[at:]}")
    remedy = "in Anki's browser, search `Id:twice` and change the deck to `Mini::Tensors`"
    assert f"Mini::Autograd is now Mini::Tensors: tell learners: {remedy}\n" in build(cards).stderr


def test_another_name_of_the_whole_deck_changes_no_card_but_is_told(cards: Path) -> None:
    edit(cards / "deck.toml", 'name = "Mini"', 'name = "Maxi"')
    assert build(cards, "--released").exit_code == 1
    told = build(cards).stderr
    for topic in ("Tensors", "Autograd"):
        assert f"rename the deck in Anki: `Mini::{topic}` to `Maxi::{topic}`\n" in told
    assert forecast(cards) == ("0.1.0", 0, 0, 7, 0)
    assert release(cards, "0.2.0", T2).stderr == "0.2.0: 0 new, 0 corrected, 0 retired\n"
    assert build(cards, "--released").exit_code == 0


def test_two_topics_made_one_are_no_renamed_deck(cards: Path) -> None:
    text = (cards / "tensors.md").read_text()
    (cards / "tensors.md").unlink()
    path = cards / "autograd.md"
    path.write_text(
        path.read_text().replace("deck: Autograd", "deck: All")
        + text[text.index("## Which dtype") :]
    )
    edit(cards / "deck.toml", '"tensors", ', "")
    told = build(cards).stderr
    assert told.count("in Anki's browser, search") == 2
    assert "search `Id:integer-dtype OR Id:governance`" in told


def test_the_order_of_cards_and_files_is_no_change(cards: Path) -> None:
    edit(cards / "deck.toml", '"tensors", "autograd"', '"autograd", "tensors"')
    assert release(cards, "0.2.0", T2).exit_code == 1


@pytest.mark.parametrize(
    "version", ["", "1", "0.2", "v0.2.0", "0.2.0-rc1", "0.02.0", "0.2.0\n", "٠.٢.٠"]
)
def test_a_version_is_three_numbers(cards: Path, version: str) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    before = (cards / "released.json").read_bytes(), changelog(cards)
    done = release(cards, version, T2)
    assert done.exit_code == 2
    assert "write three numbers, like 0.2.0" in done.stderr
    assert ((cards / "released.json").read_bytes(), changelog(cards)) == before


@pytest.mark.parametrize(
    ("version", "why"),
    [("0.1.0", "0.1.0 was released already"), ("0.0.9", "0.0.9 is not after 0.1.0")],
)
def test_a_version_comes_after_the_last(cards: Path, version: str, why: str) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    done = release(cards, version, T2)
    assert done.exit_code == 2
    assert why in done.stderr
    release(cards, "0.9.0", T2)
    edit(cards / "autograd.md", "three losses.", "four losses.")
    assert release(cards, "0.10.0", T2 + 1).exit_code == 0


def test_no_release_of_wrong_or_unproven_cards(mini_cards: Path) -> None:
    proofs = mini_cards.parent / "verified_snippets" / "proofs" / "cpu.json"
    ledger = read_ledger(proofs)
    write_ledger(proofs, {key: ledger[key] for key in list(ledger)[1:]})
    done = release(mini_cards, "0.1.0", T1)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "has no proof of its present text" in done.stderr
    assert done.stderr.endswith("nothing was released\n")
    assert not (mini_cards / "released.json").exists()
    assert not (mini_cards.parent / "CHANGELOG.md").exists()


def test_a_changelog_that_cannot_be_read_stops_the_release(cards: Path) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    page = cards.parent / "CHANGELOG.md"
    page.write_bytes(b"\xff")
    done = release(cards, "0.2.0", T2)
    assert done.exit_code == 1
    assert f"{page}:1: this line is not UTF-8" in done.stderr
    page.unlink()
    page.symlink_to("gone")
    done = release(cards, "0.2.0", T2)
    assert done.exit_code == 1
    assert f"{page}:1: the link leads to `gone`, which is missing" in done.stderr
    assert list(remembered(cards)["releases"]) == ["0.1.0"]


@pytest.mark.parametrize("name", ["CHANGELOG.md", "released.json"])
def test_an_interrupted_release_can_be_run_again(
    cards: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(cards / "autograd.md", "two losses.", "three losses.")
    before = (cards / "released.json").read_bytes()
    real = Path.replace

    def interrupt(part: Path, target: Path) -> Path:
        if target.name == name:
            raise KeyboardInterrupt
        return real(part, target)

    monkeypatch.setattr(Path, "replace", interrupt)
    arguments = ["release", "0.2.0", "--cards", str(cards)]
    assert CliRunner().invoke(main, arguments).exit_code == 1
    assert (cards / "released.json").read_bytes() == before
    assert not list(cards.parent.rglob("*.part"))
    monkeypatch.undo()
    edit(cards / "autograd.md", "`backward()` **adds**", "It **adds**")
    assert release(cards, "0.2.0", T2).exit_code == 0
    assert changelog(cards).count("## 0.2.0") == 1
    assert changelog(cards).count("changed in") == 1
    assert "- 1 changed in hints and answer: `gradients-add`." in changelog(cards)


def test_the_deck_itself_can_be_released(tmp_path: Path) -> None:
    cards, snippets = tmp_path / "cards", tmp_path / "snippets"
    shutil.copytree(default_cards(), cards)
    shutil.copytree(default_snippets(default_cards()), snippets)
    enter_readings(cards, snippets)
    (cards / "released.json").unlink(missing_ok=True)
    folders = ("--cards", cards, "--snippets", snippets)
    assert run("release", "0.1.0", *folders, at=T1).exit_code == 0
    done = run("build", *folders, "--released", "--json", "-o", tmp_path / "deck.apkg")
    facts = json.loads(done.stdout)
    assert facts["notes"] == facts["new"] >= 60
    assert run("release", "0.1.1", *folders).exit_code == 1


def test_a_deck_without_releases_is_built_and_told_what_to_do(mini_cards: Path) -> None:
    done = build(mini_cards, at=T2)
    assert done.exit_code == 0
    assert done.stderr == (
        "no release is remembered: all notes are dated now: "
        "run `deckgen release VERSION`, or each package overwrites learners' own edits\n"
        "7 notes; for a new learner, Anki will say: 7 new, 0 updated, 0 unchanged\n"
    )
    assert set(times(mini_cards).values()) == {T2}


def test_a_build_of_a_release_refuses_what_is_not_released(cards: Path) -> None:
    assert build(cards, "--released").exit_code == 0
    (cards.parent / "deck.apkg").unlink()
    edit(cards / "autograd.md", "two losses.", "three losses.")
    done = build(cards, "--released")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("nothing was built\n")
    assert not (cards.parent / "deck.apkg").exists()


def test_the_cards_of_an_installation_are_left_alone(
    cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import deckgen

    shutil.copytree(cards, cards.parent / "_cards")
    monkeypatch.setattr(deckgen, "__file__", str(cards.parent / "__init__.py"))
    done = run("release", "0.2.0", "--cards", cards.parent / "_cards")
    assert done.exit_code == 2
    assert "part of the installed package" in done.stderr


def test_a_released_deck_gives_the_same_bytes_whenever_and_wherever_it_is_built(
    cards: Path,
) -> None:
    build(cards)
    wanted = (cards.parent / "deck.apkg").read_bytes()
    for n, (seed, zone, time) in enumerate(
        (("1", "UTC", "1"), ("2", "Pacific/Auckland", "9" * 10))
    ):
        # the same files, made in another order
        other = cards.parent / f"copy{n}"
        shutil.copytree(cards.parent / "verified_snippets", other / "verified_snippets")
        (other / "cards").mkdir()
        for path in sorted(cards.iterdir(), reverse=n == 0):
            shutil.copy(path, other / "cards")
        program = [sys.executable, "-m", "deckgen", "build", "--cards", "cards", "-o", "x.apkg"]
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": time, "PATH": ""}
        path_of_code = os.pathsep.join((str(REPOSITORY), *filter(None, sys.path)))
        env["PYTHONPATH"] = path_of_code
        subprocess.run(program, cwd=other, env=env, check=True, capture_output=True)
        assert (other / "x.apkg").read_bytes() == wanted


CHANGELOG = """\
# Changelog

What changes for you who study. Newest first.

## Unreleased

- Soon.

## 0.1.0 (2026)

- The first deck.

### Cards

- 7 new in Autograd: `a`.

### Afterwards

- Thanks.
"""


def test_a_new_version_takes_what_was_unreleased() -> None:
    text = insert_section(CHANGELOG, "0.2.0", "### Cards\n\n- One.")
    wanted = CHANGELOG.replace("## Unreleased", "## 0.2.0")
    assert text == wanted.replace("- Soon.\n", "- Soon.\n\n### Cards\n\n- One.\n")
    assert insert_section(text, "0.2.0", "### Cards\n\n- One.") == text


def test_a_new_version_stands_above_the_last() -> None:
    before = CHANGELOG.replace("## Unreleased\n\n- Soon.\n\n", "")
    text = insert_section(before, "0.2.0", "### Cards\n\n- One.")
    assert text == before.replace(
        "## 0.1.0 (2026)", "## 0.2.0\n\n### Cards\n\n- One.\n\n## 0.1.0 (2026)"
    )


def test_a_section_that_is_there_is_replaced_and_nothing_else() -> None:
    text = insert_section(CHANGELOG, "0.1.0", "### Cards\n\n- One.")
    assert text == CHANGELOG.replace(
        "### Cards\n\n- 7 new in Autograd: `a`.\n\n### Afterwards\n\n- Thanks.\n",
        "### Afterwards\n\n- Thanks.\n\n### Cards\n\n- One.\n",
    )
    assert insert_section(text, "0.1.0", "### Cards\n\n- One.") == text


def test_the_prose_of_a_version_stays_above_its_cards() -> None:
    text = insert_section("# Changelog\n\n## 0.1.0\n\n- Prose.\n", "0.1.0", "### Cards\n\n- One.")
    assert text == "# Changelog\n\n## 0.1.0\n\n- Prose.\n\n### Cards\n\n- One.\n"


def test_line_endings_of_a_changelog_are_kept() -> None:
    text = insert_section("# Changelog\r\n", "0.1.0", "### Cards\n\n- One.")
    assert text == "# Changelog\r\n\r\n## 0.1.0\r\n\r\n### Cards\r\n\r\n- One.\r\n"
