"""The planted snippets of tests/data/traps, proven as the deck is.

Each file begins with `# told:` and words of the sentence it must be answered with.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.checks.check import check_library
from tests_support import DATA, enter_proofs
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.ledger import read_ledger, write_ledger
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import NotProvenError, prove

TRAPS = DATA / "traps"
FILES = sorted((TRAPS / "traps").glob("*.py"))


def test_the_search_for_snippets_finds_every_trap() -> None:
    assert find_snippets(TRAPS) == FILES
    assert len(FILES) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_trap_is_told_by_its_sentence_at_its_line(
    path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verified_snippets.kit.bench.GRACE", 0.5)
    first = path.read_text().partition("\n")[0]
    told = why_not(path, bench)
    assert told.startswith(f"{path}:")
    assert first.removeprefix("# told: ") in told


def why_not(path: Path, bench: Bench) -> str:
    """What the bench has against a file; empty for a snippet that is proven."""
    snippet, faults = parse_snippet(path, TRAPS)
    if faults:
        return "\n".join(map(str, faults))
    try:
        prove(snippet, "cpu", bench.run)
    except NotProvenError as error:
        return str(error)
    return ""


def unproven(folder: Path) -> list[str]:
    problems = check_library(folder / "cards", folder / "verified_snippets").problems
    return [f"{p.place.line}: {p.what}" for p in problems]


def test_a_ledger_of_another_text_or_bench_proves_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA / "stale", tmp_path / "stale")
    enter_proofs(folder / "verified_snippets")
    assert unproven(folder) == []
    edited = folder / "verified_snippets" / "sums" / "edited.py"
    edited.write_text(edited.read_text() + "pass\n")
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
