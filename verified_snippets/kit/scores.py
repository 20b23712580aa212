"""The ledger of mutants: what became of each snippet's mutants, bound to all that decided it."""

from __future__ import annotations

import importlib.metadata
import json
import random
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from verified_snippets.kit.ledger import harness_digest
from verified_snippets.kit.mutants import mutants
from verified_snippets.kit.score import Score, Survivor
from verified_snippets.kit.snippet import Snippet, digest_of

DECIDING = ("mistakes", "mutants", "score")
"""The modules that decide a score beside those that decide a proof."""
SAMPLE = 20
"""One in so many kept scores is found anew by every run, to catch what the digest does not see."""


@cache
def rules_digest() -> str:
    """The hash of the bench, of the rules of mutation, and of the releases of Python and torch.

    Only `major.minor` of Python counts, and no local label of torch: `2.13.0` for `2.13.0+cpu`.
    """
    folder = Path(__file__).parent
    code = b"".join((folder / f"{name}.py").read_bytes() for name in DECIDING)
    torch = importlib.metadata.version("torch").partition("+")[0]
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return digest_of("\n".join((harness_digest(), digest_of(code), python, torch)).encode())


def seal(snippet: Snippet, score: Score) -> str:
    """The hash of a score with its snippet and the rules, which an edit of any of them breaks."""
    facts = (snippet.digest, rules_digest(), asdict(score))
    return digest_of(json.dumps(facts, sort_keys=True).encode())


def read_scores(path: Path, snippets: Iterable[Snippet]) -> dict[str, Score]:
    """The scores in a ledger file that hold for their snippets, by name.

    A score holds while its seal is unbroken and it counts as many mutants as the snippet has.
    No file holds no score; ValueError names a damaged one.
    """
    if not path.exists():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        found = {name: (entry["seal"], _score(entry)) for name, entry in entries.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{path}:1: the ledger is damaged: {error!r}") from error
    return {
        snippet.name: score
        for snippet in snippets
        for sealed, score in [found.get(snippet.name, ("", None))]
        if score and sealed == seal(snippet, score) and _counts_all(snippet, score)
    }


def _score(entry: dict[str, Any]) -> Score:
    return Score(
        rejected=int(entry["rejected"]),
        broke=int(entry["broke"]),
        excused=_survivors(entry["excused"]),
        survivors=_survivors(entry["survivors"]),
        printed=int(entry["printed"]),
        unused=tuple(entry["unused"]),
        artefact=str(entry["artefact"]),
    )


def _survivors(entries: list[tuple[int, str]]) -> tuple[Survivor, ...]:
    return tuple(Survivor(line, title) for line, title in entries)


def _counts_all(snippet: Snippet, score: Score) -> bool:
    count = sum(1 for _ in mutants(snippet.card, snippet.setup))
    return score.total + len(score.excused) == count


def write_scores(path: Path, scores: Iterable[tuple[Snippet, Score]]) -> None:
    """Write a ledger in order, so that a diff shows which scores changed."""
    entries = {
        snippet.name: {"seal": seal(snippet, score), **asdict(score)} for snippet, score in scores
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def sample(snippets: Iterable[Snippet]) -> set[str]:
    """The names of one in `SAMPLE` snippets, at least one where there are any.

    All digests together are the seed: the same tree draws the same names wherever it is checked
    out, so a failure can be repeated, and every change of a snippet or of the bench draws others.
    """
    digests = {snippet.name: snippet.digest for snippet in snippets}
    seed = digest_of((rules_digest() + json.dumps(digests, sort_keys=True)).encode())
    return set(random.Random(seed).sample(sorted(digests), -(-len(digests) // SAMPLE)))
