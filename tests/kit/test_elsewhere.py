"""The bench and the checks on a deck that is not ours, called as its writer would."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests_support import DATA, REPOSITORY
from verified_snippets.kit import mutate
from verified_snippets.kit.bench import Bench

OURS = str(REPOSITORY / "verified_snippets")


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A project of one's own: cards, snippets under another name, and strict settings."""
    folder = tmp_path / "deck"
    shutil.copytree(DATA / "mini" / "cards", folder / "cards")
    shutil.copytree(DATA / "mini" / "verified_snippets", folder / "programs")
    settings = (
        '[tool.pytest.ini_options]\naddopts = "--strict-markers"\nfilterwarnings = ["error"]\n'
    )
    (folder / "pyproject.toml").write_text(settings)
    return folder


@pytest.fixture
def installed(tmp_path: Path) -> str:
    """The bench as a wheel installs it, to be found on the path alone."""
    site = tmp_path / "site" / "verified_snippets"
    shutil.copytree(
        REPOSITORY / "verified_snippets" / "kit",
        site / "kit",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("__init__.py", "__main__.py", "conftest.py", "pytest.ini", "test_snippets.py"):
        shutil.copy(REPOSITORY / "verified_snippets" / name, site)
    return str(site.parent)


def call(
    deck: Path, *arguments: str, path: str = str(REPOSITORY), **more: str
) -> subprocess.CompletedProcess[str]:
    # `-P` keeps the current folder off the path, as a command does that was installed
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=deck,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"} | more,
    )


def prove(
    deck: Path, *arguments: str, path: str = str(REPOSITORY)
) -> subprocess.CompletedProcess[str]:
    command = ("-m", "verified_snippets", "--snippets", "programs", "-m", "cpu")
    return call(deck, *command, *arguments, path=path)


def test_another_deck_is_proven_checked_and_built(deck: Path, installed: str) -> None:
    options = ("-v", "--ledger", "programs/proofs/cpu.json", "--junitxml", "report.xml")
    done = prove(deck, *options, path=installed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_snippet[tensors/twice-cpu] PASSED" in done.stdout
    assert "4 passed" in done.stdout
    report = (deck / "report.xml").read_text()
    seconds = re.findall(r'<property name="seconds" value="([0-9.]+)"', report)
    assert len(seconds) == 4
    assert min(map(float, seconds)) > 0
    folders = ("--cards", "cards", "--snippets", "programs")
    done = call(deck, str(REPOSITORY / "scripts" / "prove_names.py"), *folders)
    assert done.stdout == "3 names looked up, 0 not in torch\n", done.stderr
    done = call(deck, "-m", "deckgen", "check", *folders)
    assert done.stdout == (
        "7 cards: 0 proven cpu cuda, 6 proven cpu, 1 sourced, 0 unproven\n"
        "sentences: 0 proven, 0 stated, 0 mixed, 1 sourced, 4 silent\n"
        "cards read: 0 twice, 0 once, 7 never\n"
        "snippets on CUDA: 0 proven, 0 stale, 4 never run\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    done = call(deck, "-m", "deckgen", "build", *folders, "-o", "deck.apkg")
    assert done.returncode == 0, done.stderr
    assert (deck / "deck.apkg").stat().st_size > 0
    broken = deck / "programs" / "tensors" / "twice.py"
    broken.write_text(broken.read_text() + "pass\n")
    done = call(deck, "-m", "deckgen", "check", *folders)
    assert "`tensors/twice` has no proof of its present text" in done.stderr


def test_the_folder_may_be_named_to_pytest_itself(deck: Path) -> None:
    """Pytest records in the other folder, and on GitHub shows a failure at the snippet's line."""
    printing = deck / "programs" / "tensors" / "integer_dtype.py"
    text = printing.read_text()
    printing.write_text(text.replace("torch.int64'}}", "torch.int32'}}"))
    failing = deck / "programs" / "autograd" / "gradients_add.py"
    failing.write_text(failing.read_text().replace("[6.0, 6.0]", "[7.0, 6.0]"))
    done = call(
        deck,
        *("-m", "pytest", OURS, "--snippets", "programs", "-m", "cpu", "--record"),
        *("-p", "no:cacheprovider"),
        GITHUB_ACTIONS="true",
        GITHUB_WORKSPACE=str(deck),
    )
    assert done.returncode == 1
    assert "1 failed, 3 passed" in done.stdout, done.stdout + done.stderr
    assert printing.read_text() == text
    said = [line for line in done.stdout.splitlines() if line.startswith("::")]
    what = "failed: a second backward() adds to .grad (seed 20240229)"
    assert said == [f"::error file=programs/autograd/gradients_add.py,line=14::{what}"]


def test_an_empty_folder_does_not_pass(deck: Path) -> None:
    shutil.rmtree(deck / "programs")
    assert prove(deck).returncode == 4
    (deck / "programs").mkdir()
    assert prove(deck).returncode == 5
    everything = call(deck, "-m", "verified_snippets", "--snippets", "programs")
    assert everything.returncode == 1


def test_the_mutants_of_another_deck_are_counted(
    deck: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(deck)
    monkeypatch.setattr(mutate, "Bench", lambda: contextlib.nullcontext(bench))
    mutate.main(["--root", "programs", "--all"])
    said = capsys.readouterr().out
    assert "tensors/twice: " in said
    assert "4 of 4 snippets were run" in said
    assert "mutants rejected" in said
