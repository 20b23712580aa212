"""What a run patches, enters, starts or leaves behind ends with it: no run sees another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.fork import can_fork
from verified_snippets.kit.judge import judge
from verified_snippets.kit.landlock import abi
from verified_snippets.kit.outcome import Run
from verified_snippets.kit.snippet import Snippet

pytestmark = pytest.mark.skipif(
    not can_fork(), reason="this system cannot fork a worker: there the leak detector watches"
)
landlock = pytest.mark.skipif(not abi(), reason="this kernel has no Landlock (Linux 5.13 has)")
signals = pytest.mark.skipif(abi() < 6, reason="this kernel's Landlock scopes no signals (6.12)")

NEIGHBOUR = """\
# %% setup
import atexit, builtins, gc, locale, logging, math, os, pathlib, random, signal, sys, threading
import time, warnings
import numpy as np
import torch
from torch import nn
# %% card
{card}
# %% check three is three
three = torch.tensor(3.0)
torch.testing.assert_close(three, torch.tensor(3.0))
# %% check three is seven
three = torch.tensor(3.0)
torch.testing.assert_close(three, torch.tensor(7.0))
# %% check everything is as it was
assert [random.random(), torch.rand(()).item(), np.random.rand()] == {dice}
assert torch.autograd.grad(x.square().sum(), x)[0].tolist() == [6.0]
layer = nn.Linear(1, 1)
nn.init.constant_(layer.weight, 2.0)
nn.init.zeros_(layer.bias)
assert layer(torch.ones(1)).tolist() == [2.0]
torch.optim.SGD([x], lr=1.0).step()
assert x.tolist() == [3.0 - 6.0]
assert not math.isclose(3, 7) and len("ab") == 2 and abs(-1) == 1
assert "TORCHDECK_LEAK" not in os.environ and "PATH" in os.environ
mask = os.umask(0o22)
os.umask(mask)
assert mask == {mask}
assert locale.setlocale(locale.LC_NUMERIC) == "C"
assert signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL
assert signal.getsignal(signal.SIGINT) == signal.default_int_handler
assert os.listdir() == [] and pathlib.Path.cwd().name == "work"
assert torch.overrides._get_current_function_mode_stack() == []
assert torch.utils._python_dispatch._get_current_dispatch_mode_stack() == []
assert not torch.nn.modules.module._global_forward_hooks
assert torch.get_default_dtype() is torch.float32
assert torch.ones(1).device.type == "cpu"
assert not torch.are_deterministic_algorithms_enabled()
assert torch.get_num_threads() == 1 and torch.is_grad_enabled()
assert "poplib" not in sys.modules and "elsewhere" not in sys.path
assert logging.getLogger().handlers == [] and not logging.root.disabled
assert threading.active_count() == 1
children = f"/proc/self/task/{{os.getpid()}}/children"
assert pathlib.Path(children).read_text() == ""
assert gc.isenabled() and sys.getrecursionlimit() == 1000
assert sys.stdout is not None and sys.stdout.fileno() == 1
assert torch.ones(1).__class__ is torch.Tensor and str(torch.ones(1)) == "tensor([1.])"
assert not hasattr(torch.Tensor, "leak") and not torch.is_anomaly_enabled()
assert os.nice(0) == {nice} and np.ones(2).sum() == 2
# %% wrong nothing is there
x = torch.zeros(1, requires_grad=True)
"""
CARD = "x = torch.full((1,), 3.0, requires_grad=True)\nx.grad = torch.full((1,), 6.0)"
NAMES = "import torch, os, sys\nfrom torch import nn\n"
LEAKS = {
    "assert_close": "torch.testing.assert_close = lambda *a, **k: None",
    "autograd.grad": "torch.autograd.grad = lambda *a, **k: (torch.zeros(1),)",
    "Linear.forward": "nn.Linear.forward = lambda self, x: x",
    "SGD.step": "torch.optim.SGD.step = lambda self: None",
    "nn.init": "nn.init.constant_ = nn.init.zeros_ = nn.init.ones_ = lambda t, *a: t",
    "math.isclose": "import math; math.isclose = lambda *a, **k: True",
    "builtins": "import builtins; builtins.abs = builtins.len = lambda x: x",
    "Tensor.__repr__": "torch.Tensor.__repr__ = lambda self, **k: 'tensor([])'",
    "a name of Tensor": "torch.Tensor.leak = 1",
    "np.ones": "import numpy; numpy.ones = numpy.zeros",
    "os.environ": "os.environ['TORCHDECK_LEAK'] = '1'; os.environ.pop('PATH')",
    "umask": "os.umask(0o77)",
    "locale": "import locale; locale.setlocale(locale.LC_ALL, 'C.UTF-8')",
    "SIGUSR1": "import signal; signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
    "SIGINT": "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)",
    "cwd": "os.chdir('/')",
    "a function mode": "torch.device('meta').__enter__()",
    "a dispatch mode": (
        "from torch.utils.flop_counter import FlopCounterMode\n"
        "FlopCounterMode(display=False).__enter__()"
    ),
    "a module hook": "nn.modules.module.register_module_forward_hook(lambda *a: torch.zeros(1))",
    "default dtype": "torch.set_default_dtype(torch.float64)",
    "default device": "torch.set_default_device('meta')",
    "deterministic": "torch.use_deterministic_algorithms(True)",
    "num_threads": "torch.set_num_threads(2); torch.randn(500, 500) @ torch.randn(500, 500)",
    "grad mode": "torch.set_grad_enabled(False)",
    "inference mode": "torch.inference_mode().__enter__()",
    "anomaly mode": "torch.autograd.set_detect_anomaly(True)",
    "dice": "import random, numpy; random.seed(1); torch.manual_seed(1); numpy.random.seed(1)",
    "sys.modules": "import poplib; sys.modules['torch.testing'] = poplib",
    "sys.path": "sys.path.insert(0, 'elsewhere')",
    "warnings": "import warnings; warnings.warn = warnings.filterwarnings = lambda *a, **k: None",
    "logging": "import logging; logging.basicConfig(); logging.root.disabled = True",
    "a thread": "import threading; threading.Thread(target=threading.Event().wait).start()",
    "a child process": "import subprocess; subprocess.Popen(['sleep', '1000'])",
    "an orphan": "import subprocess; subprocess.run('setsid sleep 1000 & exit', shell=True)",
    "a fork": "if not os.fork():\n    while True: pass",
    "atexit": "import atexit; atexit.register(lambda: os.kill(os.getppid(), 9))",
    "gc": "import gc; gc.disable(); gc.set_threshold(1)",
    "recursion limit": "sys.setrecursionlimit(200_000)",
    "sys.settrace": "sys.settrace(lambda *a: 1 / 0)",
    "stdout": "sys.stdout = None; os.close(1)",
    "stderr": "os.write(2, b'x' * (60 << 20)); os.close(2)",
    "open files": "held = [open('f', 'w') for _ in range(200)]",
    "limits": "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
    "priority": "os.nice(1)",
    "memory": "held = bytearray(1 << 30)",
    "json": "import json; json.dumps = lambda *a, **k: 'null'",
    "the bench": "sys.modules['verified_snippets.kit.run']._verdict = lambda *a: None",
    "os._exit": "import posix; posix._exit(0)",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "a signal": "os.kill(os.getpid(), 9)",
}


def run(bench: Bench, folder: Path, code: str) -> Run:
    """A snippet that does nothing but run some code."""
    check = "# %% check it prints\nassert printed\n# %% wrong it is silent\nx = 1\n"
    return bench.run(planted(f"# %% card\n{NAMES}{code}\n{check}", folder), "cpu", 7)


def neighbour(folder: Path, dice: str) -> Snippet:
    """A snippet that finds everything as it was, but for a check that claims 3 is 7."""
    mask = os.umask(0o22)
    os.umask(mask)
    nice = os.nice(0)
    text = NEIGHBOUR.format(card=CARD, dice=dice, mask=mask, nice=nice)
    return planted(text, folder)


@pytest.fixture(scope="session")
def dice(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the first numbers are after the seed that every run begins with."""
    folder = tmp_path_factory.mktemp("dice")
    code = (
        "import random, numpy\nprint([random.random(), torch.rand(()).item(), numpy.random.rand()])"
    )
    return run(bench, folder, code).printed.strip()


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_what_one_run_leaves_the_next_does_not_see(
    bench: Bench, tmp_path: Path, dice: str, leak: str
) -> None:
    run(bench, tmp_path, leak)
    done = bench.run(neighbour(tmp_path, dice), "cpu", 7)
    three, seven, everything = done.verdicts
    assert (done.error, three, everything) == (None, None, None)
    assert seven
    assert seven.assertion


def test_there_are_forty_leaks() -> None:
    assert len(LEAKS) >= 40


WRITES = {
    "torch.save": "torch.save(torch.ones(2), {path!r})",
    "sqlite3": "import sqlite3; sqlite3.connect({path!r}).execute('create table t (a)')",
    "a subprocess": "import subprocess; subprocess.run(['touch', {path!r}], check=True)",
    "a shell": "assert os.system('echo no > {path}') == 0, 'Permission denied'",
    "open": "open({path!r}, 'w').close()",
    "numpy": "import numpy; numpy.save({path!r}, numpy.ones(2))",
    "unlink": "os.unlink({kept!r})",
    "a command that removes": "import subprocess; subprocess.run(['rm', {kept!r}], check=True)",
    "a socket": "import socket; socket.socket(socket.AF_UNIX).bind({path!r})",
    "a pipe": "os.mkfifo({path!r})",
}
SILENT = {
    "ctypes open": "ctypes.CDLL(None).open({path!r}.encode(), os.O_CREAT | os.O_WRONLY, 0o644)",
    "ctypes unlink": "ctypes.CDLL(None).unlink({kept!r}.encode())",
    "ctypes rename": "ctypes.CDLL(None).rename({kept!r}.encode(), {path!r}.encode())",
    "ctypes truncate": "ctypes.CDLL(None).truncate({kept!r}.encode(), 0)",
}
"""C functions that return -1 where nobody asks."""


@landlock
@pytest.mark.parametrize("code", [*WRITES.values(), *SILENT.values()], ids=[*WRITES, *SILENT])
def test_nothing_outside_its_folder_is_written(bench: Bench, tmp_path: Path, code: str) -> None:
    path, kept = tmp_path / "new.db", tmp_path / "kept"
    kept.write_text("kept")
    code = code.format(path=str(path), kept=str(kept))
    done = run(bench, tmp_path, f"import ctypes\n{code}")
    assert not path.exists()
    assert kept.read_text() == "kept"
    if "ctypes.CDLL" in code:
        assert done.error is None
        return
    assert done.error
    assert done.error.slip
    assert done.error.message.startswith("a snippet writes nowhere but in its folder")


@landlock
def test_its_own_folder_is_written_as_ever(bench: Bench, tmp_path: Path) -> None:
    code = (
        "import sqlite3, subprocess, tempfile, multiprocessing\n"
        "torch.save(torch.ones(2), 'x.pt'); sqlite3.connect('x.db').execute('create table t (a)')\n"
        "subprocess.run(['touch', 'x'], check=True)\n"
        "held = tempfile.TemporaryFile(), multiprocessing.Lock(), torch.ones(2).share_memory_()\n"
        "print(sorted(os.listdir()))"
    )
    done = run(bench, tmp_path, code)
    assert (done.error, done.printed) == (None, "['x', 'x.db', 'x.pt']\n")


@signals
@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getppid(), 9)",
        "import ctypes; ctypes.CDLL(None).kill(os.getppid(), 9)",
        "import subprocess; subprocess.run(['kill', '-9', str(os.getppid())])",
    ],
)
def test_a_run_cannot_end_its_parent(bench: Bench, tmp_path: Path, code: str) -> None:
    done = run(bench, tmp_path, f"{code}\nprint('alive')")
    if code.startswith("os.kill"):
        assert done.error
        assert done.error.message == "a snippet ends no process but its own"
    else:
        assert done.printed == "alive\n"


SECRET = """\
# %% setup
import torch
def helper(x):
    return x + 1
# %% card
def twice(x):
    return x + x  # the secret
# %% check every element is doubled
assert torch.equal(twice(torch.ones(2)), torch.full((2,), 2.0))
# %% check the helper helps
torch.testing.assert_close(helper(twice(torch.ones(2))), torch.full((2,), 3.0))
# %% wrong squares
def twice(x):
    return x * x
"""
READS = {
    "its own file": "print(open(__file__).read())",
    "the file itself": "print(open({path!r}).read())",
    "the cards beside it": "import subprocess; subprocess.run(['cat', {card!r}])",
    "a command": "import subprocess; subprocess.run(['cat', {path!r}])",
    "memory": (
        "import gc\nfound = [o for o in gc.get_objects() if isinstance(o, tuple)"
        " and any(type(s) is str and s.endswith('secret') and len(s) > 9 for s in o)]\nprint(found)"
    ),
}


@landlock
@pytest.mark.parametrize("code", READS.values(), ids=READS)
def test_an_answer_cannot_read_the_card(bench: Bench, tmp_path: Path, code: str) -> None:
    root = tmp_path / "programs"
    root.mkdir()
    snippet = planted(SECRET, root)
    card = root.parent / "cards" / "topic.md"
    card.parent.mkdir()
    card.write_text("the secret")
    code = code.format(path=str(snippet.path), card=str(card))
    verdict = judge(snippet, f"{code}\ntwice = lambda x: 2 * x", seconds=100, run=bench.run)
    assert "the secret" not in verdict.printed
    assert "the secret" not in verdict.error
    assert str(snippet.path.parent / "shown") not in verdict.error


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("torch.testing.assert_close = lambda *a, **k: None", "torch.testing.assert_close"),
        ("torch.equal = lambda *a: True", "torch.equal"),
        ("torch.Tensor.__eq__ = lambda *a: torch.tensor(True)", "torch.Tensor.__eq__"),
        ("import builtins; builtins.abs = id", "abs"),
        ("def helper(x):\n    return torch.full((2,), 3.0)", "helper"),
        ("class torch:\n    equal = testing = print", "torch"),
        (
            "import verified_snippets.kit.run as run; run._verdict = lambda *a: None",
            "verified_snippets.kit.run._verdict",
        ),
        (
            "def twice(x):\n    torch.equal = lambda *a: True\n    return x",
            "torch.equal",
        ),
    ],
)
def test_an_answer_that_replaces_a_function_is_told_so(
    bench: Bench, tmp_path: Path, code: str, name: str
) -> None:
    snippet = planted(SECRET, tmp_path)
    answer = code if "twice" in code else f"{code}\ntwice = lambda x: 2 * x"
    verdict = judge(snippet, answer, seconds=100, run=bench.run)
    assert not verdict.accepted
    assert f"it replaced `{name}`" in verdict.error
    assert judge(snippet, "def twice(x):\n    return 2 * x", seconds=100, run=bench.run).accepted


def test_an_answer_may_compile_and_name_its_own(bench: Bench, tmp_path: Path) -> None:
    code = (
        "import torch\nfrom torch import nn\nsum = 0\n"
        "@torch.no_grad()\ndef plain(x):\n    return 2 * x\n"
        "twice = torch.compile(plain, backend='eager')\nnn.Linear(1, 1)\ntwice(torch.ones(2))"
    )
    verdict = judge(planted(SECRET, tmp_path), code, seconds=100, run=bench.run)
    assert (verdict.error, verdict.accepted) == ("", True)


HOSTILE = {
    "minus signs": ("twice = " + "-" * 6000 + "1", "nested too deeply"),
    "brackets": ("twice = " + "[" * 5000 + "]" * 5000, ""),
    "a long sum": ("twice = " + "+".join("1" * 20000), ""),
    "deep calls": ("twice = " + "f(" * 90 + ")" * 90, ""),
    "deep blocks": ("\n".join(" " * n + "if 1:" for n in range(150)), ""),
    "deep attributes": ("twice = x" + ".a" * 20000, ""),
    "NUL": ("twice = '\0'", "null"),
    "half a character": ("twice = '\ud800'", "surrogates"),
    "a huge number": ("twice = " + "9" * 20000, "line 1: SyntaxError"),
    "a huge power": ("twice = 9 ** 9 ** 9 ** 9", "longer than 2 s"),
    "a message that fails": (
        "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E",
        "line 3: E: (its message raises SystemExit)",
    ),
    "a message that is none": (
        "class E(Exception):\n    def __str__(self): return 3\nraise E",
        "line 3: E: (its message raises TypeError)",
    ),
    "an endless message": ("raise ValueError('x' * (1 << 24))", "line 1: ValueError: xxx"),
    "an endless chain": (
        "e = None\nfor _ in range(5000):\n    n = KeyError(); n.__cause__ = e; e = n\nraise e",
        "",
    ),
    "a warning that fails": (
        "import warnings as w\nclass W(UserWarning):\n    def __str__(self): return 3\nw.warn(W())",
        "",
    ),
    "no Python": ("this is no Python", "line 1: SyntaxError: invalid syntax"),
    "a value that fails": (
        "class X:\n    def __eq__(self, o): return False\n    def __repr__(self): raise KeyError\n"
        "twice = lambda x: X()",
        "",
    ),
}


@pytest.mark.parametrize(("code", "said"), HOSTILE.values(), ids=HOSTILE)
def test_no_answer_ends_the_quiz(bench: Bench, tmp_path: Path, code: str, said: str) -> None:
    snippet = planted(SECRET, tmp_path)
    verdict = judge(snippet, code, seconds=2 if "longer" in said else 100, run=bench.run)
    assert not verdict.accepted
    assert said in verdict.error
    assert len(verdict.error) < 30_000


SHARED = "# /// snippet\n# default_device = false\n# ///\n"
"""On CUDA runs share a process; without one they need the CPU's tensors."""


def test_where_runs_share_a_process_it_is_replaced_after_one_that_left_it_changed(
    bench: Bench, tmp_path: Path
) -> None:
    check = "# %% check it prints\nassert printed\n# %% wrong it is silent\nx = 1\n"
    code = f"print(torch.is_grad_enabled(), os.getpid())\ntorch.set_grad_enabled({{}})\n{check}"
    leaking, tidy = (f"{SHARED}# %% card\n{NAMES}{code.format(on)}" for on in (False, True))
    first = bench.run(planted(leaking, tmp_path), "cuda", 7)
    assert first.left == ("grad mode: True -> False",)
    second, third = (bench.run(planted(tidy, tmp_path), "cuda", 7) for _ in range(2))
    assert second.left == ()
    assert second.printed.startswith("True ")
    assert second.printed != first.printed
    assert second.printed == third.printed


def test_an_answer_that_shares_a_process_is_held_to_the_same(bench: Bench, tmp_path: Path) -> None:
    snippet = planted(SHARED + SECRET, tmp_path)
    right = "def twice(x):\n    return 2 * x"
    for code, said in {
        f"print(open({str(snippet.path)!r}).read())": "a snippet does not read the answer",
        "torch.equal = lambda *a: True": "it replaced `torch.equal`",
    }.items():
        verdict = judge(snippet, f"{code}\n{right}", "cuda", seconds=100, run=bench.run)
        assert said in verdict.error
    assert judge(snippet, right, "cuda", seconds=100, run=bench.run).accepted


def test_a_cpu_run_is_not_forked_from_where_another_has_run(bench: Bench, tmp_path: Path) -> None:
    code = f"{SHARED}# %% card\n{NAMES}torch.Tensor.leak = 1\n"
    check = "# %% check it is seen\nassert hasattr(torch.Tensor, 'leak')\n# %% wrong no\nx = 1\n"
    bench.run(planted(code + check, tmp_path), "cuda", 7)
    seen = bench.run(planted(f"{SHARED}# %% card\nimport torch\n{check}", tmp_path), "cpu", 7)
    assert seen.verdicts[0]
