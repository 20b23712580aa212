"""What must hold of the deck itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Kind
from deckgen.snippets.library import default_snippets
from deckgen.snippets.state import ProofState
from deckgen.syntax.library import default_cards
from tests_support import REPOSITORY
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.lint import whole_faults
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import NotProvenError, prove
from verified_snippets.kit.snippet import Cell, Snippet

SNIPPETS = REPOSITORY / "verified_snippets"
ALL_CHECKS = [
    pytest.param(snippet, check, id=f"{snippet.name}:{check.line}")
    for snippet in (parse_snippet(path, SNIPPETS)[0] for path in find_snippets(SNIPPETS))
    for check in snippet.checks
]


@pytest.fixture(scope="module")
def checked() -> CheckedLibrary:
    cards = default_cards()
    return check_library(cards, default_snippets(cards))


def test_nothing_is_wrong_and_nothing_unproven(checked: CheckedLibrary) -> None:
    assert checked.problems == ()
    assert ProofState.UNPROVEN not in checked.states.values()


def test_there_are_sixty_cards_and_every_source_question_is_answered(
    checked: CheckedLibrary,
) -> None:
    cards = checked.library.cards
    assert len(cards) >= 60
    assert all(card.origin for card in cards)
    origins = {origin for card in cards for origin in card.origin}
    assert origins == {f"q{n:02}" for n in range(1, 21)}


def test_every_kind_and_level_is_used(checked: CheckedLibrary) -> None:
    cards = checked.library.cards
    assert Counter(card.kind for card in cards).keys() == set(Kind)
    assert min(Counter(card.level for card in cards).values()) >= 5
    assert len(Counter(card.level for card in cards)) == 3


def test_most_cards_are_proven_by_a_program(checked: CheckedLibrary) -> None:
    states = Counter(checked.states.values())
    assert states[ProofState.SOURCED] <= len(checked.library.cards) // 10


def test_a_snippet_that_is_proven_on_cuda_puts_something_there(checked: CheckedLibrary) -> None:
    for name, snippet in checked.snippet_library.snippets.items():
        if "cuda" in snippet.devices:
            assert snippet.default_device or "import device" in snippet.path.read_text(), name


@pytest.mark.soak
@pytest.mark.parametrize(("snippet", "check"), ALL_CHECKS)
def test_no_check_can_be_deleted_unnoticed(snippet: Snippet, check: Cell, bench: Bench) -> None:
    """`prove` wants a wrong variant for each check alone; here each is really taken out."""
    without = replace(snippet, cells=tuple(cell for cell in snippet.cells if cell is not check))
    if len(snippet.checks) == 1:
        assert "the snippet has no check cell" in [fault.what for fault in whole_faults(without)]
        return
    with pytest.raises(NotProvenError):
        prove(without, "cpu", bench.run)


def test_the_search_for_checks_found_them() -> None:
    assert len(ALL_CHECKS) >= 60


@pytest.mark.parametrize("script", ["source_audit", "totals"])
def test_the_pages_say_what_the_cards_say(script: str) -> None:
    done = subprocess.run(
        [sys.executable, f"scripts/{script}.py", "--check"],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_repository_names_no_folder_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    home = f"{Path(REPOSITORY).resolve()}{os.sep}"
    names = list(filter(None, listed.stdout.split("\0")))
    assert "README.md" in names
    for name in names:
        content = (REPOSITORY / name).read_bytes()
        assert home.encode() not in content, name
