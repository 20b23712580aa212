"""A card is begun where its reader and its proof will find it, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import deckgen
from deckgen.cli import main
from deckgen.syntax.parser import parse_deck
from tests_support import DATA


def new(cards: Path, topic: str, card_id: str = "fresh", *more: str) -> Result:
    call = ["new", topic, card_id, "--kind", "recall", "--cards", str(cards), *more]
    done = CliRunner().invoke(main, call)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def contents(folder: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def assert_refused(done: Result, reason: str) -> None:
    assert done.exit_code == 2
    assert reason in done.stderr
    assert done.stderr.count("Error: ") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("topic", ["kit", "proofs", "con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_topic_whose_snippets_nobody_would_find_is_refused(mini: Path, topic: str) -> None:
    before = contents(mini)
    assert_refused(new(mini / "cards", topic), f"`{topic}` ")
    assert contents(mini) == before


def test_an_id_that_is_no_file_name_everywhere_is_refused(mini: Path) -> None:
    assert_refused(new(mini / "cards", "autograd", "nul"), "`nul` isn't a file name on Windows")


def test_the_cards_of_an_installation_are_left_alone(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = mini / "site-packages" / "deckgen"
    shutil.copytree(mini / "cards", package / "_cards")
    monkeypatch.setattr(deckgen, "__file__", str(package / "__init__.py"))
    before = contents(mini)
    assert_refused(new(package / "_cards", "autograd"), "is part of the installed package")
    assert contents(mini) == before


def test_the_line_endings_of_a_topic_stay(mini: Path) -> None:
    path = mini / "cards" / "autograd.md"
    old = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(old)
    assert new(mini / "cards", "autograd").exit_code == 0
    text = path.read_bytes()
    assert text.startswith(old)
    assert text.count(b"\n") == text.count(b"\r\n")
    assert b"\n" in (mini / "verified_snippets" / "autograd" / "fresh.py").read_bytes()


@pytest.mark.parametrize("fence", ["```text", "~~~", "````python"])
def test_a_card_that_an_open_fence_would_hide_is_refused(mini: Path, fence: str) -> None:
    path = mini / "cards" / "autograd.md"
    old = path.read_text(encoding="utf-8")
    path.write_text(f"{old}\n{fence}\nx = 1\n", encoding="utf-8")
    before = contents(mini)
    line = old.count("\n") + 2
    assert_refused(new(mini / "cards", "autograd"), f"{path}:{line}: this fence never closes")
    assert contents(mini) == before


def test_a_topic_without_a_place_in_the_order_is_said(mini: Path) -> None:
    place = "add `fresh_topic` to the order in deck.toml"
    assert new(mini / "cards", "fresh_topic").stderr.count(place) == 1
    assert "deck.toml" not in new(mini / "cards", "autograd", "other").stderr


def test_the_hint_names_every_step(mini: Path) -> None:
    said = new(mini / "cards", "autograd").stderr
    assert said == "Write both, then run `make record prove` and `deckgen sync`.\n"


def test_a_topic_that_is_not_utf_8_is_refused(mini: Path) -> None:
    (mini / "cards" / "autograd.md").write_bytes(b"# caf\xe9\n")
    before = contents(mini)
    assert_refused(new(mini / "cards", "autograd"), "autograd.md:1: this line is not UTF-8")
    assert contents(mini) == before


def test_nothing_is_written_through_a_link_that_leads_nowhere(mini: Path) -> None:
    (mini / "cards" / "tt.md").symlink_to(mini / "gone.md")
    assert_refused(new(mini / "cards", "tt"), "tt.md:1: the link leads to")
    program = mini / "verified_snippets" / "autograd" / "fresh.py"
    program.symlink_to(mini / "gone.py")
    assert_refused(new(mini / "cards", "autograd"), "fresh.py exists already")
    assert not list(mini.glob("gone*"))


def test_a_topic_that_is_a_folder_is_refused(mini: Path) -> None:
    (mini / "cards" / "tt.md").mkdir()
    before = contents(mini)
    assert_refused(new(mini / "cards", "tt"), "tt.md")
    assert contents(mini) == before


@pytest.mark.parametrize("topic", ["autograd", "tt"])
def test_a_snippet_that_cannot_be_written_leaves_no_card(mini: Path, topic: str) -> None:
    folder = mini / "verified_snippets" / topic
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file")
    before = contents(mini)
    assert_refused(new(mini / "cards", topic), f"cannot write {folder}")
    assert contents(mini) == before


def test_an_id_too_long_for_a_file_is_refused(mini: Path) -> None:
    before = contents(mini)
    assert_refused(new(mini / "cards", "autograd", "a" * 300), "cannot write ")
    assert contents(mini) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_a_folder_that_takes_no_files_is_refused(tmp_path: Path) -> None:
    done = new(Path("/proc"), "tt", "fresh", "--snippets", str(tmp_path))
    assert_refused(done, "cannot write /proc/tt.md")
    assert list(tmp_path.iterdir()) == []


def import_document(document: Path, into: Path) -> Result:
    done = CliRunner().invoke(main, ["import", str(document), "--into", str(into)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_drafts_that_cannot_be_written_are_refused() -> None:
    done = import_document(DATA / "messy.md", Path("/proc/zz"))
    assert_refused(done, "cannot write /proc/zz")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no /proc here")
def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    done = import_document(Path("/proc/self/mem"), tmp_path / "drafts")
    assert_refused(done, "cannot read /proc/self/mem")


def test_drafts_are_put_beside_files_that_are_no_cards(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"# caf\xe9\n")
    (tmp_path / "folder.md").mkdir()
    assert import_document(DATA / "messy.md", tmp_path).exit_code == 0


def test_a_document_without_questions_makes_no_folder(tmp_path: Path) -> None:
    document, into = tmp_path / "empty.md", tmp_path / "drafts"
    document.write_text("")
    done = import_document(document, into)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no question in this file" in done.stderr
    assert not into.exists()


def test_a_begun_card_reads_as_it_was_meant(mini: Path) -> None:
    path = mini / "cards" / "autograd.md"
    assert new(mini / "cards", "autograd").exit_code == 0
    deck, problems = parse_deck(path.read_text(encoding="utf-8"), "autograd.md")
    assert problems == []
    assert deck.cards[-1].id == "fresh"
