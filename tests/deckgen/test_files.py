"""What stands where files are read: each kind is named or left alone, and nothing waits."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.checks.check import check_library
from deckgen.snippets.library import default_snippets, load_snippets
from deckgen.syntax.library import load_library

FIFO = "it is not a regular file: put a text file there, or remove it"
LINK = "the link leads to `gone`, which is missing: restore it, or remove the link"
FOLDER = "it is a folder, not a file: rename the folder, or move it elsewhere"
LOOP = "it cannot be read: Too many levels of symbolic links: put a text file there, or remove it"
KINDS: list[tuple[Callable[[Path], object], str]] = [
    (os.mkfifo, FIFO),
    (lambda path: path.symlink_to("/dev/zero"), FIFO),
    (lambda path: path.symlink_to("gone"), LINK),
    (lambda path: path.symlink_to(path.name), LOOP),
    (Path.mkdir, FOLDER),
]


def said(cards: Path) -> list[str]:
    """Every problem of a folder of cards, without the path of the folder."""
    problems = check_library(cards, default_snippets(cards)).problems
    return [str(problem).replace(f"{cards.parent}/", "") for problem in problems]


def place_at_the_end(cards: Path, stem: str) -> None:
    config = cards / "deck.toml"
    config.write_text(config.read_text().replace('"autograd"]', f'"autograd", "{stem}"]'))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("make", "what"), KINDS)
@pytest.mark.parametrize("placed", [True, False])
def test_what_is_no_file_of_cards_is_named_once(
    mini_cards: Path, make: Callable[[Path], object], what: str, placed: bool
) -> None:
    make(mini_cards / "x.md")
    if placed:
        place_at_the_end(mini_cards, "x")
    assert said(mini_cards) == [f"cards/x.md:1: {what}"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("make", "what"), KINDS)
@pytest.mark.parametrize("name", ["deck.toml", "released.json"])
def test_what_is_no_file_beside_the_cards_is_named(
    mini_cards: Path, name: str, make: Callable[[Path], object], what: str
) -> None:
    (mini_cards / name).unlink(missing_ok=True)
    make(mini_cards / name)
    assert said(mini_cards) == [f"cards/{name}:1: {what}"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("make", "what"), KINDS)
def test_what_is_no_snippet_is_named(mini: Path, make: Callable[[Path], object], what: str) -> None:
    snippets = mini / "verified_snippets"
    make(snippets / "tensors" / "x.py")
    _, problems = load_snippets(snippets)
    assert f"{problems[0]}".endswith(f"verified_snippets/tensors/x.py:1: {what}")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("make", "what"), KINDS)
@pytest.mark.parametrize("name", ["cpu.json", "names.json"])
def test_what_is_no_ledger_proves_nothing(
    mini: Path, name: str, make: Callable[[Path], object], what: str
) -> None:
    ledger = mini / "verified_snippets" / "proofs" / name
    ledger.unlink()
    make(ledger)
    found = said(mini / "cards")
    if name == "names.json":
        assert any("was never looked up in torch" in line for line in found)
    else:
        assert any("damaged ledger" in line and what.split(":")[0] in line for line in found)


def test_a_file_that_may_not_be_read_is_named(
    mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "autograd.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (first, *_) = said(mini_cards)
    what = "it cannot be read: Permission denied: allow reading it, or remove it"
    assert first == f"cards/autograd.md:1: {what}"


@pytest.mark.parametrize("name", [".#autograd.md", "._autograd.md", ".part"])
def test_hidden_names_are_left_alone(mini: Path, mini_cards: Path, name: str) -> None:
    hidden = mini_cards / name
    if name == ".part":
        shutil.copytree(mini_cards, hidden)
        (mini_cards / "part").mkdir()
        (mini_cards / "part" / ".c.md").write_text("no card")
    elif name.startswith(".#"):
        hidden.symlink_to("me@host.1:2")
    else:
        hidden.write_bytes(b"\x00\x05\x16\x07\xff")
    for snippet in (".#twice.py", "._twice.py", ".ipynb_checkpoints/twice.py"):
        path = mini / "verified_snippets" / "tensors" / snippet
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff")
    assert said(mini_cards) == []
    assert load_library(mini_cards)[1] == []


def test_a_file_of_cards_in_a_subfolder_is_named(mini_cards: Path) -> None:
    part = mini_cards / "part" / "deeper"
    part.mkdir(parents=True)
    shutil.copy(mini_cards / "tensors.md", part / "c.md")
    (mini_cards / "figures").mkdir()
    (mini_cards / "figures" / "loss.png").write_bytes(b"")
    (part / "round").symlink_to(mini_cards)
    remedy = "no card is read from a subfolder: move the file to cards/c.md"
    assert said(mini_cards) == [f"cards/part/deeper/c.md:1: {remedy}"]


def test_without_a_deck_toml_no_subfolder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "cards" / "part").mkdir(parents=True)
    (tmp_path / "cards" / "part" / "c.md").touch()
    assert not any("c.md" in line for line in said(tmp_path / "cards"))


def test_a_subfolder_that_cannot_be_read_is_named(
    mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mini_cards / "part").mkdir()
    list_folder = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "part":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    what = "this folder cannot be read: Permission denied: allow reading it"
    assert said(mini_cards) == [f"cards/part:1: {what}"]


def test_a_file_moved_to_a_subfolder_keeps_its_released_cards_from_being_gone(
    mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = {
        "releases": {"0.1.0": 1},
        "notetypes": {},
        "cards": {
            "twice": {
                "since": "0.1.0",
                "release": "0.1.0",
                "deck": "Mini::Autograd",
                "note": "question",
                "retired": False,
                "parts": {},
            }
        },
    }
    (mini_cards / "released.json").write_text(json.dumps(released))
    (mini_cards / "part").mkdir()
    (mini_cards / "autograd.md").rename(mini_cards / "part" / "autograd.md")
    found = said(mini_cards)
    assert any("no card is read from a subfolder" in line for line in found)
    assert not any("is gone" in line for line in found)


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (
            "part/c.md",
            "card files lie directly in the folder of cards: move it to cards/c.md, and write `c`",
        ),
        (
            "part/c",
            "card files lie directly in the folder of cards: move it to cards/c.md, and write `c`",
        ),
        ("tensors.md", "files are named there without folder and ending: write `tensors`"),
        ("../cards/tensors", "files are named there without folder and ending: write `tensors`"),
        (
            ".tensors",
            "names that begin with a dot are left alone: rename it, or remove it from the order",
        ),
        ("x" * 999, f"there is no {'x' * 999}.md: remove or write it"),
        ("a\\u0000b", "there is no a\0b.md: remove or write it"),
    ],
)
def test_an_entry_of_the_order_that_names_no_file_of_cards(
    mini_cards: Path, entry: str, what: str
) -> None:
    (mini_cards / "part").mkdir()
    shutil.copy(mini_cards / "tensors.md", mini_cards / "part" / "c.md")
    shutil.copy(mini_cards / "tensors.md", mini_cards / ".tensors.md")
    place_at_the_end(mini_cards, entry)
    shown = entry.replace("\\u0000", "\0")
    assert f"cards/deck.toml:1: `{shown}` is in the order, but {what}" in said(mini_cards)


def test_another_ending_of_the_name_is_named(mini_cards: Path) -> None:
    shutil.copy(mini_cards / "tensors.md", mini_cards / "u.MD")
    assert said(mini_cards) == ["cards/u.MD:1: the name ends in `.MD`: rename it to u.md"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Loss", "loss"),
        ("Straße", "STRASSE"),
        ("café", "CAFÉ"),
        ("A::B", "a :: B"),
    ],
)
def test_deck_names_are_compared_as_anki_does(mini_cards: Path, one: str, other: str) -> None:
    for stem, name in (("tensors", one), ("autograd", other)):
        path = mini_cards / f"{stem}.md"
        lines = path.read_text().split("\n")
        path.write_text("\n".join([lines[0], f"deck: '{name}'", *lines[2:]]))
    remedy = "one file holds one deck, and case makes no other: rename it, or move the cards"
    assert said(mini_cards) == [
        f"cards/autograd.md:1: the deck name `{other}` is used by 2 files: {remedy}",
        f"cards/tensors.md:1: the deck name `{one}` is used by 2 files: {remedy}",
    ]
