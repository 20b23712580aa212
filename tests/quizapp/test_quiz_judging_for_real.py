from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from quiz_judging import SharedBench, cards_in

from deckgen.syntax.library import default_cards
from quizapp.features.judge.judge import Judge, prefilled
from quizapp.features.judge.machine import torch_version
from quizapp.features.judge.result import Judgement
from quizapp.features.judge.worker import StoppedError, WarmWorker, start_warm
from tests_support import DATA
from verified_snippets.kit.bench import Bench, Worker
from verified_snippets.kit.fork import can_fork

RIGHT = "twice = lambda x: 2 * x"
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits memory and files on Linux alone")


@pytest.fixture
def try_twice(bench: Bench) -> Callable[..., Judgement]:
    """Judges a definition of `twice(x)`; only what never ends by itself gets a short limit."""
    cards, snippet_library = cards_in(DATA / "mini" / "cards")

    def judge(code: str, seconds: int = 60) -> Judgement:
        shared = Judge(snippet_library, SharedBench(bench), torch=torch_version(), seconds=seconds)
        return shared.judge(cards["twice"], [code])

    return judge


STARTED: list[Worker] = []


def start_counted() -> Worker:
    STARTED.append(start_warm())
    return STARTED[-1]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """A judge of the deck with a process of its own."""
    _, snippet_library = cards_in(default_cards())
    judge = Judge(snippet_library, WarmWorker(start_counted), torch=torch_version(), seconds=20)
    yield judge
    judge.close()


def test_another_right_answer_is_right(try_twice: Callable[..., Judgement]) -> None:
    found = try_twice(RIGHT)
    assert found.right, found
    assert found.verdict
    assert [claim.held for claim in found.verdict.claims] == [True, True]


def test_a_wrong_answer_is_told_by_the_claim_it_breaks(
    try_twice: Callable[..., Judgement],
) -> None:
    found = try_twice("def twice(x):\n    return x.mul_(2)")
    assert (found.right, found.why) == (False, "A check failed: the argument is left alone.")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("while True: pass", "longer than 2 s"),
        pytest.param("b = bytearray(20 * 2**30)", "MemoryError", marks=linux),
        pytest.param(
            "while True: print('x' * 10**6)",
            "It printed more than 64 MiB",
            marks=linux,
        ),
        ("import os\nwhile True: os.fork()", "starts no more than 32 processes"),
        ("import urllib.request as u; u.urlopen('http://192.0.2.1/')", "no network"),
        ("open('/etc/torchdeck', 'w')", "writes nowhere but in its folder"),
        ("import os; os._exit(0)", "os._exit(0)"),
        ("import sys; sys.exit()", "SystemExit"),
        ("input()", "EOFError"),
        ("def twice(x:", "Syntax error in line 1: '(' was never closed"),
    ],
)
def test_code_that_does_harm_is_wrong_and_harms_nothing(
    try_twice: Callable[..., Judgement], code: str, said: str
) -> None:
    found = try_twice(code, seconds=2 if "longer than 2 s" in said else 60)
    assert found.right is False
    assert found.verdict
    assert said in found.why + found.verdict.error
    plain = ("It did not run to its end: ", "It printed more than 64 MiB", "Syntax error in line 1")
    assert found.why.startswith(plain)
    assert try_twice(RIGHT).right


def test_files_lie_in_a_folder_of_the_runs_own(try_twice: Callable[..., Judgement]) -> None:
    look = "import os\nassert not os.listdir()\nopen('mine', 'w').close()\n"
    for _ in range(2):
        assert try_twice(look + RIGHT).right


def test_the_second_answer_does_not_wait_for_torch_and_harm_costs_only_the_process(
    judge: Judge,
) -> None:
    cards, snippet_library = cards_in(default_cards())
    card = cards["missing-zero-grad"]
    answer = snippet_library.snippets["training/missing_zero_grad"].card.text
    assert judge.judge(card, [answer]).right
    assert judge.judge(card, [prefilled(card)]).right is False
    assert len(STARTED) == 1
    killed = judge.judge(card, ["import os; os.kill(os.getpid(), 9)"])
    assert "ended before the run did" in killed.why
    assert judge.judge(card, [answer]).right
    assert len(STARTED) == (1 if can_fork() else 2)


@pytest.mark.parametrize(
    ("card", "typed", "right"),
    [
        ("training-step", ["optimizer.zero_grad(set_to_none=True)", "", ""], False),
        (
            "training-step",
            ["optimizer.zero_grad(set_to_none=True)", "loss.backward()", "optimizer.step()"],
            True,
        ),
        ("training-step", ["optimizer.step()", "loss.backward()", "optimizer.step()"], False),
        ("training-step", ["this is no Python", "loss.backward()", "optimizer.step()"], False),
    ],
)
def test_a_blank_in_code_is_what_its_checks_accept(
    judge: Judge, card: str, typed: list[str], right: bool
) -> None:
    cards, _ = cards_in(default_cards())
    assert judge.judge(cards[card], typed).right is right


def test_the_proof_of_a_card_holds_here(judge: Judge) -> None:
    cards, _ = cards_in(default_cards())
    proof = judge.prove(cards["inplace-dtype"])
    assert proof.machine
    assert proof.machine.torch.startswith(torch_version() or "?")
    assert proof.holds, proof.verdicts
    assert "tensor([1.5000, 2.5000])" in proof.verdicts[0].printed
    assert proof.verdicts[0].raised.startswith("RuntimeError: result type Float")


def test_stopping_ends_a_run_at_once(judge: Judge) -> None:
    cards, _ = cards_in(default_cards())
    ended: list[str] = []

    def run() -> None:
        try:
            ended.append(judge.judge(cards["missing-zero-grad"], ["while True: pass"]).why)
        except StoppedError:
            ended.append("stopped")

    thread = Thread(target=run)
    thread.start()
    while thread.is_alive():
        judge.stop()
        thread.join(0.1)
    assert ended == ["stopped"]
