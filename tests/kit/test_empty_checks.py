"""Checks that hold whatever the card does, planted, and the sentence each is refused with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.empty import empty_faults
from verified_snippets.kit.prove import MORE_SEEDS, SEEDS, NotProvenError, prove

SETUP = """\
import contextlib
import threading
import warnings
import torch
from verified_snippets.kit import device
given = [1.0, 1.0]
"""
CARD = "x = torch.ones(2)\nprint(x)\n"
WRONG = "x = torch.zeros(2)\n"


def snippet(check: str, card: str = CARD, setup: str = SETUP, wrong: str = WRONG) -> str:
    """A snippet about two ones, with the cells that a test is about in place of the plain ones."""
    return (
        f"# %% setup\n{setup}# %% card\n{card}# %% output\n# tensor([1., 1.])\n"
        f"# %% check it holds ones\n{check}\n# %% wrong it holds zeros\n{wrong}"
    )


SEEN = {
    "a list with itself": (
        "assert x.tolist() == x.tolist()",
        "this compares a thing with itself: write out the value you expect",
    ),
    "a tensor with itself": ("assert torch.equal(x, x)", "compares a thing with itself"),
    "by its method": ("assert x.equal(x)", "compares a thing with itself"),
    "by assert_close": ("torch.testing.assert_close(x, x)", "compares a thing with itself"),
    "the same object": ("assert x is x", "compares a thing with itself"),
    "numbers": ("assert 1 + 1 == 2", "this assertion cannot fail: compare something that was run"),
    "a full list": ("assert [x]", "this assertion cannot fail"),
    "a generator": ("assert (n == 1 for n in x)", "this assertion cannot fail"),
    "or True": (
        "assert x.sum() == 5 or True",
        "one side of the `or` is always true: assert the other side alone",
    ),
    "not and False": ("assert not (x.sum() == 2 and False)", "this assertion cannot fail"),
    "a length": (
        "assert len(x) >= 0",
        "this is never negative, so the assertion cannot fail: assert its value",
    ),
    "a method": ("assert x.all", "a method that is not called is always true: call it: add `()`"),
    "a flag": (
        "ok = True\nassert ok\nassert x[0] == 1",
        "this check itself sets `ok`, so the assertion cannot fail: assert what the card made",
    ),
    "a bare comparison": (
        "x.tolist() == [5.0]\nassert x[0] == 1",
        "nobody looks at what this comparison says: put `assert` before it",
    ),
    "a bare call": ("torch.equal(x, x + 1)\nassert x[0] == 1", "nobody looks at what this"),
    "a function nobody calls": (
        "def f():\n    assert x[0] == 5",
        "nobody calls `f`, so its assertion never runs: call it, or assert outside",
    ),
    "an except": (
        "try:\n    assert x[0] == 5\nexcept AssertionError:\n    pass",
        "what this assertion raises is caught around it: put it behind the block",
    ),
    "a bare except": ("try:\n    assert x[0] == 5\nexcept:\n    y = 1", "is caught around it"),
    "suppress": (
        "with contextlib.suppress(Exception):\n    assert x[0] == 5",
        "is caught around it",
    ),
    "a tolerance": (
        "torch.testing.assert_close(x, x + 5, atol=1e9, rtol=0)",
        "with `atol=1000000000.0` wrong values pass: stay below 0.1",
    ),
    "a relative tolerance": (
        "assert torch.allclose(x, 2 * x, rtol=1.0)",
        "with `rtol=1.0` wrong values pass",
    ),
    "an endless tolerance": (
        'torch.testing.assert_close(x, x + 5, atol=float("inf"), rtol=0)',
        "wrong values pass",
    ),
    "a distance": ("assert abs(x[0] - 5) < 1e9", "nothing is further than 1000000000.0 from"),
    "setup alone": (
        "assert given == [1.0, 1.0]",
        "the check looks at nothing that the card made or printed: assert something about a name",
    ),
    "its own tensor": ("y = torch.ones(2)\nassert y.tolist() == given", "looks at nothing that"),
    "another of that name": ("x = 1\nassert x == len(given) - 1", "looks at nothing that"),
    "that it printed": (
        "assert printed",
        "the check looks at the form of the output alone: assert the values that are printed",
    ),
    "lines": ("lines = printed.split('\\n')\nassert len(lines) == 2", "the form of the output"),
}
"""Checks that are seen to be empty without running them."""


@pytest.mark.parametrize("check", SEEN)
def test_an_empty_check_is_refused_without_running_it(check: str, tmp_path: Path) -> None:
    text, said = SEEN[check]
    made = planted(snippet(text), tmp_path)
    faults = [str(fault) for fault in empty_faults(made)]
    assert len(faults) == 1
    assert said in faults[0]
    line = int(faults[0].removeprefix(f"{made.path}:").partition(":")[0])
    assert made.checks[0].line <= line <= made.checks[0].line + 3


@pytest.mark.parametrize(
    "check",
    [
        "assert x.tolist() == [1.0, 1.0]",
        "y = x + 1\nassert y.tolist() == [2.0, 2.0]",
        "assert torch.equal(model(x), model(x))",
        "assert not (x != x).any()",
        "assert x.all()",
        "assert printed == 'tensor([1., 1.])\\n'",
        "lines = printed.split('\\n')\nassert lines[0] == 'tensor([1., 1.])'",
        "try:\n    x.bad()\nexcept AttributeError as slip:\n    problem = slip\nassert problem",
        "try:\n    assert x[0] == 1\nexcept AssertionError:\n    raise",
        "def f(y):\n    assert y == 1\nf(x[0])",
        "seen = []\nx.register_hook(lambda g: seen.append(g))\nassert seen == []",
        "torch.testing.assert_close(x, 1 + 0 * x, atol=1e-4, rtol=0)",
        "assert error is None",
    ],
)
def test_an_honest_check_is_let_through(check: str, tmp_path: Path) -> None:
    assert [str(fault) for fault in empty_faults(planted(snippet(check), tmp_path))] == []


GOOD = "assert x.tolist() == [1.0, 1.0]"
CELLS = {
    "dice": (
        snippet(GOOD, card="torch.manual_seed(0)\n" + CARD),
        "the card seeds the dice itself: remove it, the bench seeds each run",
    ),
    "warnings": (
        snippet(GOOD, card='warnings.simplefilter("ignore")\n' + CARD),
        "the card silences every warning: remove it, and declare the warning",
    ),
    "exec": (
        snippet(GOOD, card='exec("x = torch.ones(2)")\nprint(x)\n'),
        "the card runs a text with `exec`, which no mutant changes: write the code itself",
    ),
    "device": (
        snippet(GOOD, setup=SETUP + 'device = "cpu"\n'),
        "the setup cell hides the bench's `device` behind its own: give it another name",
    ),
    "device in a check": (snippet('device = "cpu"\n' + GOOD), "the check cell hides the bench's"),
    "another print": (
        snippet(GOOD, wrong='x = torch.ones(2)\nprint("x:", x, sep="")\n'),
        "the wrong variant only prints in another form: change what it does",
    ),
}
"""Cells that make checks say less than they seem to."""


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_takes_the_force_of_a_check_is_refused(cell: str, tmp_path: Path) -> None:
    text, said = CELLS[cell]
    (fault,) = empty_faults(planted(text, tmp_path))
    assert said in str(fault)


def test_a_card_about_seeds_has_a_check_that_seeds_again(tmp_path: Path) -> None:
    text = CELLS["dice"][0].replace(GOOD, "torch.manual_seed(1)\n" + GOOD)
    assert list(empty_faults(planted(text, tmp_path))) == []


RUNNING = {
    "an empty loop": (
        snippet(f"{GOOD}\nfor n in x[:0]:\n    assert n == 5"),
        "this assertion never ran: no loop or branch came to it",
    ),
    "a branch": (snippet(f"{GOOD}\nif x[0] > 1:\n    assert x[0] == 5"), "never ran"),
    "a function of a list": (
        snippet(f"{GOOD}\ndef f(n):\n    assert n == 5\nlist(map(f, []))"),
        "never ran",
    ),
    "all of nothing": (
        snippet(f"{GOOD}\nassert all(n == 5 for n in x[:0])"),
        "all() was asked about nothing: assert first that there is some",
    ),
    "none of nothing": (
        snippet(f"{GOOD}\nassert not any(n == 1 for n in x[:0])"),
        "any() was asked about nothing",
    ),
    "a thread": (
        snippet(
            GOOD,
            card="thread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\n"
            "thread.join()\n" + CARD,
        ),
        "ZeroDivisionError: division by zero",
    ),
    "a finalizer": (
        snippet(
            GOOD,
            card="class Late:\n    def __del__(self):\n        raise ValueError('too late')\n"
            "late = Late()\ndel late\n" + CARD,
        ),
        "ValueError: too late",
    ),
    "luck": (
        snippet(GOOD + "\nassert luck", card="luck = torch.rand(1) > 0.5\n" + CARD),
        f"(seed {SEEDS[1]})",
    ),
    "the sign of luck": (
        snippet(GOOD + "\nassert luck", card="luck = torch.randn(1) > 0\n" + CARD),
        f"(seed {SEEDS[1]})",
    ),
}
"""What shows only when the snippet runs."""


@pytest.mark.parametrize("case", RUNNING)
def test_a_check_that_is_empty_when_it_runs_is_refused(
    case: str, bench: Bench, tmp_path: Path
) -> None:
    text, said = RUNNING[case]
    with pytest.raises(NotProvenError) as refusal:
        prove(planted(text, tmp_path), "cpu", bench.run)
    assert said in str(refusal.value)


def test_functions_of_the_card_may_ask_about_nothing(bench: Bench, tmp_path: Path) -> None:
    card = "def are_small(values):\n    return all(v < 9 for v in values)\n" + CARD
    prove(planted(snippet(GOOD + "\nassert are_small([])", card=card), tmp_path), "cpu", bench.run)


def test_an_empty_check_is_no_proof_and_every_fault_is_told(bench: Bench, tmp_path: Path) -> None:
    made = planted(snippet("assert x is x\nassert x[0] == 1 or True"), tmp_path)
    with pytest.raises(NotProvenError, match=r"with itself(.|\n)*one side of the `or`"):
        prove(made, "cpu", bench.run)


def test_a_proof_in_a_ledger_is_found_with_five_seeds(bench: Bench, tmp_path: Path) -> None:
    card = "luck = torch.rand(5)[3] < 0.99\n" + CARD
    made = planted(snippet(GOOD, card=card), tmp_path)
    seen: list[int] = []

    def run(*asked: object) -> object:
        seen.append(asked[2])  # type: ignore[arg-type]
        return bench.run(*asked)  # type: ignore[arg-type]

    prove(made, "cpu", run, MORE_SEEDS)  # type: ignore[arg-type]
    assert seen[:5] == list(MORE_SEEDS)
    assert len(set(MORE_SEEDS)) == 5
