from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit import mutate
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.mutants import mutants
from verified_snippets.kit.score import score
from verified_snippets.kit.snippet import Cell


def titles(code: str) -> list[str]:
    return [mutant.title for mutant in mutants(Cell("card", "", 1, tuple(code.split("\n"))))]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("x = 1 + y", "x = 1 + y: Add -> Sub"),
        ("x = 1 + y", "x = 1 + y: 1 -> 2"),
        ("x = y < 2.5", "x = y < 2.5: Lt -> GtE"),
        ("x = y is None", "x = y is None: Is -> IsNot"),
        ("x = True", "x = True: True -> False"),
        ("x += y", "x += y: deleted"),
        ("f(x)", "f(x): deleted"),
        ("x.grad = None", "x.grad = None: deleted"),
        ("x[0] = y", "x[0] = y: deleted"),
        ("y = x.detach()", "y = x.detach(): without .detach()"),
        ("y = f(x, dim=z)", "y = f(x, dim=z): without dim="),
        ("y = f(a, b)", "y = f(a, b): arguments swapped"),
        ("y = x.to(torch.float32)", "y = x.to(torch.float32): float32 -> float64"),
        ("with torch.no_grad():\n    y = f(x)", "with torch.no_grad():: without the with"),
    ],
)
def test_code_is_changed_in_small_ways(code: str, title: str) -> None:
    assert title in titles(code)


@pytest.mark.parametrize(
    "code",
    [
        "y = torch.ones(n, device=device)",
        "y = x.to(device)",
        "super().__init__",
        "print(x)",
        "'text'",
        "x = None",
    ],
)
def test_what_shows_nowhere_is_left_alone(code: str) -> None:
    assert titles(code) == []


def test_a_mutant_is_another_program_on_its_own_line() -> None:
    card = Cell("card", "", 10, ("x = a", "y = x * 3"))
    found = {mutant.title: mutant for mutant in mutants(card)}
    assert found["y = x * 3: Mult -> Add"].cell.text == "x = a\ny = x + 3"
    assert found["y = x * 3: 3 -> 4"].cell.text == "x = a\ny = x * 4"
    assert {mutant.line for mutant in found.values()} == {12}


CARD = """\
# %% setup
import torch
# %% card
size = 2
x = torch.ones(size).mul(3)
# %% check it is three
assert x[0].item() == 3
# %% wrong it is one
x = torch.ones(2)
"""


def test_a_survivor_is_told_and_an_excuse_takes_it_out(bench: Bench, tmp_path: Path) -> None:
    plain = score(planted(CARD, tmp_path), bench.run)
    assert [mutant.title for mutant in plain.survivors] == ["size = 2: 2 -> 3"]
    assert plain.rejected == plain.total - 1 == 2
    excuse = '# /// snippet\n# [equivalent]\n# "size = *" = "any size shows it"\n# ///\n'
    excused = score(planted(excuse + CARD, tmp_path), bench.run)
    assert (excused.survivors, excused.equivalent, excused.unused) == ((), 1, ())
    useless = score(planted(excuse.replace("size = *", "y = *") + CARD, tmp_path), bench.run)
    assert useless.unused == ("y = *",)


def test_deleting_an_assertion_lets_more_survive(bench: Bench, tmp_path: Path) -> None:
    weak = CARD.replace("x[0].item() == 3", "x[0].item() > 1")
    before, after = (score(planted(text, tmp_path), bench.run) for text in (CARD, weak))
    assert after.rejected < before.rejected


def test_the_report_names_survivors_and_fails_below_the_goal(
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(mutate, "Bench", lambda: contextlib.nullcontext(bench))
    snippet = planted(CARD, tmp_path)
    assert mutate.main(["--root", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"{snippet.path}:4: survived: size = 2: 2 -> 3" in said
    assert "2 of 3 mutants rejected (66.7%)" in said


def test_nothing_to_mutate_is_no_success(tmp_path: Path) -> None:
    assert mutate.main(["--root", str(tmp_path)]) == 1


def test_a_faulty_file_is_named_and_nothing_is_mutated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(CARD, tmp_path).path.with_name("empty.py").write_text("# %% setup\nx = 1\n")
    assert mutate.main(["--root", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "empty.py:1: the snippet has no card cell" in said
    assert "rejected" not in said
