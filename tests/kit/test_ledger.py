from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from verified_snippets.kit.ledger import (
    Proof,
    amend,
    harness_digest,
    read_ledger,
    write_ledger,
)
from verified_snippets.kit.snippet import Snippet

PROOF = Proof("abc", harness_digest(), "2.13.0", "cpu", "", "2026-11-22", 0.5)
SNIPPET = Snippet("a/b", Path("a/b.py"), (), digest="abc")


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "cpu.json"
    assert read_ledger(path) == {}
    write_ledger(path, {"a/b-cpu": PROOF})
    assert read_ledger(path) == {"a/b-cpu": PROOF}


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"a-cpu": {}}', '{"a-cpu": 3}', "[" * 100_000),
        json.dumps({"a-cpu": asdict(PROOF) | {"torch": 5}}),
        json.dumps({"a-cpu": asdict(PROOF) | {"seconds": "1"}}),
    ],
)
def test_a_damaged_ledger_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cpu.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"cpu\.json:1: the ledger is damaged"):
        read_ledger(path)


def test_a_folder_in_the_place_of_a_ledger_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r":1: the ledger is damaged: "):
        read_ledger(tmp_path)


def test_a_proof_holds_while_snippet_and_bench_stay() -> None:
    assert PROOF.holds_for(SNIPPET)
    assert not PROOF.holds_for(replace(SNIPPET, digest="abd"))
    assert not replace(PROOF, harness="old").holds_for(SNIPPET)


def test_a_failure_deletes_and_a_pass_enters_and_a_skip_changes_nothing() -> None:
    old = {"failed": PROOF, "skipped": PROOF, "same": PROOF, "changed": PROOF}
    again = replace(PROOF, date="2027-01-01", seconds=9.0)
    changed = replace(again, snippet="abd")
    passed = {"same": again, "changed": changed, "new": again}
    assert amend(old, passed, {"failed"}) == {
        "skipped": PROOF,
        "same": PROOF,
        "changed": changed,
        "new": again,
    }
