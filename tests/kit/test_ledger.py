from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from verified_snippets.kit.join import join, main
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


STALE = replace(PROOF, snippet="old", date="2027-01-01")
LATER = replace(PROOF, date="2026-12-01", torch="2.14.0")


@pytest.mark.parametrize(
    ("proofs", "best"),
    [
        ([PROOF, STALE], PROOF),
        ([STALE, PROOF], PROOF),
        ([PROOF, replace(PROOF, harness="old", date="2027-01-01")], PROOF),
        ([PROOF, LATER], LATER),
        ([LATER, PROOF], LATER),
        ([PROOF, replace(PROOF, seconds=9.0)], PROOF),
        ([STALE], STALE),
    ],
)
def test_of_two_proofs_the_one_that_holds_and_then_the_later_is_kept(
    proofs: list[Proof], best: Proof
) -> None:
    assert join([{"a/b-cpu": proof} for proof in proofs], {"a/b": SNIPPET}) == {"a/b-cpu": best}


def test_ledgers_of_several_machines_become_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["autograd/one", "autograd/two", "loss/three"]
    for name in names:
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# %% card\nx = '{name}'\n")
    into, one, two = (tmp_path / f"{word}.json" for word in ("into", "one", "two"))
    write_ledger(into, {"autograd/one-cpu": PROOF, "autograd/gone-cpu": PROOF})
    write_ledger(one, {"autograd/one-cuda": PROOF, "autograd/two-cpu": PROOF})
    write_ledger(two, {"loss/three-cpu": PROOF, "autograd/two-cpu": LATER})
    assert main(["--root", str(tmp_path), str(into), str(one), str(two)]) == 0
    joined = read_ledger(into)
    assert list(joined) == [
        *("autograd/one-cpu", "autograd/one-cuda", "autograd/two-cpu", "loss/three-cpu")
    ]
    assert joined["autograd/two-cpu"] == LATER
    assert capsys.readouterr().out == f"{into}: 4 proofs\n"


@pytest.mark.parametrize(("at", "damage"), [(0, "{"), (1, "{"), (2, "{"), (1, None), (2, None)])
def test_a_ledger_that_cannot_be_joined_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int, damage: str | None
) -> None:
    paths = [tmp_path / f"{word}.json" for word in ("into", "one", "two")]
    for path in paths:
        write_ledger(path, {"a/b-cpu": PROOF})
    if damage is None:
        paths[at].unlink()
    else:
        paths[at].write_text(damage)
    before = {path: path.read_bytes() for path in paths if path.exists()}
    assert main(["--root", str(tmp_path), *map(str, paths)]) == 1
    assert capsys.readouterr().err.startswith(f"{paths[at]}:1: ")
    assert {path: path.read_bytes() for path in paths if path.exists()} == before
