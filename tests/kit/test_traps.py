"""The planted snippets of tests/data/traps, proven as a user proves a deck of their own.

Each file begins with `# told:` and words of the sentence it must be answered with.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.checks.check import check_library
from tests_support import DATA, REPOSITORY, enter_proofs
from verified_snippets.kit.ledger import read_ledger, write_ledger

TRAPS = DATA / "traps"
FILES = sorted((TRAPS / "traps").glob("*.py"))


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each planted snippet was told, by its name; empty for one that passed."""
    report = tmp_path_factory.mktemp("traps") / "report.xml"
    command = [sys.executable, "-m", "verified_snippets", "--snippets", str(TRAPS), "-m", "cpu"]
    done = subprocess.run(
        [*command, "--junitxml", str(report)], cwd=REPOSITORY, capture_output=True, check=False
    )
    assert done.returncode == 1
    told = {}
    for case in ET.parse(report).iter("testcase"):
        name = case.attrib["name"].removeprefix("test_snippet[").removesuffix("-cpu]")
        failure = case.find("failure")
        told[name] = "" if failure is None else str(failure.text)
    return told


def test_every_trap_was_run(failures: dict[str, str]) -> None:
    assert sorted(failures) == [f"traps/{path.stem}" for path in FILES]
    assert len(FILES) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_trap_is_told_by_its_sentence_at_its_line(failures: dict[str, str], path: Path) -> None:
    first = path.read_text().partition("\n")[0]
    told = failures[f"traps/{path.stem}"]
    assert told.startswith(f"{path}:")
    assert first.removeprefix("# told: ") in told


def unproven(folder: Path) -> list[str]:
    problems = check_library(folder / "cards", folder / "verified_snippets").problems
    return [f"{p.place.line}: {p.what}" for p in problems]


def test_a_ledger_of_another_text_or_bench_proves_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA / "stale", tmp_path / "stale")
    enter_proofs(folder / "verified_snippets")
    assert unproven(folder) == []
    edited = folder / "verified_snippets" / "sums" / "edited.py"
    edited.write_text(edited.read_text() + "# a note\n")
    sentence = "has no proof of its present text on the CPU"
    assert unproven(folder) == [f"8: `sums/edited` {sentence}"]
    ledger = folder / "verified_snippets" / "proofs" / "cpu.json"
    proofs = read_ledger(ledger)
    key = "sums/other_bench-cpu"
    write_ledger(ledger, proofs | {key: replace(proofs[key], harness="0" * 64)})
    assert unproven(folder) == [
        f"8: `sums/edited` {sentence}",
        f"20: `sums/other_bench` {sentence}",
    ]
