"""Mistakes that readers planted in shown code, as people make them: a check alone rejects each.

The readers chose them before they looked at the checks. One that no check rejects says why.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards
from tests_support import DATA
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.prove import SEEDS
from verified_snippets.kit.snippet import Cell, Snippet

MISTAKES: list[dict[str, Any]] = tomllib.loads((DATA / "mistakes.toml").read_text())["mistake"]
SNIPPETS = default_snippets(default_cards())


def planted(mistake: dict[str, Any]) -> tuple[Snippet, Cell]:
    snippet, faults = parse_snippet(SNIPPETS / f"{mistake['snippet']}.py", SNIPPETS)
    assert faults == []
    code = "\n".join(snippet.card.lines)
    assert code.count(mistake["old"]) == 1, "the shown code has changed: plant it anew"
    changed = code.replace(mistake["old"], mistake["new"])
    return snippet, replace(snippet.card, lines=tuple(changed.split("\n")))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m['snippet']}: {m['believes']}")
def test_a_check_rejects_a_planted_mistake(mistake: dict[str, Any], bench: Bench) -> None:
    snippet, shown = planted(mistake)
    run = bench.run(snippet, "cpu", SEEDS[0], shown)
    rejected = any(verdict and verdict.assertion for verdict in run.verdicts)
    assert rejected is ("unnoticed" not in mistake), run


def test_nine_in_ten_are_rejected() -> None:
    unnoticed = [mistake for mistake in MISTAKES if "unnoticed" in mistake]
    assert len(MISTAKES) >= 30
    assert len(unnoticed) * 10 <= len(MISTAKES)
