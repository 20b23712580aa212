"""Whatever the checks of a snippet reject: a proof holds only while each of them is needed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.prove import NotProvenError, prove
from verified_snippets.kit.snippet import Cell, Snippet

NO = Failure("AssertionError", "", assertion=True)
CARD = Cell("card", "", 1, ("x = 1",))
Table = tuple[tuple[bool, ...], ...]
"""For each wrong variant, which of the checks reject it."""
TABLES: list[Table] = [
    table
    for checks in (1, 2, 3)
    for wrongs in (1, 2, 3)
    for table in product(product((False, True), repeat=checks), repeat=wrongs)
]


def build(table: Table) -> tuple[Snippet, dict[Cell, dict[Cell, bool]]]:
    """A snippet of as many wrong variants and checks, and who rejects whom."""
    checks = tuple(Cell("check", f"c{n}", 10 + n, ("assert x == 1",)) for n in range(len(table[0])))
    wrongs = tuple(Cell("wrong", f"w{n}", 20 + n, ("x = 2",)) for n in range(len(table)))
    rejects = {
        wrong: dict(zip(checks, row, strict=True)) for wrong, row in zip(wrongs, table, strict=True)
    }
    return Snippet("topic/name", Path("topic/name.py"), (CARD, *checks, *wrongs)), rejects


def is_proven(snippet: Snippet, rejects: dict[Cell, dict[Cell, bool]]) -> bool:
    def run(snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        said = rejects[shown] if shown else {}
        return Run(verdicts=tuple(NO if said.get(check) else None for check in snippet.checks))

    try:
        prove(snippet, "cpu", run)
    except NotProvenError:
        return False
    return True


def test_a_snippet_is_proven_when_each_check_alone_rejects_a_wrong_variant() -> None:
    for table in TABLES:
        alone = {row.index(True) for row in table if sum(row) == 1}
        wanted = all(map(any, table)) and alone == set(range(len(table[0])))
        assert is_proven(*build(table)) is wanted, table


def test_a_proven_snippet_without_one_of_its_checks_is_not_proven() -> None:
    proven = [(snippet, told) for snippet, told in map(build, TABLES) if is_proven(snippet, told)]
    assert len(proven) >= 20
    for snippet, rejects in proven:
        for check in snippet.checks:
            rest = tuple(cell for cell in snippet.cells if cell is not check)
            assert not is_proven(replace(snippet, cells=rest), rejects), rejects
