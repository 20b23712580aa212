from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit import mutate
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.mutants import mutants, unchanged
from verified_snippets.kit.score import Score, Survivor, score
from verified_snippets.kit.snippet import Cell


def titles(code: str) -> list[str]:
    return [mutant.title for mutant in mutants(Cell("card", "", 1, tuple(code.split("\n"))))]


LAYERS = """\
class Net:
    def __init__(self):
        self.a = nn.ReLU()
        self.b = nn.Tanh()
    def forward(self, x):
        self.a(x)
"""


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
        ("a, b = 1, 2\ny = a * a", "y = a * a: a -> b"),
        ("def f(w, x):\n    return w * x", "return w * x: w -> x"),
        ("for x, y in pairs:\n    n += len(x)", "n += len(x): x -> y"),
        (LAYERS, "self.a(x): self.a -> self.b"),
        ("x = y < z", "x = y < z: Lt -> LtE"),
        ("x = y >= z", "x = y >= z: GtE -> Gt"),
        ("y = f(a, b)", "y = f(a, b): first argument twice"),
        ("y = f(a, b)", "y = f(a, b): second argument twice"),
        ("with f:\n    a()\n    b()", "a(): out of the block, before it"),
        ("with f:\n    a()\n    b()", "b(): out of the block, behind it"),
        ("a()\nwith f:\n    b()\nc()", "a(): into the block below"),
        ("a()\nwith f:\n    b()\nc()", "c(): into the block above"),
        ("for n in x:\n    a(n)\nc()", "c(): into the block above"),
        ("@torch.no_grad()\ndef f(x):\n    return x", "@torch.no_grad(): without the decorator"),
        ("o = optim.SGD(p)", "o = optim.SGD(p): SGD -> Adam"),
        ("y = x.detach()", "y = x.detach(): detach -> clone"),
        ("y = x.mean()", "y = x.mean(): mean -> sum"),
        ("net.train()", "net.train(): train -> eval"),
        ("y = f(x, reduction='sum')", "y = f(x, reduction='sum'): 'sum' -> 'mean'"),
    ],
)
def test_code_is_changed_in_small_ways(code: str, title: str) -> None:
    assert title in titles(code)


@pytest.mark.parametrize(
    "code",
    [
        "y = torch.empty(n, device=device)",
        "y = x.to(device)",
        "super().__init__",
        "print(x)",
        "'text'",
        "x = None",
    ],
)
def test_what_shows_nowhere_is_left_alone(code: str) -> None:
    assert titles(code) == []


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("a = 1\ny = a * a\nb = 2", "y = a * a: a -> b"),  # b is made later
        ("a, b = 1, 'x'\ny = a * a", "y = a * a: a -> b"),  # b is of another kind
        ("for n in x:\n    a(n)\n    c()", "a(n): out of the block, before it"),
        ("print(a, b)", "print(a, b): first argument twice"),
    ],
)
def test_no_mutant_is_made_that_nobody_would_write(code: str, title: str) -> None:
    assert title not in titles(code)


def test_a_change_of_print_statements_alone_is_known() -> None:
    lines = ("x = 1 + y", "for n in range(2):", "    print(x + n)", "print(x < y)")
    printing = {m.title for m in mutants(Cell("card", "", 1, lines)) if m.printing}
    assert {title.partition(": ")[0] for title in printing} == {
        "for n in range(2):",
        "print(x + n)",
        "print(x < y)",
    }


def test_the_unchanged_card_keeps_the_mark_of_the_line_that_raises() -> None:
    lines = ("y = f(", "    x,", ")  # raises", "", "z = 1  # no more")
    same = unchanged(Cell("card", "", 1, lines))
    assert same.lines == ("y = f(x)  # raises", "z = 1")


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
    assert plain.rejected == plain.total - 1 == 3
    excuse = '# /// snippet\n# [equivalent]\n# "size = *" = "any size shows it"\n# ///\n'
    excused = score(planted(excuse + CARD, tmp_path), bench.run)
    assert [mutant.title for mutant in excused.excused] == ["size = 2: 2 -> 3"]
    assert (excused.survivors, excused.unused) == ((), ())
    useless = score(planted(excuse.replace("size = *", "y = *") + CARD, tmp_path), bench.run)
    assert useless.unused == ("y = *",)


SHOWING = """\
# %% setup
import torch
# %% card
x = torch.ones(2)
y = 2 * x
print(y.sum())
# %% output
# tensor(4.)
# %% check there are two
assert y.shape == (2,)
# %% wrong there are three
x = torch.ones(3)
y = 2 * x
"""


def test_output_rejects_the_mutants_of_print_statements_and_no_others(
    bench: Bench, tmp_path: Path
) -> None:
    found = score(planted(SHOWING, tmp_path), bench.run)
    survived = {mutant.title for mutant in found.survivors}
    assert {"y = 2 * x: 2 -> 3", "x = torch.ones(2): ones -> zeros"} <= survived
    assert not any("print" in title for title in survived)
    assert found.printed == 3


RAISING = """\
# %% setup
import torch
# %% card
x = torch.ones(2)
y = x + torch.ones(
    3
)  # raises
z = 1
# %% raises RuntimeError
# must match
# %% check nothing was added
assert error is not None
assert "x" in globals()
# %% wrong the longer one is cut
x = torch.ones(2)
y = x + torch.ones(3)[:2]
"""


def test_another_error_than_the_recorded_one_rejects_nothing(bench: Bench, tmp_path: Path) -> None:
    text = RAISING.replace("y = x + torch", "x.shape = 2\ny = x + torch").replace(
        "# raises\nz", "\nz"
    )
    snippet = planted(RAISING, tmp_path)
    found = score(snippet, bench.run)
    assert found.artefact == ""
    assert "y = x + torch.ones(: Add -> Sub" in {mutant.title for mutant in found.survivors}
    broken = score(planted(text, tmp_path), bench.run)
    assert "another line" in broken.artefact or "was to be raised" in broken.artefact


@pytest.mark.parametrize(
    ("rejected", "survivors", "low"),
    [
        (4, 1, False),
        (3, 1, False),
        (1, 2, True),
        (0, 1, False),
        (3, 2, True),
        (8, 2, False),
        (7, 3, True),
    ],
)
def test_every_snippet_has_a_floor(rejected: int, survivors: int, low: bool) -> None:
    found = Score(rejected, 0, (), (Survivor(1, "x"),) * survivors)
    assert found.is_low is low


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
    assert "3 of 4 mutants rejected (75.0%)" in said


def test_each_excused_mutant_is_listed_with_its_reason(
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(mutate, "Bench", lambda: contextlib.nullcontext(bench))
    excuse = '# /// snippet\n# [equivalent]\n# "size = *" = "any size shows it"\n# ///\n'
    snippet = planted(excuse + CARD, tmp_path)
    assert mutate.main(["--root", str(tmp_path), "--excused"]) == 0
    said = capsys.readouterr().out
    assert f"{snippet.path}:8: excused: size = 2: 2 -> 3 (any size shows it)" in said
    assert "3 of 3 mutants rejected (100.0%)" in said
    assert "; 1 excused" in said


def test_a_snippet_below_its_floor_fails_however_good_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(CARD, tmp_path)
    low = Score(700, 0, (), (Survivor(4, "x"),) * 300)
    for found, code in ((low, 1), (replace(low, rejected=30_000), 0)):
        monkeypatch.setattr(mutate, "score", lambda *_, found=found: found)
        assert mutate.main(["--root", str(tmp_path), "--everything"]) == code
    monkeypatch.setattr(mutate, "GOAL", 0.5)
    monkeypatch.setattr(mutate, "score", lambda *_: low)
    assert mutate.main(["--root", str(tmp_path), "--everything"]) == 1
    assert "1 of 1 snippets fell below the floor of 80%" in capsys.readouterr().out


def test_a_snippet_whose_unchanged_card_is_rejected_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet = planted(CARD, tmp_path)
    monkeypatch.setattr(mutate, "score", lambda *_: Score(4, 0, (), (), artefact="4: no"))
    assert mutate.main(["--root", str(tmp_path), "--everything"]) == 1
    assert f"{snippet.path}:4: no\n    this is the unchanged card" in capsys.readouterr().out


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
