from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.judge import judge, prove_again

WRITE = """\
# %% setup
import torch
# %% card
def twice(x):
    return x + x
# %% check every element is doubled
assert twice(torch.ones(2)).tolist() == [2.0, 2.0]
# %% check the argument is left alone
y = torch.ones(2)
twice(y)
assert y.tolist() == [1.0, 1.0]
# %% wrong squares
def twice(x):
    return x * x
# %% wrong doubles in place
def twice(x):
    return x.mul_(2)
"""
PRINT = """\
# %% card
print(1 + 1)
# %% output
# 2
# %% check it is said
assert printed
# %% wrong nothing is said
x = 1
"""


def test_another_right_answer_is_accepted(bench: Bench, tmp_path: Path) -> None:
    verdict = judge(planted(WRITE, tmp_path), "twice = lambda x: 2 * x", seconds=100, run=bench.run)
    assert verdict.accepted
    assert [claim.held for claim in verdict.claims] == [True, True]
    assert verdict.error == ""


def test_a_wrong_answer_fails_in_the_checks_own_words(bench: Bench, tmp_path: Path) -> None:
    code = "def twice(x):\n    return x.add_(x)"
    verdict = judge(planted(WRITE, tmp_path), code, seconds=100, run=bench.run)
    assert not verdict.accepted
    first, second = verdict.claims
    assert first.held
    assert (second.title, second.held) == ("the argument is left alone", False)
    assert "y.tolist() = [2.0, 2.0]" in second.why


def test_a_warning_makes_no_answer_wrong(bench: Bench, tmp_path: Path) -> None:
    snippet = planted(WRITE, tmp_path)
    warning = "import warnings\nwarnings.warn('old')\ntwice = lambda x: 2 * x"
    assert judge(snippet, warning, seconds=100, run=bench.run).accepted
    warned = WRITE.replace("y = torch.ones(2)", "assert not warned, 'it warns'\ny = torch.ones(2)")
    verdict = judge(planted(warned, tmp_path), warning, seconds=100, run=bench.run)
    assert [claim.held for claim in verdict.claims] == [True, False]


def test_output_must_be_the_same(bench: Bench, tmp_path: Path) -> None:
    snippet = planted(PRINT, tmp_path)
    assert judge(snippet, "print(2)", seconds=100, run=bench.run).accepted
    verdict = judge(snippet, "print(3)", seconds=100, run=bench.run)
    assert (verdict.accepted, verdict.printed, verdict.expected) == (False, "3\n", "2")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def twice(x:", "line 1: "),
        ("x = 1\ny = x +", "line 2: "),
        ("x = 1\nraise ValueError('no')", "line 2: ValueError: no"),
        ("import os; os._exit(0)", "os._exit(0)"),
        ("b = bytearray(20 * 2**30)", "MemoryError: it needs more than the 4 GiB of memory"),
        ("raise ValueError", "line 1: ValueError: it gives no reason"),
        ("while True: print('x' * 10**6)", "File too large"),
        ("open('/etc/torchdeck', 'w')", "writes nowhere but in its folder"),
        ("import os; os.remove('/etc/hostname')", "writes nowhere but in its folder"),
        ("import shutil; shutil.rmtree('/etc')", "writes nowhere but in its folder"),
        ("import os; os.kill(os.getpid(), 9)", "killed by signal 9"),
        ("import urllib.request as u; u.urlopen('http://192.0.2.1/')", "no network"),
    ],
)
def test_hostile_code_ends_in_a_verdict(bench: Bench, tmp_path: Path, code: str, said: str) -> None:
    snippet = planted(WRITE, tmp_path)
    verdict = judge(snippet, code, seconds=100, run=bench.run)
    assert not verdict.accepted
    assert said in verdict.error
    assert judge(snippet, snippet.card.text, seconds=100, run=bench.run).accepted


def test_endless_code_ends_in_a_verdict(bench: Bench, tmp_path: Path) -> None:
    snippet = planted(WRITE, tmp_path)
    verdict = judge(snippet, "while True: pass", seconds=1, run=bench.run)
    assert not verdict.accepted
    assert "longer than 1 s" in verdict.error
    assert judge(snippet, snippet.card.text, seconds=100, run=bench.run).accepted


def test_a_fork_bomb_is_stopped_by_its_count_and_not_by_the_clock(
    bench: Bench, tmp_path: Path
) -> None:
    snippet = planted(WRITE, tmp_path)
    for start in ("os.fork()", "subprocess.Popen(['sleep', '9'])"):
        code = f"import os, subprocess\nwhile True: {start}"
        verdict = judge(snippet, code, seconds=100, run=bench.run)
        assert "starts no more than 32 processes" in verdict.error
        assert judge(snippet, snippet.card.text, seconds=100, run=bench.run).accepted


def test_children_left_behind_die_with_the_worker(tmp_path: Path) -> None:
    """The child holds one end of a connection, which ends when the child does."""
    server = socket.create_server(("127.0.0.1", 0))
    child = (
        "import socket, time; "
        f"held = socket.create_connection({server.getsockname()}); print('ready', flush=True); "
        "time.sleep(100); held.send(b'alive')"
    )
    code = (
        f"import subprocess, sys\ncommand = [sys.executable, '-c', {child!r}]\n"
        "subprocess.Popen(command, stdout=subprocess.PIPE).stdout.readline()"
    )
    with server:
        verdict = judge(planted(WRITE, tmp_path), code, seconds=100)
        assert not verdict.accepted  # it defines nothing
        assert verdict.error == ""
        held, _ = server.accept()
        with held:
            assert held.recv(5) == b""


def test_a_fork_that_nobody_ends_does_not_answer_for_the_worker(
    bench: Bench, tmp_path: Path
) -> None:
    snippet = planted(WRITE, tmp_path)
    code = "import os, time\nif os.fork(): time.sleep(0.5)\n" + snippet.card.text
    for _ in range(2):
        assert judge(snippet, code, seconds=100, run=bench.run).seconds > 0.5
        assert judge(snippet, snippet.card.text, seconds=100, run=bench.run).accepted


def test_what_is_undefined_is_said(bench: Bench, tmp_path: Path) -> None:
    verdict = judge(planted(WRITE, tmp_path), "pass", seconds=100, run=bench.run)
    assert [claim.held for claim in verdict.claims] == [False, False]
    assert "twice" in verdict.claims[0].why


RAISE = """\
# %% card
print(1)
raise ValueError("no, and why")
# %% output
# 1
# %% raises ValueError
# no
# %% check it is raised
assert error is not None
assert error.args == ("no, and why",)
# %% wrong nothing is raised
print(1)
"""


def test_a_proof_is_run_again_and_shows_its_claims(bench: Bench, tmp_path: Path) -> None:
    verdict = prove_again(planted(WRITE, tmp_path), "cpu", bench.run)
    assert verdict.accepted, verdict.error
    assert [(claim.title, claim.held) for claim in verdict.claims] == [
        ("every element is doubled", True),
        ("the argument is left alone", True),
    ]
    assert verdict.seconds > 0


def test_a_proof_shows_what_is_raised(bench: Bench, tmp_path: Path) -> None:
    verdict = prove_again(planted(RAISE, tmp_path), "cpu", bench.run)
    assert (verdict.accepted, verdict.error) == (True, "")
    assert (verdict.printed, verdict.raised) == ("1\n", "ValueError: no, and why")


def test_a_proof_that_fails_by_a_wrong_variant_alone_fails(bench: Bench, tmp_path: Path) -> None:
    passes = WRITE.replace("return x * x", "return x * 2")
    verdict = prove_again(planted(passes, tmp_path), "cpu", bench.run)
    assert not verdict.accepted
    assert "the wrong variant “squares” passes every check" in verdict.error
    assert all(claim.held for claim in verdict.claims)
