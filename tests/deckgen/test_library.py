from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.syntax.library import default_cards, load_library


def whats(folder: Path) -> list[str]:
    return [problem.what for problem in load_library(folder)[1]]


def test_decks_stand_in_the_order_of_deck_toml(mini_cards: Path) -> None:
    library, problems = load_library(mini_cards)
    assert problems == []
    assert library.name == "Mini"
    assert [deck.name for deck in library.decks] == ["Tensors", "Autograd"]
    assert [card.id for card in library.cards][:2] == ["integer-dtype", "governance"]
    assert library.deck_of(library.cards[-1]).name == "Autograd"


def test_numbers_order_the_decks_wherever_they_stand(mini_cards: Path) -> None:
    config = mini_cards / "deck.toml"
    config.write_text('name = "Mini"\n\n[order]\ntensors = 15\nautograd = 5\n')
    library, problems = load_library(mini_cards)
    assert problems == []
    assert [(deck.topic, deck.number) for deck in library.decks] == [
        ("autograd", 5),
        ("tensors", 15),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (None, "there is no deck.toml in this folder"),
        ("name = ", "not TOML"),
        ("name = 'x'", "`order` is missing"),
        ("name = ''\norder = ['tensors', 'autograd']", "`name` has the wrong form"),
        ("name = 'a::b'\norder = ['tensors', 'autograd']", "`name` has the wrong form"),
        ("name = 'x'\norder = ['tensors', 'autograd', 'tensors']", "in the order 2 times"),
        ("name = 'x'\norder = ['tensors', 3]", "`order` has the wrong form"),
        ("name = 'x'\norder = ['../cards/tensors', 'autograd']", "files are named there without"),
        ("name = 'x'\norder = ['tensors']", "the file has no place in the study order"),
        ("name = 'x'\norder = ['tensors', 'autograd', 'z']", "there is no z.md"),
        ("name = 'x'\n[order]\ntensors = 5\nautograd = 5", "2 topics have the number 5"),
        ("name = 'x'\n[order]\ntensors = 0\nautograd = 5", "`order` has the wrong form"),
        ("name = 'x'\n[order]\ntensors = 1000\nautograd = 5", "`order` has the wrong form"),
        ("name = 'x'\n[order]\ntensors = true\nautograd = 5", "`order` has the wrong form"),
        ("name = 'x'\n[order]\ntensors = 5", "the file has no place in the study order"),
        ("name = 'x'\n[order]\ntensors = 5\nautograd = 6\nz = 7", "there is no z.md"),
        ("name = 'x'\nhome = 'here'\norder = ['tensors', 'autograd']", "`home` has the wrong form"),
    ],
)
def test_a_wrong_deck_toml_is_named(mini_cards: Path, text: str | None, what: str) -> None:
    config = mini_cards / "deck.toml"
    config.unlink()
    if text:
        config.write_text(text)
    library, problems = load_library(mini_cards)
    assert any(what in problem.what for problem in problems)
    assert len(library.cards) == 7


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "there is no card in this folder" in whats(tmp_path)


def test_ids_and_deck_names_are_used_once(mini_cards: Path) -> None:
    autograd = mini_cards / "autograd.md"
    autograd.write_text(
        autograd.read_text()
        .replace("#twice", "#governance")
        .replace("deck: Auto", "deck: Tensors #")
    )
    assert "the id `governance` is taken" in whats(mini_cards)
    assert "the deck name `Tensors` is used by 2 files" in whats(mini_cards)


def test_references_lead_somewhere(mini_cards: Path) -> None:
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace(":see: gradients-add", ":see: nobody, integer-dtype"))
    assert whats(mini_cards) == [
        "`:see: nobody` isn't the id of a card",
        "the card refers to itself",
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (".cloze", ".recall", "cloze marks in a recall card"),
        (".recall .mid", ".cloze .mid", "a cloze card hides nothing"),
        ("`torch.int64`::dtype}}", "`torch.int64`", "a cloze is misspelt, never closes"),
        ("`torch.int64`::dtype}}", "}}", "a cloze card hides nothing"),
        ("{{c1::`torch", "{{C1::`torch", "a cloze is misspelt"),
        ("{{c1::`torch", "{{c100::`torch", "a cloze is misspelt"),
        ("becomes {{c1::`torch.int64`::dtype}};", "becomes {{c1::int;", "a cloze is misspelt"),
        ("Floats become", "{{c1::Floats}} become", "cloze marks outside the front"),
        (":source: https://pytorch.org/foundation\n", "", "`:unproven:` without a `:source:`"),
        (":source:", ":accept: c1 x\n:source:", "`:accept: c1 x`: no gap has the number c1"),
        (":see:", ":accept: c3 long\n:see:", "`:accept: c3 long`: no gap has the number c3"),
        (":see:", ":accept: c2 x[::2]\n:see:", "c2 hides these very words"),
        (":see:", ":accept: c1 long\n:see:", "c1 hides several texts"),
    ],
)
def test_a_kind_demands_its_text(mini_cards: Path, old: str, new: str, what: str) -> None:
    path = mini_cards / "tensors.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert any(what in said for said in whats(mini_cards))


def test_a_file_that_is_not_utf8_is_named_with_its_line(mini_cards: Path) -> None:
    (mini_cards / "autograd.md").write_bytes(b"---\ndeck: A\n---\n\xff\n")
    problems = load_library(mini_cards)[1]
    assert any(p.what == "this line is not UTF-8" and p.place.line == 4 for p in problems)


def test_the_default_deck_is_there() -> None:
    assert (default_cards() / "deck.toml").is_file()
