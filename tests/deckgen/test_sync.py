from __future__ import annotations

from pathlib import Path

from deckgen.authoring.sync import sync_library
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.snippets.library import default_snippets


def check(cards: Path) -> CheckedLibrary:
    return check_library(cards, default_snippets(cards))


def sync(cards: Path) -> list[str]:
    return [path.name for path in sync_library(cards, default_snippets(cards))]


def test_nothing_stale_changes_nothing(mini_cards: Path) -> None:
    before = {path: path.read_bytes() for path in mini_cards.iterdir()}
    assert sync(mini_cards) == []
    assert {path: path.read_bytes() for path in mini_cards.iterdir()} == before


def test_empty_and_wrong_quotations_are_filled(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    good = path.read_text()
    path.write_text(
        good.replace("tensor([6., 6.])\n", "").replace("return x + x", "return 0\n    # more")
    )
    assert sync(mini_cards) == ["autograd.md"]
    assert path.read_text() == good
    assert check(mini_cards).problems == ()


def test_line_endings_stay_as_they_are(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    good = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(good.replace(b"tensor([6., 6.])", b"?"))
    sync(mini_cards)
    assert path.read_bytes() == good


def test_a_quotation_with_clozes_is_left_to_its_writer(mini_cards: Path) -> None:
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace("[1, 2, 3]", "[1, 2]"))
    assert sync(mini_cards) == []
    assert [p.what for p in check(mini_cards).problems] == [
        "the quotation differs from `tensors/integer_dtype`"
    ]


def test_code_that_holds_a_fence_gets_a_longer_one(mini: Path, mini_cards: Path) -> None:
    program = mini / "verified_snippets" / "tensors" / "twice.py"
    program.write_text(program.read_text().replace("return x + x", 'return x + x, """\n```\n"""'))
    sync(mini_cards)
    text = (mini_cards / "autograd.md").read_text()
    assert "````python snippet=tensors/twice\n" in text
    assert all("proof" in problem.what for problem in check(mini_cards).problems)


def test_a_file_with_a_problem_is_left_alone(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    text = path.read_text().replace("tensor([6., 6.])\n```", "wrong\n", 1)
    path.write_text(text)
    assert sync(mini_cards) == []
    assert path.read_text() == text


def test_a_fence_of_one_blank_line_is_filled_whole(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    good = path.read_text()
    path.write_text(good.replace("tensor([6., 6.])\n```", "\n```", 1))
    sync(mini_cards)
    assert path.read_text() == good


def test_a_byte_order_mark_and_odd_endings_stay(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    good = "\ufeff" + path.read_text().replace("# Autograd\n", "# Autograd\r\n", 1)
    path.write_bytes(good.replace("tensor([6., 6.])", "?", 1).encode())
    sync(mini_cards)
    assert path.read_bytes() == good.encode()
