"""Snippets that are for some releases of torch only, or for more than one GPU."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests_support import REPOSITORY, planted
from verified_snippets.kit.ledger import Proof, harness_digest, read_ledger, write_ledger
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.snippet import Snippet

GOOD = """\
# %% card
x = 1
# %% check it is one
assert x == 1
# %% wrong it is two
x = 2
"""
SNIPPET = Snippet("a/b", Path("a/b.py"), ())


def with_metadata(*lines: str) -> str:
    return "\n".join(["# /// snippet", *(f"# {line}" for line in lines), "# ///", GOOD])


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        ("", "", ["2.6.0", "2.9.1", "2.13.0+cpu", "3.0.0"]),
        ("2.9", "", ["2.9.1", "2.13.0+cpu", "3.0.0"]),
        ("", "2.9", ["2.6.0", "2.9.1"]),
        ("2.9", "2.13", ["2.9.1", "2.13.0+cpu"]),
        ("2.10", "2.12", []),
    ],
)
def test_a_snippet_holds_from_its_first_release_to_its_last(
    since: str, until: str, held: list[str]
) -> None:
    snippet = replace(SNIPPET, since=since, until=until)
    versions = ["2.6.0", "2.9.1", "2.13.0+cpu", "3.0.0"]
    assert [version for version in versions if snippet.holds_on(version)] == held


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("", "", ""),
        ("2.9", "", "for torch 2.9 and later"),
        ("", "2.8", "for torch 2.8 and earlier"),
        ("2.7", "2.8", "for torch 2.7 to 2.8"),
    ],
)
def test_it_says_for_which(since: str, until: str, words: str) -> None:
    assert replace(SNIPPET, since=since, until=until).releases == words


def test_the_metadata_is_read(tmp_path: Path) -> None:
    snippet = planted(with_metadata('since = "2.9"', 'until = "2.9"', "gpus = 2"), tmp_path)
    assert (snippet.since, snippet.until, snippet.gpus) == ("2.9", "2.9", 2)


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["since = 2.9"], "the metadata `since` is unknown or of the wrong type"),
        (['until = "2.9.1"'], "the metadata `until` is unknown or of the wrong type"),
        (["gpus = 1"], "the metadata `gpus` is unknown or of the wrong type"),
        (["gpus = true"], "the metadata `gpus` is unknown or of the wrong type"),
        (
            ['since = "2.10"', 'until = "2.9"'],
            "`until` comes before `since`, so no torch would do",
        ),
        (["gpus = 2", 'devices = ["cpu"]'], "`gpus` in a snippet that never runs on CUDA"),
    ],
)
def test_what_contradicts_itself_is_a_fault(tmp_path: Path, lines: list[str], what: str) -> None:
    path = tmp_path / "a" / "b.py"
    path.parent.mkdir()
    path.write_text(with_metadata(*lines))
    _, faults = parse_snippet(path, tmp_path)
    assert [fault.what for fault in faults] == [what]


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "verified_snippets", "--snippets", str(folder), "-rs"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_another_torch_is_a_visible_skip_that_leaves_the_ledger_alone(tmp_path: Path) -> None:
    snippet = planted(with_metadata('since = "99.0"'), tmp_path)
    ledger = tmp_path / "proofs" / "cpu.json"
    ledger.parent.mkdir()
    proof = Proof(snippet.digest, harness_digest(), "99.0.0", "cpu", "", "2030-01-01", 0.1)
    write_ledger(ledger, {"topic/name-cpu": proof})
    told = run(tmp_path, "-m", "cpu or simulated", "--ledger", str(ledger), "--record")
    assert "it is for torch 99.0 and later; this is torch " in told
    assert "test_simulated[" not in told
    assert read_ledger(ledger) == {"topic/name-cpu": proof}
