"""Each way to fool the bench, planted, and the sentence it is answered with."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
import torch

from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.prove import prove
from verified_snippets.kit.run import run_snippet
from verified_snippets.kit.snippet import Snippet

GOOD = """\
# %% setup
import torch
from verified_snippets.kit import device
# %% card
x = torch.ones(2, device=device)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2, device=device)
"""
RAISING = """\
# %% setup
import torch
# %% card
a = torch.ones(2)
b = torch.ones(3)
a + b
# %% raises RuntimeError
# must match the size
# %% check nothing was added
assert isinstance(error, RuntimeError)
# %% wrong the longer one is cut
a = torch.ones(2)
b = torch.ones(3)
a + b[:2]
"""


WARNING = """\
# /// snippet
# warns = ["old habits"]
# ///
# %% card
import warnings
warnings.warn("old habits")
# %% check it says so
assert warned == ["UserWarning: old habits"]
# %% wrong it is silent
warnings = None
"""
FORKING = """\
# %% setup
import os
# %% card
child = os.fork()
if child == 0:
    os._exit(3)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
# %% check the child ends by itself
assert status == 3
# %% wrong it ends well
status = 0
"""


def planted(text: str, folder: Path) -> Snippet:
    path = folder / "topic" / "name.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    snippet, faults = parse_snippet(path, folder)
    assert faults == []
    return snippet


def failure_of(snippet: Snippet) -> BaseException:
    try:
        prove(snippet, "cpu")
    except BaseException as error:
        return error
    pytest.fail("it was proven")


@pytest.mark.parametrize("text", [GOOD, RAISING, FORKING, WARNING])
def test_a_good_snippet_is_proven(tmp_path: Path, text: str) -> None:
    prove(planted(text, tmp_path), "cpu")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("torch.ones(2,", "torch.full((2,), 2.0,", "printed on cpu"),
        ("# tensor([1., 1.])", "# tensor([1., 2.])", "recorded"),
        ("# %% output\n# tensor([1., 1.])\n", "", "no output is recorded"),
        ("[1.0, 1.0]", "[1.0, 2.0]", "failed: it holds ones"),
        ("x = torch.zeros(2, device=device)", "x = torch.ones(2).to(device)", "passes every check"),
        ("x = torch.zeros(2, device=device)", "x = torhc.zeros(2)", "was not rejected, it broke"),
        ("x = torch.zeros(2, device=device)", "y = 1", "broke the check"),
        ("x = torch.zeros(2, device=device)", "raise ValueError", "was not rejected, it broke"),
        (
            "# %% wrong",
            "# %% check its sum is two\nassert x.sum() == 2\n# %% wrong",
            "is rejected by “it holds ones” alone",
        ),
        (
            "# %% card",
            "# %% card\ntorch.set_default_dtype(torch.float64)",
            "default dtype: torch.float32 -> torch.float64",
        ),
        ("# %% card", "# %% card\nimport sys; sys.path.append('x')", "import path"),
        ("# %% card", "# %% card\nimport warnings; warnings.warn('old')", "old"),
        ("# %% card", "# %% card\nimport os; os._exit(0)", "os._exit(0)"),
        ("# %% card", "# %% card\nraise SystemExit(0)", "0"),
        ("import torch\n", "import torch, nothing_of_that_name\n", "nothing_of_that_name"),
    ],
)
def test_what_is_not_so_is_not_proven(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert GOOD.count(old) == 1
    dtype = torch.get_default_dtype()
    error = failure_of(planted(GOOD.replace(old, new), tmp_path))
    assert said in "\n".join((str(error), *getattr(error, "__notes__", ())))
    assert torch.get_default_dtype() is dtype


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a + b\n", "a + a\n", "RuntimeError was to be raised, but nothing was"),
        ("raises RuntimeError", "raises ValueError", "ValueError was to be raised, but it was"),
        ("must match the size", "must be broadcastable", "the message differs"),
        ("a + b\n", "a + b\nprint(a)\n", "the error came from another line"),
        ("a + b\n", "c + b\n", "name 'c' is not defined"),
    ],
)
def test_an_error_must_be_the_one_that_is_meant(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises((AssertionError, NameError), match=said):
        prove(planted(RAISING.replace(old, new, 1), tmp_path), "cpu")


def test_a_marked_line_may_raise_before_the_last(tmp_path: Path) -> None:
    text = RAISING.replace("a + b\n", "a + b  # raises\nprint(a)\n", 1)
    prove(planted(text, tmp_path), "cpu")


def test_a_wrong_variant_may_raise_where_it_says_so(tmp_path: Path) -> None:
    text = (
        GOOD + "# %% wrong sizes need not match\nx = torch.ones(2)\nx + torch.ones(3)  # raises\n"
    )
    prove(planted(text, tmp_path), "cpu")
    with pytest.raises(AssertionError, match="it broke"):
        prove(planted(text.replace("  # raises", ""), tmp_path), "cpu")


def test_a_typo_in_a_wrong_variant_of_a_raising_card_is_a_defect(tmp_path: Path) -> None:
    text = RAISING.replace("a + b[:2]", "a.ad(b[:2])")
    with pytest.raises(AssertionError, match="was not rejected, it broke: AttributeError"):
        prove(planted(text, tmp_path), "cpu")


def test_luck_under_one_seed_is_not_enough(tmp_path: Path) -> None:
    text = GOOD.replace("print(x)", "print(torch.rand(1) > 0.6)").replace(
        "tensor([1., 1.])", "tensor([True])"
    )
    with pytest.raises(AssertionError, match="printed on cpu"):
        prove(planted(text, tmp_path), "cpu")


def test_a_seed_decides_every_draw(tmp_path: Path) -> None:
    draws = "import random\nprint(torch.rand(1).item(), random.random())"
    snippet = planted(GOOD.replace("print(x)", draws), tmp_path)
    first, again, other = (run_snippet(snippet, "cpu", seed).printed for seed in (1, 1, 2))
    assert first == again != other


def test_a_snippet_runs_in_an_empty_folder_of_its_own(tmp_path: Path) -> None:
    here = set(Path.cwd().iterdir())
    writing = "import os\nbefore = os.listdir()\ntorch.save(x, 'x.pt')\nprint(before)"
    text = GOOD.replace("print(x)", writing).replace("tensor([1., 1.])", "[]")
    prove(planted(text, tmp_path), "cpu")
    assert set(Path.cwd().iterdir()) == here


def test_an_endless_loop_is_stopped(tmp_path: Path) -> None:
    text = "# /// snippet\n# timeout = 1\n# ///\n" + GOOD.replace("print(x)", "while True: pass")
    with pytest.raises(TimeoutError, match="longer than 1 s"):
        prove(planted(text, tmp_path), "cpu")


def test_a_declared_warning_must_come_and_no_other(tmp_path: Path) -> None:
    head = '# /// snippet\n# warns = ["UserWarning: old"]\n# ///\n'
    warning = "# %% card\nimport warnings; warnings.warn('old habits')\n"
    good = head + GOOD.replace("# %% card\n", warning)
    prove(planted(good, tmp_path), "cpu")
    with pytest.raises(AssertionError, match="no warning matched"):
        prove(planted(head + GOOD, tmp_path), "cpu")
    other = good.replace("'old habits')", "'old habits'); warnings.warn('new')")
    with pytest.raises(AssertionError, match="undeclared warning"):
        prove(planted(other, tmp_path), "cpu")


def test_a_cpp_warning_comes_in_every_run_and_not_only_the_first(tmp_path: Path) -> None:
    snippet = planted(GOOD.replace("print(x)", "print(x)\nx.view(1, 1, 2).T"), tmp_path)
    for _ in range(2):
        with pytest.raises(UserWarning, match="deprecated"):
            prove(snippet, "cpu")


def test_a_failure_points_into_the_snippet(tmp_path: Path) -> None:
    snippet = planted(GOOD.replace("[1.0, 1.0]", "[1.0, 2.0]"), tmp_path)
    with pytest.raises(AssertionError) as caught:
        prove(snippet, "cpu")
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.filename, last.lineno) == (str(snippet.path), 10)
