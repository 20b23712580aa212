"""The ledger of mutants: a kept score stands while nothing that decided it has changed."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit import ledger, mutate, scores
from verified_snippets.kit.score import Score, Survivor
from verified_snippets.kit.scores import read_scores, sample, write_scores
from verified_snippets.kit.snippet import Snippet

CARD = """\
# %% setup
import torch
# %% card
size = 2
x = torch.ones(size).mul(3)
# %% check it is three
assert x[0].item() == 3
# %% wrong it is one
x = torch.ones(2)
"""
KEPT = Score(3, 0, (), (Survivor(4, "size = 2: 2 -> 3"),))
"""How the four mutants of `CARD` fare."""


@pytest.fixture
def snippet(tmp_path: Path) -> Snippet:
    return planted(CARD, tmp_path)


@pytest.fixture
def path(tmp_path: Path, snippet: Snippet) -> Path:
    path = tmp_path / "proofs" / "mutants.json"
    write_scores(path, [(snippet, KEPT)])
    return path


def test_a_ledger_is_read_as_it_was_written(path: Path, snippet: Snippet) -> None:
    assert read_scores(path, [snippet]) == {"topic/name": KEPT}
    assert read_scores(path.with_name("none.json"), [snippet]) == {}


def test_a_score_holds_for_the_text_it_was_found_with(path: Path, snippet: Snippet) -> None:
    assert read_scores(path, [replace(snippet, digest="other")]) == {}


def fresh_rules() -> str:
    scores.rules_digest.cache_clear()
    ledger.harness_digest.cache_clear()
    return scores.rules_digest()


def test_a_score_holds_for_the_bench_and_the_releases_it_was_found_with(
    path: Path, snippet: Snippet, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = "2.13.0"
    monkeypatch.setattr("importlib.metadata.version", lambda _: torch)
    monkeypatch.setattr(sys, "version_info", sys.version_info)
    seen = {fresh_rules()}
    torch = "2.13.0+cpu"
    assert fresh_rules() in seen
    torch = "2.13.1"
    seen.add(fresh_rules())
    monkeypatch.setattr(scores, "DECIDING", ("mutants",))
    seen.add(fresh_rules())
    monkeypatch.setattr(ledger, "HARNESS", ("run",))
    seen.add(fresh_rules())
    monkeypatch.setattr(sys, "version_info", type("Version", (), {"major": 3, "minor": 99}))
    seen.add(fresh_rules())
    assert len(seen) == 5
    assert read_scores(path, [snippet]) == {}
    monkeypatch.undo()
    fresh_rules()
    assert read_scores(path, [snippet]) == {"topic/name": KEPT}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"rejected": 3', '"rejected": 4'),
        ('"broke": 0', '"broke": 1'),
        ('"printed": 0', '"printed": 1'),
        ('"excused": []', '"excused": [[4, "size"]]'),
        ('"artefact": ""', '"artefact": "it"'),
        ("    4,", "    5,"),
    ],
)
def test_a_score_edited_by_hand_counts_for_nothing(
    path: Path, snippet: Snippet, old: str, new: str
) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    assert read_scores(path, [snippet]) == {}


def test_a_score_of_too_few_mutants_counts_for_nothing(path: Path, snippet: Snippet) -> None:
    write_scores(path, [(snippet, replace(KEPT, survivors=()))])
    assert read_scores(path, [snippet]) == {}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"topic/name": {}}', '{"topic/name": 3}', "[" * 100_000, '{"a": {"seal": 1}}'],
)
def test_a_damaged_ledger_is_named_and_does_not_pass(
    path: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text(text)
    assert mutate.main(["--root", str(tmp_path)]) == 1
    assert "mutants.json:1: the ledger is damaged" in capsys.readouterr().out


def test_the_sample_is_a_twentieth_that_changes_with_the_deck(snippet: Snippet) -> None:
    deck = [replace(snippet, name=f"topic/{n}", digest=str(n)) for n in range(100)]
    drawn = sample(deck)
    assert len(drawn) == 5
    assert sample(reversed(deck)) == drawn
    assert sample([*deck[:-1], replace(deck[-1], digest="other")]) != drawn
    assert sample(deck[:1]) == {"topic/0"}
    assert sample([]) == set()


class Runs:
    """Stands for `score`: notes what is run; only the weak snippets have a survivor."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.weak: set[str] = set()
        self.broke = 0

    def __call__(self, snippet: Snippet, run: object) -> Score:
        self.names.append(snippet.name)
        return KEPT if snippet.name in self.weak else Score(4, self.broke, (), ())


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    fake = Runs()
    monkeypatch.setattr(mutate, "score", fake)
    return fake


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Forty snippets of four mutants each."""
    (tmp_path / "topic").mkdir()
    for n in range(40):
        (tmp_path / "topic" / f"s{n:02}.py").write_text(f"{CARD}# {n}\n")
    return tmp_path


def test_what_changed_is_run_and_a_sample_of_the_rest(deck: Path, runs: Runs) -> None:
    root = ("--root", str(deck))
    assert mutate.main([*root, "--enter"]) == 0
    assert len(runs.names) == 40
    runs.names.clear()
    assert mutate.main([*root]) == 0
    assert len(runs.names) == 2
    changed = deck / "topic" / "s07.py"
    changed.write_text(changed.read_text() + "pass\n")
    (deck / "topic" / "s08.py").unlink()
    for _ in range(2):  # nothing is entered unless it is asked for
        runs.names.clear()
        assert mutate.main([*root]) == 0
        assert "topic/s07" in runs.names
        assert len(runs.names) == 3
    assert mutate.main([*root, "--enter", "s07"]) == 0
    runs.names.clear()
    assert mutate.main([*root]) == 0
    assert len(runs.names) == 2
    runs.names.clear()
    assert mutate.main([*root, "--everything"]) == 0
    assert len(runs.names) == 39


def test_a_kept_score_that_does_not_come_out_again_fails(
    deck: Path, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ("--root", str(deck))
    assert mutate.main([*root, "--enter"]) == 0
    runs.broke = 1
    assert mutate.main([*root]) == 1
    assert capsys.readouterr().out.count("the ledger says Score(rejected=4, broke=0") == 2
    assert mutate.main([*root, "--everything", "--enter"]) == 1
    assert mutate.main([*root]) == 0


def test_kept_scores_count_in_the_rate(deck: Path, runs: Runs) -> None:
    root = ("--root", str(deck))
    assert mutate.main([*root, "--enter"]) == 0
    runs.names.clear()
    assert mutate.main([*root]) == 0
    drawn = set(runs.names)
    runs.weak = {f"topic/s{n:02}" for n in range(40)} - drawn
    assert mutate.main([*root, "--everything", "--enter"]) == 1
    runs.names.clear()
    assert mutate.main([*root]) == 1
    assert set(runs.names) == drawn
    assert mutate.main([*root, drawn.pop()]) == 0


def test_the_sample_is_drawn_from_what_is_kept(deck: Path, runs: Runs) -> None:
    root = ("--root", str(deck))
    assert mutate.main([*root, "--enter", "s39"]) == 0
    runs.names.clear()
    assert mutate.main([*root]) == 0
    assert len(runs.names) == 40


def test_everything_is_the_remedy_for_a_damaged_ledger(deck: Path, runs: Runs) -> None:
    root = ("--root", str(deck))
    path = deck / "proofs" / "mutants.json"
    path.parent.mkdir()
    path.write_text("{")
    assert mutate.main([*root, "--enter"]) == 1
    assert (path.read_text(), runs.names) == ("{", [])
    assert mutate.main([*root, "--enter", "--everything"]) == 0
    assert len(json.loads(path.read_text())) == 40
