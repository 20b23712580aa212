"""Each way to fool the bench, planted, and the sentence it is answered with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.prove import NotProvenError, judge_run, prove

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
# /// snippet
# [unrun]
# "os._exit(3)" = "the child runs it"
# ///
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


@pytest.mark.parametrize("text", [GOOD, RAISING, FORKING, WARNING])
def test_a_good_snippet_is_proven(bench: Bench, tmp_path: Path, text: str) -> None:
    prove(planted(text, tmp_path), "cpu", bench.run)


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
        ("# %% card", "# %% card\nimport warnings; warnings.warn('old')", "old"),
        ("# %% card", "# %% card\nimport os; os._exit(0)", "os._exit(0)"),
        ("# %% card", "# %% card\nraise SystemExit(0)", "0"),
        ("import torch\n", "import torch.nothing_of_that_name\n", "nothing_of_that_name"),
        ("print(x)", "print('\\n', x, sep='')", "printed on cpu"),
        ("print(x)\n# %% output\n# tensor([1., 1.])", "print()", "no output is recorded"),
        (
            "[1.0, 1.0]\n# %% wrong",
            "[1.0, 1.0]\ny = x + 1\n# %% check two are two\nassert y[0] == x[0] + 1\n# %% wrong",
            "failed: two are two (seed",
        ),
        (
            "x = torch.zeros(2, device=device)",
            "x = torch.ones(2)\nx + torch.ones(3)  # raises",
            "the wrong variant “it holds zeros” raises, and no check fails by its assertion",
        ),
    ],
)
def test_what_is_not_so_is_not_proven(
    bench: Bench, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert GOOD.count(old) == 1
    snippet = planted(GOOD.replace(old, new), tmp_path)
    with pytest.raises(NotProvenError) as caught:
        prove(snippet, "cpu", bench.run)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{snippet.path}:")
    prove(planted(GOOD, tmp_path), "cpu", bench.run)  # and the bench is none the worse


ALSO = """\
# %% also a sum
x = torch.zeros(2, device=device) + 1
print(x)
# %% also a list
x = torch.tensor([1.0, 1.0], device=device)
print(x)
"""


def test_other_answers_that_every_check_accepts_are_proven(bench: Bench, tmp_path: Path) -> None:
    prove(planted(GOOD + ALSO, tmp_path), "cpu", bench.run)
    also = "# %% also the other way round\na = torch.ones(2)\nb = torch.ones(3)\nb + a\n"
    prove(planted(RAISING + also, tmp_path), "cpu", bench.run)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = [1.0, 1.0]", ":10: the check “it holds ones” refuses the other answer “another”"),
        ("x = torch.ones(2)", "another” (line 13) printed (seed 20240229):\n\nrecorded:\ntensor"),
        ("x = torch.ones(2) + torch.ones(3)", ":14: the other answer “another” (line 13) broke"),
        ("raise ValueError", "another” (line 13) broke (seed 20240229): ValueError"),
        (
            "x = torch.ones(2)\nif torch.initial_seed() == 17: x += 1\nprint(x)",
            "refuses the other answer “another” (line 13) (seed 17)",
        ),
        (
            "x = torch.ones(2)\nprint(x)\ntorch.set_default_dtype(torch.float64)",
            "another” (line 13) left behind",
        ),
    ],
)
def test_another_answer_that_is_refused_is_named_with_check_and_line(
    bench: Bench, tmp_path: Path, code: str, said: str
) -> None:
    snippet = planted(f"{GOOD}# %% also another\n{code}\n", tmp_path)
    with pytest.raises(NotProvenError) as caught:
        prove(snippet, "cpu", bench.run)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{snippet.path}:")


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
    bench: Bench, tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(NotProvenError, match=said):
        prove(planted(RAISING.replace(old, new, 1), tmp_path), "cpu", bench.run)


ANYWHERE = "# /// snippet\n# default_device = false\n# ///\n"


def test_an_error_is_judged_by_the_cell_of_its_device(bench: Bench, tmp_path: Path) -> None:
    text = RAISING.replace("Error\n#", "Error cuda\n#", 1).replace(
        "RuntimeError)", "RuntimeError) and a.tolist() == [1.0, 1.0]"
    )
    zeros = "# %% wrong a is zero\na = torch.zeros(2)\nb = torch.ones(3)\na + b\n"
    prove(planted(ANYWHERE + text + zeros, tmp_path), "cuda", bench.run)
    text = text.replace("# %% check", "# %% raises RuntimeError cpu\n# no such words\n# %% check")
    with pytest.raises(NotProvenError, match=r"name\.py:9: the message differs"):
        prove(planted(text, tmp_path), "cpu", bench.run)


def test_a_marked_line_may_raise_before_the_last(bench: Bench, tmp_path: Path) -> None:
    text = RAISING.replace("a + b\n", "a + b  # raises\nprint(a)\n", 1)
    prove(planted(text, tmp_path), "cpu", bench.run)


def test_a_wrong_variant_may_raise_where_it_says_so(bench: Bench, tmp_path: Path) -> None:
    text = (
        GOOD + "# %% wrong sizes need not match\nx = torch.zeros(2)\nx + torch.ones(3)  # raises\n"
    )
    prove(planted(text, tmp_path), "cpu", bench.run)
    with pytest.raises(NotProvenError, match="it broke"):
        prove(planted(text.replace("  # raises", ""), tmp_path), "cpu", bench.run)


def test_a_typo_in_a_wrong_variant_of_a_raising_card_is_a_defect(
    bench: Bench, tmp_path: Path
) -> None:
    text = RAISING.replace("a + b[:2]", "a.ad(b[:2])")
    with pytest.raises(NotProvenError, match="was not rejected, it broke: AttributeError"):
        prove(planted(text, tmp_path), "cpu", bench.run)


def test_luck_under_one_seed_is_not_enough(bench: Bench, tmp_path: Path) -> None:
    text = GOOD.replace("print(x)", "print(torch.rand(1) > 0.6)").replace(
        "tensor([1., 1.])", "tensor([True])"
    )
    with pytest.raises(NotProvenError, match="printed on cpu"):
        prove(planted(text, tmp_path), "cpu", bench.run)


def test_a_seed_decides_every_draw(bench: Bench, tmp_path: Path) -> None:
    for draw in ("torch.rand(1)", "random.random()", "numpy.random.rand()"):
        snippet = planted(
            GOOD.replace("print(x)", f"import random, numpy\nprint({draw})"), tmp_path
        )
        first, again, other = (bench.run(snippet, "cpu", seed).printed for seed in (1, 1, 2))
        assert first == again != other


def test_a_snippet_runs_in_an_empty_folder_of_its_own(bench: Bench, tmp_path: Path) -> None:
    here = set(Path.cwd().iterdir())
    writing = "import os\nbefore = os.listdir()\ntorch.save(x, 'x.pt')\nprint(before)"
    text = GOOD.replace("print(x)", writing).replace("tensor([1., 1.])", "[]")
    prove(planted(text, tmp_path), "cpu", bench.run)
    assert set(Path.cwd().iterdir()) == here


def test_a_declared_warning_must_come_and_no_other(bench: Bench, tmp_path: Path) -> None:
    head = '# /// snippet\n# warns = ["UserWarning: old"]\n# ///\n'
    warning = "# %% card\nimport warnings; warnings.warn('old habits')\n"
    good = head + GOOD.replace("# %% card\n", warning)
    prove(planted(good, tmp_path), "cpu", bench.run)
    with pytest.raises(NotProvenError, match="no warning matched"):
        prove(planted(head + GOOD, tmp_path), "cpu", bench.run)
    other = good.replace("'old habits')", "'old habits'); warnings.warn('new')")
    with pytest.raises(NotProvenError, match="undeclared warning"):
        prove(planted(other, tmp_path), "cpu", bench.run)


def test_a_cpp_warning_comes_in_every_run_and_not_only_the_first(
    bench: Bench, tmp_path: Path
) -> None:
    snippet = planted(GOOD.replace("print(x)", "print(x)\nx.view(1, 1, 2).T"), tmp_path)
    for _ in range(2):
        with pytest.raises(NotProvenError, match="deprecated"):
            prove(snippet, "cpu", bench.run)


def test_a_failure_points_into_the_snippet_and_shows_its_values(
    bench: Bench, tmp_path: Path
) -> None:
    snippet = planted(GOOD.replace("[1.0, 1.0]", "[1.0, 2.0]"), tmp_path)
    with pytest.raises(NotProvenError) as caught:
        prove(snippet, "cpu", bench.run)
    said = str(caught.value)
    assert said.startswith(f"{snippet.path}:10: failed: it holds ones (seed 20240229)")
    assert f'File "{snippet.path}", line 10' in said
    assert "assert x.tolist() == [1.0, 2.0]" in said
    assert "x.tolist() = [1.0, 1.0]" in said
    assert "kit" not in said


ENDLESS = {
    "Python loop": "while True: pass",
    "loop that swallows every error": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "a swallowed limit": (
        "import time\nfor _ in range(30):\n    try:\n        time.sleep(0.1)\n"
        "    except BaseException:\n        break"
    ),
    "a caught limit": (
        "import time\nfor _ in range(30):\n    try:\n        time.sleep(0.1)\n"
        "    except Exception:\n        break"
    ),
}
TRAPS = {
    "exit 0 early": ("import os; os._exit(0)", "the snippet called os._exit(0)"),
    "exit 0 behind the bench's back": ("import posix; posix._exit(0)", "exit status 0"),
    "sys.exit": ("import sys; sys.exit(0)", "SystemExit"),
    "huge allocation": ("torch.ones(20 * 2**30 // 4)", "alloc"),
    "huge list": ("b = bytearray(20 * 2**30)", "MemoryError"),
    "endless output": ("while True: print('x' * 10**6)", "File too large"),
    "network": ("import socket; socket.create_connection(('192.0.2.1', 80), 1)", "no network"),
    "a name to look up": ("import socket; socket.getaddrinfo('example.org', 80)", "no network"),
    "a statement that never runs": (
        "if x.sum() > 5:\n    x = x + 1",
        "this shown statement never ran",
    ),
}


@pytest.mark.parametrize(("code", "said"), TRAPS.values(), ids=TRAPS)
def test_no_trap_is_proven_and_none_ends_the_bench(
    bench: Bench, tmp_path: Path, code: str, said: str
) -> None:
    snippet = planted(GOOD.replace("print(x)", f"print(x)\n{code}"), tmp_path)
    with pytest.raises(NotProvenError) as caught:
        prove(replace(snippet, timeout=100), "cpu", bench.run)
    assert said in str(caught.value)
    prove(planted(GOOD, tmp_path), "cpu", bench.run)


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS)
def test_what_does_not_end_is_ended(bench: Bench, tmp_path: Path, code: str) -> None:
    head = "# /// snippet\n# timeout = 1\n# ///\n"
    snippet = planted(head + GOOD.replace("print(x)", f"print(x)\n{code}"), tmp_path)
    with pytest.raises(NotProvenError, match="longer than 1 s"):
        prove(snippet, "cpu", bench.run)
    prove(planted(GOOD, tmp_path), "cpu", bench.run)


LEFT = {
    "torch.ones = torch.zeros": "torch.ones: another object, or none",
    "torch.Tensor.sum = torch.Tensor.mean": "torch.Tensor.sum: another object, or none",
    "del torch.nn.functional.relu": "torch.nn.functional.relu: another object, or none",
    "import builtins; builtins.print = id": "builtins.print: another object, or none",
    "torch.autocast('cpu').__enter__()": "autocast: (False, False) -> (True, False)",
    "torch.set_grad_enabled(False)": "grad mode: True -> False",
    "torch.backends.cudnn.allow_tf32 = False": "TF32 in cuDNN: True -> False",
    "torch._C._set_deterministic_algorithms(True)": "deterministic algorithms: False -> True",
    "import sys; sys.path.insert(0, 'elsewhere')": "import path: ",
    "torch.set_num_threads(2)": "threads: 1 -> 2",
    "torch.set_printoptions(precision=2)": "print options: ",
    "torch.nn.modules.module.register_module_forward_hook(lambda *a: None)": (
        "global module hooks: () -> ('_global_forward_hooks["
    ),
    "torch.set_default_dtype(torch.float64)": "default dtype: torch.float32 -> torch.float64",
}
"""Changes of the process, each with the beginning of the phrase that tells it."""


def test_whatever_is_left_behind_is_told_and_no_other_feels_it(
    bench: Bench, tmp_path: Path
) -> None:
    """All changes come in one snippet, for each spoilt worker is another start of torch."""
    snippet = planted(GOOD.replace("print(x)", "\n".join(("print(x)", *LEFT))), tmp_path)
    with pytest.raises(NotProvenError) as caught:
        prove(snippet, "cpu", bench.run)
    place, _, told = str(caught.value).partition(" it left behind ")
    assert place == f"{snippet.path}:4:"
    phrases = told.split("; ")
    for phrase in LEFT.values():
        assert [told.startswith(phrase) for told in phrases].count(True) == 1, phrase
    prove(planted(GOOD, tmp_path), "cpu", bench.run)


def test_what_a_wrong_variant_leaves_behind_is_told(bench: Bench, tmp_path: Path) -> None:
    zeros = "x = torch.zeros(2, device=device)\n"
    left = f"{zeros}held = torch.inference_mode(); held.__enter__()\n"
    with pytest.raises(NotProvenError) as caught:
        prove(planted(GOOD.replace(zeros, left), tmp_path), "cpu", bench.run)
    said = str(caught.value)
    assert "the wrong variant “it holds zeros” left behind grad mode: True -> False; " in said
    assert "inference mode: False -> True" in said
    prove(planted(GOOD, tmp_path), "cpu", bench.run)


def test_a_hook_in_the_place_of_another_is_seen() -> None:
    # here, for it takes seconds to import torch
    from torch.nn.modules.module import register_module_forward_pre_hook

    from verified_snippets.kit.state import changes_since, read_state

    def hook(*_: object) -> None: ...

    first = register_module_forward_pre_hook(hook)
    before = read_state()
    first.remove()
    second = register_module_forward_pre_hook(hook)
    changed = changes_since(before)
    second.remove()
    assert [change.partition(":")[0] for change in changed] == ["global module hooks"]


def test_a_swallowed_exception_is_not_a_proof(bench: Bench, tmp_path: Path) -> None:
    text = GOOD.replace(
        "x = torch.ones(2, device=device)\nprint",
        "try:\n    x = torhc.ones(2)\nexcept NameError:\n    x = torch.ones(2)\nprint",
        1,
    )
    # it runs, so it is proven for what it shows; its dead branch would not be
    prove(planted(text, tmp_path), "cpu", bench.run)
    dead = text.replace("torhc", "torch")
    with pytest.raises(NotProvenError, match="never ran"):
        prove(planted(dead, tmp_path), "cpu", bench.run)


def test_a_snippet_that_asks_for_it_is_main_in_a_process_of_its_own(
    bench: Bench, tmp_path: Path
) -> None:
    text = """\
# /// snippet
# isolate = true
# timeout = 60
# [unrun]
# "return 2 * n" = "runs in the children"
# ///
# %% setup
import multiprocessing
# %% card
def double(n):
    return 2 * n
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        doubled = pool.map(double, [1, 2])
# %% check a child ran it
assert doubled == [2, 4]
# %% wrong the pool adds
doubled = [3, 4]
"""
    snippet = planted(text, tmp_path)
    judge_run(snippet, "cpu", bench.run(snippet, "cpu", 1))


def test_printing_of_child_processes_and_of_native_code_is_captured(
    bench: Bench, tmp_path: Path
) -> None:
    code = "import os\nprint('one')\nos.system('echo two')\nos.write(1, b'three\\n')"
    snippet = planted(GOOD.replace("print(x)", code), tmp_path)
    assert bench.run(snippet, "cpu", 1).printed.split() == ["one", "two", "three"]
