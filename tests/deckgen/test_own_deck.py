"""A deck of one's own, `proof = "none"`: its form is checked, and it says it isn't proven."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main

CONFIG = 'name = "Mine"\norder = ["words"]\nproof = "none"\n'
CARDS = """\
---
deck: Words
---

# Words

## What does this print? {#own-predict .predict .junior}

```python
print(1)
```

---

It prints 1, because `torch.nowhere` is not needed.

## What is a leaf? {#own-recall .recall .mid}

---

A tensor that no operation made.
"""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A folder with two cards and no snippet."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "deck.toml").write_text(CONFIG)
    (folder / "words.md").write_text(CARDS)
    return folder


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_it_is_checked_built_and_shown_without_a_proof(cards: Path, tmp_path: Path) -> None:
    done = run("check", "--cards", cards)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("2 cards: 0 proven cpu cuda, 0 proven cpu, 0 sourced, 2 unproven")
    assert run("build", "--cards", cards, "-o", tmp_path / "own.apkg").exit_code == 0


def test_every_card_and_page_says_not_proven(cards: Path, tmp_path: Path) -> None:
    rows = json.loads(run("export", "--cards", cards, "--format", "json").stdout)
    assert json.dumps(rows).count("Not proven") == 2
    assert run("site", "--cards", cards, "-o", tmp_path / "site").exit_code == 0
    assert (tmp_path / "site" / "index.html").read_text().count("Not proven") >= 2


def test_its_form_is_still_checked(cards: Path) -> None:
    path = cards / "words.md"
    path.write_text(CARDS.replace("{#own-recall", "{#own-predict"))
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    assert "the id `own-predict` is taken" in done.stderr


def test_without_the_entry_the_same_deck_needs_proofs(cards: Path) -> None:
    (cards / "deck.toml").write_text(CONFIG.replace('proof = "none"\n', ""))
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    assert "python that no run stands behind" in done.stderr
    assert "nothing proves this card" in done.stderr
    assert "`torch.nowhere` was never looked up" in done.stderr


def test_another_proof_is_a_problem(cards: Path) -> None:
    (cards / "deck.toml").write_text(CONFIG.replace('"none"', '"all"'))
    done = run("check", "--cards", cards)
    assert "`proof` has the wrong form" in done.stderr
