from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.checks.check import check_library
from deckgen.model import Problem
from deckgen.syntax.files import bad_character
from tests_support import enter_proofs

DECOMPOSED = "cafe\u0301"


def problems(mini: Path) -> list[Problem]:
    enter_proofs(mini / "verified_snippets")
    return list(check_library(mini / "cards", mini / "verified_snippets").problems)


@pytest.mark.parametrize("line", ["", "\tx = 'ü漢'", "café", "x[::2] # \\(", "\u200d", "\ufeff"])
def test_a_letter_that_anki_keeps_is_fit(line: str) -> None:
    assert bad_character(line) is None


@pytest.mark.parametrize("line", ["\x1f", "a\x00", "\udc80", "\ufdd0", DECOMPOSED, "\u2126"])
def test_a_letter_that_anki_refuses_or_replaces_is_unfit(line: str) -> None:
    assert bad_character(line)


def test_a_card_with_letters_that_anki_would_replace_is_told_the_line(mini: Path) -> None:
    path = mini / "cards" / "autograd.md"
    path.write_text(path.read_text().replace("**adds**", DECOMPOSED))
    (problem,) = problems(mini)
    assert problem.place.line == 17
    assert "normal form (NFC)" in problem.what


@pytest.mark.parametrize(
    ("old", "line"), [("backward() overwrites .grad", 15), ("w.grad = None", 18)]
)
@pytest.mark.parametrize("letter", ["\x07", DECOMPOSED])
def test_a_snippet_with_such_letters_is_told_the_line(
    mini: Path, letter: str, old: str, line: int
) -> None:
    path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, f"{old}  # {letter}."))
    found = [problem for problem in problems(mini) if problem.place.path.endswith(".py")]
    assert [problem.place.line for problem in found] == [line]
