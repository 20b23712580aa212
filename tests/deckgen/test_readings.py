"""Readings of cards by people who did not write them: entered by a form, lost by a change."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.checks.check import check_library
from deckgen.cli import main
from deckgen.cli.check import count_read
from deckgen.snippets.library import default_snippets
from tests_support import enter_proofs, enter_readings

EPOCH = {"SOURCE_DATE_EPOCH": "1790000000"}


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(a) for a in arguments], env=EPOCH)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def counts(cards: Path) -> tuple[int, ...]:
    return tuple(count_read(check_library(cards, default_snippets(cards))).values())


def filled(cards: Path, *ids: str) -> Path:
    form = run("read", *ids, "--cards", cards).stdout
    path = cards.parent / "form.toml"
    path.write_text(
        form.replace('counterexample = ""', 'counterexample = "float16"').replace(
            'result = ""', 'result = "it holds"'
        )
    )
    return path


def enter(cards: Path, *ids: str) -> Result:
    return run("read", "--enter", filled(cards, *ids), "--cards", cards)


def test_a_form_asks_for_each_sentence_of_the_cards(mini_cards: Path) -> None:
    (row,) = tomllib.loads(run("read", "gradients-add", "--cards", mini_cards).stdout)["reading"]
    assert (row["card"], row["date"]) == ("gradients-add", "2026-09-21")
    assert [set(each) for each in row["tried"]] == [{"sentence", "counterexample", "result"}] * 2
    assert row["tried"][1]["sentence"] == "`backward()` adds into `.grad`."


def test_readings_are_counted_until_the_card_was_read_twice(mini_cards: Path) -> None:
    assert counts(mini_cards) == (0, 0, 7)
    assert enter(mini_cards, "gradients-add").exit_code == 0
    assert counts(mini_cards) == (0, 1, 6)
    assert enter(mini_cards, "gradients-add").exit_code == 0
    assert counts(mini_cards) == (1, 0, 6)
    left = tomllib.loads(run("read", "--cards", mini_cards).stdout)["reading"]
    assert "gradients-add" not in {row["card"] for row in left}
    assert len(left) == 6


@pytest.mark.parametrize(
    ("file", "old", "new", "read"),
    [
        ("cards/autograd.md", "**adds** into", "**adds** to", 0),
        ("cards/autograd.md", "{#gradients-add .recall", "again {#gradients-add .recall", 0),
        ("verified_snippets/autograd/gradients_add.py", "[6.0, 6.0]", "[6.0, 6.00]", 0),
        ("verified_snippets/autograd/gradients_add.py", "check a second", "check any second", 0),
        ("verified_snippets/autograd/gradients_add.py", "# %% setup", "# note\n# %% setup", 0),
        ("cards/autograd.md", "A note to authors", "Some note to authors", 2),
    ],
)
def test_a_change_of_words_or_checks_loses_the_readings(
    mini: Path, file: str, old: str, new: str, read: int
) -> None:
    cards = mini / "cards"
    enter(cards, "gradients-add")
    enter(cards, "gradients-add")
    path = mini / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    enter_proofs(mini / "verified_snippets")
    assert counts(cards)[0] == read // 2


def test_a_new_reading_after_a_change_replaces_the_old_ones(mini: Path) -> None:
    cards = mini / "cards"
    enter(cards, "gradients-add")
    path = cards / "autograd.md"
    path.write_text(path.read_text().replace("**adds** into", "**adds** to"))
    enter(cards, "gradients-add")
    kept = json.loads((mini / "verified_snippets" / "proofs" / "readings.json").read_text())
    assert len(kept["gradients-add"]["readings"]) == 1
    assert counts(cards) == (0, 1, 6)


def test_a_sentence_without_a_trial_is_told_and_nothing_is_kept(mini_cards: Path) -> None:
    form = filled(mini_cards, "gradients-add", "twice")
    form.write_text(
        form.read_text().replace('counterexample = "float16"', 'counterexample = ""', 1)
    )
    done = run("read", "--enter", form, "--cards", mini_cards)
    assert done.exit_code == 1
    what = "`gradients-add`: no counterexample was tried for “Why do gradients add up?”"
    assert done.stderr.startswith(f"{form}:8: {what}: write what you tried")
    assert counts(mini_cards) == (0, 0, 7)


def test_a_wrong_form_or_id_is_told(mini_cards: Path) -> None:
    form = filled(mini_cards, "twice")
    form.write_text(form.read_text().replace('"twice"', '"nobody"'))
    done = run("read", "--enter", form, "--cards", mini_cards)
    assert (done.exit_code, f"{form}:8: there is no card `nobody`" in done.stderr) == (1, True)
    form.write_text("[[reading]]\ncard = 1\n")
    done = run("read", "--enter", form, "--cards", mini_cards)
    assert (done.exit_code, "this is not a form of readings" in done.stderr) == (1, True)
    assert run("read", "nobody", "--cards", mini_cards).exit_code == 2
    assert run("read", "twice", "--enter", form, "--cards", mini_cards).exit_code == 2


def test_damaged_readings_are_a_problem(mini: Path) -> None:
    path = mini / "verified_snippets" / "proofs" / "readings.json"
    path.write_text('{"twice": 3}')
    done = run("check", "--cards", mini / "cards")
    assert done.exit_code == 1
    assert f"{path}:1: damaged readings" in done.stderr


def test_a_release_needs_two_readings_of_every_card(mini: Path) -> None:
    cards = mini / "cards"
    done = run("release", "0.1.0", "--cards", cards)
    assert done.exit_code == 1
    assert "7 cards not read twice: " in done.stderr
    assert not (cards / "released.json").exists()
    enter_readings(cards, default_snippets(cards))
    assert run("release", "0.1.0", "--cards", cards).exit_code == 0
