"""The fuzzer itself, a slice of its run, and what it found."""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.checks.api_names import names_in, read_names
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.snippets.library import default_snippets
from tests_support import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

import fuzz
import fuzz_decks

SEEDS = fuzz_decks.read_seeds()
FILES = sorted(fuzz_decks.make_input(Random(0), SEEDS) | SEEDS.mini)


def whats(cards: Path) -> list[str]:
    return [problem.what for problem in check_library(cards, default_snippets(cards)).problems]


def test_a_hundred_and_fifty_decks_are_built_or_named_wrong(tmp_path: Path) -> None:
    seen = dict(fuzz.run_all(SEEDS, 3, range(150), 20.0, tmp_path))
    assert {n: one for n, one in seen.items() if one.failed} == {}
    outcomes = Counter(one.outcome for one in seen.values())
    assert min(outcomes["built"], outcomes["problems"]) > 10
    assert len(seen) == 150


def test_a_number_is_always_the_same_deck_and_another_is_another() -> None:
    decks = [fuzz_decks.make_input(Random(f"1:{n}"), SEEDS) for n in (1, 1, 2)]
    assert decks[0] == decks[1] != decks[2]


def test_every_change_changes_something_and_keeps_within_bounds() -> None:
    old = SEEDS.mini["cards/autograd.md"]
    for change in set(fuzz_decks.CHANGES):
        dice = Random(5)
        assert any(change(dice, old) != old for _ in range(5)), change
        assert all(len(change(dice, b"")) < 10 * fuzz_decks.LONGEST for _ in range(20)), change
    sizes = [
        len(content)
        for n in range(100)
        for content in fuzz_decks.make_input(Random(f"9:{n}"), SEEDS).values()
    ]
    assert 20_000 < max(sizes) <= fuzz_decks.LONGEST


def fail(*_: object) -> CheckedLibrary:
    raise KeyError("planted")


def hang(*_: object) -> CheckedLibrary:
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


@pytest.mark.parametrize(("body", "said"), [(fail, "KeyError: 'planted'"), (hang, "over 0.3 s")])
def test_a_traceback_and_a_hang_are_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: object, said: str
) -> None:
    monkeypatch.setattr(fuzz, "check_library", body)
    (_, seen), *_ = fuzz.run_all(SEEDS, 1, range(1), 0.3, tmp_path)
    assert (seen.failed, said in seen.outcome) == (True, True)
    kept = fuzz_decks.make_input(Random("1:0"), SEEDS)
    assert {name: (tmp_path / "1-0" / name).read_bytes() for name in kept} == kept


@pytest.mark.parametrize("body", [fail, None])
def test_the_script_counts_and_fails_where_anything_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: object
) -> None:
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)  # not for this process
    if body:
        monkeypatch.setattr(fuzz, "check_library", body)
    words = ["--count", "4", "--start", "3", "--keep", str(tmp_path)]
    done = CliRunner().invoke(fuzz.main, words)
    assert done.exit_code == (1 if body else 0), done.output
    assert "seed 1, inputs 3 to 6" in done.stdout
    assert ("4 KeyError" in done.stdout) is bool(body)


def test_commands_and_processes_are_tried_as_well(mini: Path) -> None:
    assert fuzz.try_functions(mini) == "built"
    assert fuzz.try_commands(mini) == "built"
    assert fuzz.try_process(mini) == "built"
    (mini / "cards" / "deck.toml").unlink()
    assert fuzz.try_functions(mini) == "problems"
    assert fuzz.try_commands(mini) == "problems"
    assert fuzz.try_process(mini) == "problems"


def test_a_traceback_of_a_command_is_told(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deckgen.checks.check.check_library", fail)
    with pytest.raises(KeyError):
        fuzz.try_commands(mini)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.binary(max_size=200), st.booleans())
def test_any_bytes_in_any_file_give_problems_or_a_deck(
    name: str, content: bytes, after: bool
) -> None:
    files = SEEDS.mini | {name: (SEEDS.mini.get(name, b"") if after else b"") + content}
    with tempfile.TemporaryDirectory() as folder:
        fuzz.lay_out(files, Path(folder))
        assert fuzz.try_functions(Path(folder)) == "problems"  # nothing is proven here


def test_a_raises_cell_without_a_title_is_a_problem(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "autograd" / "second_backward.py"
    text = path.read_text()
    assert "# %% raises RuntimeError" in text
    path.write_text(text.replace("# %% raises RuntimeError", "# %% raises"))
    found = whats(mini_cards)
    assert "the raises cell is mistitled" in found
    assert "`autograd/second_backward` has no such cell to quote" in found


def test_a_deeply_nested_list_of_names_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text("[" * 100_000)
    assert read_names(path) == {}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("-" * 5000 + "torch.ones", ["torch.ones"]),
        ("not " * 9000 + "torch.ones", ["torch.ones"]),
        ("torch.ones" + "()" * 9000, ["torch.ones"]),
        ("a" + ".b" * 20_000 + "(torch.ones)", ["torch.ones"]),
        ("torch.ones(2, names='\\d')", ["torch.ones", "torch.ones(names=)"]),
    ],
)
def test_code_marks_that_no_parser_can_take_are_searched_all_the_same(
    code: str, names: list[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert names_in(code) == names
