"""The ledger of proofs: what passed, where and when, bound to the bytes that passed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from verified_snippets.kit.files import file_fault
from verified_snippets.kit.snippet import Snippet, digest_of

HARNESS = (
    "bench",
    "compare",
    "empty",
    "executed",
    "failure",
    "fork",
    "guard",
    "hide",
    "landlock",
    "lint",
    "metadata",
    "names",
    "outcome",
    "parse",
    "place",
    "prove",
    "run",
    "snippet",
    "state",
    "unheard",
    "worker",
)
"""The modules that decide a verdict; a change of theirs makes every proof stale."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One passed run of one snippet on one device."""

    snippet: str
    """Hash of the snippet's bytes."""
    harness: str
    """Hash of the bench."""
    torch: str
    device: str
    """The device's own name: `cpu`, `NVIDIA H200`."""
    capability: str
    """Compute capability, `9.0`; empty for a CPU."""
    date: str
    """The day of the run, ISO, UTC."""
    seconds: float

    def holds_for(self, snippet: Snippet) -> bool:
        """Whether the snippet and the bench are still those that passed."""
        return self.snippet == snippet.digest and self.harness == harness_digest()


@cache
def harness_digest() -> str:
    """The hash of the bench as installed."""
    folder = Path(__file__).parent
    return digest_of(b"".join((folder / f"{name}.py").read_bytes() for name in HARNESS))


def key_of(name: str, device: str) -> str:
    """The entry of a snippet on a device, spelt like the test that proves it."""
    return f"{name}-{device}"


def read_ledger(path: Path) -> dict[str, Proof]:
    """The proofs in a ledger file, none where there is no file; ValueError names a damaged one."""
    if not os.path.lexists(path):
        return {}
    if wrong := file_fault(path):
        raise ValueError(f"{path}:1: the ledger is damaged: {wrong[0]}")
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {key: _proof(entry) for key, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{path}:1: the ledger is damaged: {error}") from error


def _proof(entry: dict[str, Any]) -> Proof:
    proof = Proof(**entry)
    for key, value in asdict(proof).items():
        if not isinstance(value, (int, float) if key == "seconds" else str):
            raise TypeError(f"`{key}` is {value!r}")
    return proof


def write_ledger(path: Path, proofs: dict[str, Proof]) -> None:
    """Write a ledger, one proof an entry, in order, so that a diff shows what was proven anew."""
    text = json.dumps({key: asdict(proofs[key]) for key in sorted(proofs)}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def amend(proofs: dict[str, Proof], passed: dict[str, Proof], failed: set[str]) -> dict[str, Proof]:
    """The ledger after a run: a failure deletes, a pass enters, anything else is left alone.

    A pass that says what the ledger says already keeps its old entry, date included.
    """
    kept = {key: proof for key, proof in proofs.items() if key not in failed}
    for key, proof in passed.items():
        if key not in kept or _said(kept[key]) != _said(proof):
            kept[key] = proof
    return kept


def _said(proof: Proof) -> tuple[str, ...]:
    return (proof.snippet, proof.harness, proof.torch, proof.device, proof.capability)
