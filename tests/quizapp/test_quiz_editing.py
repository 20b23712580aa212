"""A card's file in the learner's editor, its code on the clipboard, its source in a browser."""

from __future__ import annotations

import os
import shutil
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from quiz_cases import MemoryStore, asked_card, collection_of
from quiz_pilot import CARDS

import deckgen
from deckgen.model import Place
from deckgen.syntax.library import load_library
from quizapp.collection.collection import Collection
from quizapp.features.cards.edit import (
    EditedCards,
    EditError,
    code_of,
    edit_card,
    editor_command,
    open_url,
    urls_of,
)

PLACE = Path("/my cards/{autograd}.md")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+14", str(PLACE)]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+14", str(PLACE)]),
        ("nano", ["nano", "+14", str(PLACE)]),
        ("emacsclient -t", ["emacsclient", "-t", "+14", str(PLACE)]),
        ("micro", ["micro", "+14", str(PLACE)]),
        ("gvim", ["gvim", "--nofork", "+14", str(PLACE)]),
        ("code", ["code", "--wait", "--goto", f"{PLACE}:14"]),
        ("code --wait", ["code", "--wait", "--goto", f"{PLACE}:14"]),
        ("cursor -n", ["cursor", "-n", "--wait", "--goto", f"{PLACE}:14"]),
        ("subl", ["subl", "--wait", f"{PLACE}:14"]),
        ("hx", ["hx", f"{PLACE}:14"]),
        ("'/opt/my ed/ed'", ["/opt/my ed/ed", str(PLACE)]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(editor: str, command: list[str]) -> None:
    assert editor_command({"EDITOR": editor}, PLACE, 14) == command


def test_the_visual_editor_comes_first() -> None:
    assert editor_command({"VISUAL": "hx", "EDITOR": "vi"}, PLACE, 1)[0] == "hx"
    assert editor_command({"VISUAL": "", "EDITOR": "vi"}, PLACE, 1)[0] == "vi"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, r"Set \$EDITOR and restart"),
        ({"EDITOR": "  "}, r"Set \$EDITOR and restart"),
        ({"EDITOR": "vi 'x"}, "EDITOR has a quotation mark that nobody closed: fix it$"),
    ],
)
def test_without_an_editor_a_sentence_says_how_to_name_one(
    environ: dict[str, str], words: str
) -> None:
    with pytest.raises(EditError, match=words):
        editor_command(environ, PLACE, 1)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """A collection of cards that may be edited."""
    library, problems = load_library(Path(shutil.copytree(CARDS, tmp_path / "cards")))
    assert not problems
    return collection_of(library, MemoryStore())


def editing_by(
    collection: Collection, change: Callable[[str], str], card: str = "print-grad", code: int = 0
) -> EditedCards:
    """What comes of an editor that changes the text of a file."""

    def run(command: Sequence[str]) -> int:
        path = Path(command[-1])
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return code

    return edit_card(collection.cards[card], collection, {"EDITOR": "ed"}, run)


def test_an_edited_card_is_taken_over(collection: Collection) -> None:
    edited = editing_by(collection, lambda text: text.replace("What does this", "What would this"))
    assert edited.problems == ()
    assert edited.collection.cards["print-grad"].question == "What would this print?"
    assert edited.collection.store is collection.store
    assert collection.cards["print-grad"].question == "What does this print?"


def test_an_edited_file_with_problems_is_told_and_the_cards_stay(collection: Collection) -> None:
    edited = editing_by(
        collection, lambda text: text.replace("{#print-grad .predict", "{#print-grad .p")
    )
    assert edited.collection is collection
    problem, *_ = edited.problems
    card = collection.cards["print-grad"]
    assert str(problem).startswith(f"{card.place}: `.p` is neither a kind nor a level: kinds:")


def test_trouble_that_was_there_before_keeps_nobody_from_editing(collection: Collection) -> None:
    other = Path(collection.cards["view-copies"].place.path)
    other.write_text(other.read_text().replace("#view-copies .recall", "#view-copies .x"))
    edited = editing_by(collection, lambda text: text.replace("What does this", "What would this"))
    assert edited.problems == ()
    assert edited.collection.cards["print-grad"].question == "What would this print?"


def test_trouble_made_in_another_file_is_told(collection: Collection) -> None:
    other = Path(collection.cards["view-copies"].place.path)
    other.write_text(f"{other.read_text()}\n:see: print-grad\n")
    edited = editing_by(collection, lambda text: text.replace("{#print-grad", "{#renamed"))
    assert [problem.place.path for problem in edited.problems] == [str(other)]
    assert "renamed" in edited.collection.cards
    assert "print-grad" not in edited.collection.cards


def test_an_editor_that_fails_is_told_and_nothing_is_read(collection: Collection) -> None:
    with pytest.raises(EditError, match="`ed` failed with code 3, so nothing was read again"):
        editing_by(collection, lambda text: text.replace("What", "Which"), code=3)


def test_an_editor_that_is_missing_is_told(collection: Collection) -> None:
    def run(command: Sequence[str]) -> int:
        raise FileNotFoundError(2, "No such file or directory")

    with pytest.raises(EditError, match=r"`ed` cannot be run: No such file.*: set EDITOR"):
        edit_card(collection.cards["print-grad"], collection, {"EDITOR": "ed"}, run)


def never(_: Sequence[str]) -> int:
    raise AssertionError("no editor is to be opened")


def test_an_installed_card_is_not_edited(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site-packages" / "deckgen"
    shutil.copytree(CARDS, installed / "_cards")
    monkeypatch.setattr(deckgen, "__file__", str(installed / "__init__.py"))
    library, _ = load_library(installed / "_cards")
    card = library.cards[0]
    with pytest.raises(EditError, match=r"the next update would overwrite it: study a folder"):
        edit_card(card, collection_of(library), {"EDITOR": "ed"}, never)
    assert editing_by(collection, lambda text: text + "\n").problems == ()


def test_a_file_that_is_gone_or_read_only_is_told(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = asked_card("lost", place=Place("/nowhere/x.md", 3))
    with pytest.raises(EditError, match=r"/nowhere/x.md:3 is not there: start quizapp where"):
        edit_card(lost, collection, {"EDITOR": "ed"}, never)
    # the superuser may write anything, so the answer is given here
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(EditError, match=r"is read-only: make it writable, or study a copy"):
        edit_card(collection.cards["print-grad"], collection, {"EDITOR": "ed"}, never)


def test_the_code_of_a_card_is_what_its_fences_hold(collection: Collection) -> None:
    assert code_of(collection.cards["grad-accumulates"]) == (
        "w = torch.ones(2, requires_grad=True)\nfor _ in range(2):\n    (3 * w).sum().backward()\n"
        "print(w.grad)  # the <unk> of gradients"
    )
    assert code_of(collection.cards["zero-grad-none"]) == "optimizer.zero_grad()\nloss.backward()"
    assert code_of(collection.cards["fix-shape"]) == "x.view(3, 2)\n\nx.reshape(3, 2)"
    assert code_of(collection.cards["view-copies"]) == ""


def test_the_addresses_of_a_card_are_those_of_its_sources() -> None:
    sources = ("https://a.org/x#y, page 3", "A book", "<http://b.org/>", "https://a.org/x#y, again")
    assert urls_of(asked_card("a", sources=sources)) == ("https://a.org/x#y", "http://b.org/")


class Browser:
    """A browser that remembers what it was shown."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.shown: list[str] = []

    def open(self, url: str) -> bool:
        self.shown.append(url)
        return True


@pytest.mark.parametrize(
    ("name", "opens"), [("firefox", True), ("/usr/bin/w3m", False), ("www-browser", False)]
)
def test_a_browser_that_would_draw_over_the_quiz_is_not_opened(
    monkeypatch: pytest.MonkeyPatch, name: str, opens: bool
) -> None:
    browser = Browser(name)
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert open_url("https://x.org") is opens
    assert browser.shown == ["https://x.org"] * opens


def test_where_there_is_no_browser_none_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", missing)
    assert open_url("https://x.org") is False
