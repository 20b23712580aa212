from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from quiz_cases import asked_card
from quiz_judging import TORCH, SaidBench, cards_in, judge_of

from deckgen.model import Card, Kind
from deckgen.snippets.library import SnippetLibrary
from quizapp.features.judge.judge import Judge, prefilled
from quizapp.features.judge.machine import Machine, torch_version
from quizapp.features.judge.result import Judgement
from quizapp.features.judge.worker import StoppedError
from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.snippet import Cell, Snippet

Given = tuple[dict[str, Card], SnippetLibrary]


@pytest.fixture
def given(mini_cards: Path) -> Given:
    return cards_in(mini_cards)


def since(snippet_library: SnippetLibrary, name: str, release: str) -> SnippetLibrary:
    newer = replace(snippet_library.snippets[name], since=release)
    return replace(snippet_library, snippets={**snippet_library.snippets, name: newer})


def test_a_prediction_is_compared_without_torch(given: Given) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library, torch=None)
    right = judge.judge(cards["gradients-add-output"], ["[6., 6.]"])
    wrong = judge.judge(cards["gradients-add-output"], ["[3., 3.]"])
    assert (right.right, right.why) == (True, "That is what it prints.")
    assert (wrong.right, wrong.why) == (False, "That is not what it prints.")
    assert wrong.diff
    assert not bench.ran


def test_an_exception_is_predicted_by_its_name(given: Given) -> None:
    cards, snippet_library = given
    found = judge_of(snippet_library)[0].judge(cards["second-backward"], ["RuntimeError"])
    assert (found.right, found.why) == (True, "That is what it raises.")


@pytest.mark.parametrize("card", ["twice", "gradients-add-fix"])
def test_code_is_run_in_the_place_of_the_card(given: Given, card: str) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    assert judge.can_judge(cards[card]) is None
    found = judge.judge(cards[card], ["x = 'right'"])
    assert (found.right, found.why) == (True, "Right: it passes every check.")
    assert bench.ran == ["x = 'right'"]


def test_a_failed_check_is_named_in_its_own_words(given: Given) -> None:
    cards, snippet_library = given
    found = judge_of(snippet_library)[0].judge(cards["twice"], ["pass"])
    title = snippet_library.snippets["tensors/twice"].checks[0].title
    assert (found.right, found.why) == (False, f"A check failed: {title}.")
    assert found.verdict
    assert found.verdict.claims[0].why == "assert 1 == 2\n  x = 1"


@pytest.mark.parametrize("typed", ["", "  \n "])
def test_nothing_typed_is_no_answer(given: Given, typed: str) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    for card in ("twice", "gradients-add-output"):
        assert judge.judge(cards[card], [typed]) == Judgement(None, "Nothing was typed.")
    assert judge.judge(cards["integer-dtype"], [typed] * 3).right is None
    assert not bench.ran


@pytest.mark.parametrize("card", ["twice", "gradients-add-fix"])
def test_without_torch_code_is_graded_by_its_author_who_learns_the_remedy(
    given: Given, card: str
) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library, torch=None)
    unjudged = judge.can_judge(cards[card])
    assert unjudged
    assert "pip install -e '.[verify]'" in unjudged.reason
    assert judge.judge(cards[card], ["x = 1"]) == Judgement(None, unjudged.reason)
    judge.warm(cards[card])
    assert not bench.ran
    assert not bench.warmed


def test_code_for_another_torch_is_graded_by_its_author(given: Given) -> None:
    cards, snippet_library = given
    newer = since(snippet_library, "tensors/twice", "2.14")
    unjudged = judge_of(newer)[0].can_judge(cards["twice"])
    assert unjudged
    assert unjudged.reason == (
        f"It is for torch 2.14 and later, and yours is torch {TORCH}: grade it yourself."
    )
    assert judge_of(newer, torch="2.14.1")[0].can_judge(cards["twice"]) is None
    assert judge_of(newer, torch="")[0].can_judge(cards["twice"])
    assert judge_of(snippet_library, torch="")[0].can_judge(cards["twice"]) is None


def test_without_its_snippet_a_card_is_graded_by_its_reader(given: Given) -> None:
    cards, snippet_library = given
    judge, _ = judge_of(replace(snippet_library, snippets={}))
    for card in ("twice", "gradients-add-fix", "gradients-add-output", "gradients-add"):
        assert judge.can_judge(cards[card])
        assert judge.judge(cards[card], ["x"]).right is None
    judge.warm(cards["twice"])


def test_a_card_that_shows_two_outputs_is_graded_by_its_reader(given: Given) -> None:
    cards, snippet_library = given
    one, other = cards["gradients-add-output"], cards["second-backward"]
    both = replace(one, quotes=one.quotes + other.quotes)
    assert judge_of(snippet_library)[0].can_judge(both)


def test_code_that_two_snippets_would_judge_is_graded_by_its_author(given: Given) -> None:
    cards, snippet_library = given
    one, other = cards["twice"], cards["gradients-add-fix"]
    assert judge_of(snippet_library)[0].can_judge(replace(one, quotes=one.quotes + other.quotes))


def test_hidden_words_need_no_run(given: Given) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library, torch=None)
    words = ["torch.int64", "torch.tensor([1,2,3], device=device)", "x[::2]"]
    assert judge.judge(cards["integer-dtype"], words).right is True
    assert judge.judge(cards["integer-dtype"], ["torch.int32", *words[1:]]).right is False
    assert not bench.ran


def test_other_words_in_code_are_right_where_the_checks_accept_them(given: Given) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    words = ["torch.int64", "torch.tensor([1, 2, 3], device=device)", "x[0::2]  # right"]
    found = judge.judge(cards["integer-dtype"], words)
    assert found.right is True
    assert [one.right for one in found.filled] == [True, True, True]
    assert "y = x[0::2]  # right\n" in bench.ran[0]
    rejected = judge.judge(cards["integer-dtype"], [*words[:2], "x[1::2]"])
    assert [one.right for one in rejected.filled] == [True, True, False]
    assert rejected.why == "1 blank of 3 wrong."


def test_of_several_blanks_that_fail_together_each_is_tried_alone(given: Given) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    words = ["torch.int64", "torch.arange(1, 4, device=device)", "x[1::2]"]
    bench.word = "y = x[::2]"
    found = judge.judge(cards["integer-dtype"], words)
    assert [one.right for one in found.filled] == [True, True, False]
    assert [("arange" in code, "x[1::2]" in code) for code in bench.ran] == [
        (True, True),
        (True, False),
        (False, True),
    ]


def test_blanks_that_will_do_alone_but_not_together_are_all_wrong(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)

    def run(snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        both = shown is not None and "arange" in shown.text and "x[0::2]" in shown.text
        failure = Failure("AssertionError", "both") if both else None
        return Run(snippet.output() or "", verdicts=tuple(failure for _ in snippet.checks))

    monkeypatch.setattr(bench, "run", run)
    words = ["torch.int64", "torch.arange(1, 4, device=device)", "x[0::2]"]
    found = judge.judge(cards["integer-dtype"], words)
    assert [one.right for one in found.filled] == [True, False, False]


def test_a_wrong_blank_of_prose_is_wrong_whatever_the_checks_say(given: Given) -> None:
    cards, snippet_library = given
    words = ["float", "torch.tensor([1, 2, 3], device=device)", "x[0::2]  # right"]
    found = judge_of(snippet_library)[0].judge(cards["integer-dtype"], words)
    assert [one.right for one in found.filled] == [False, True, True]
    assert found.right is False


def test_other_words_in_code_are_left_open_without_torch(given: Given) -> None:
    cards, snippet_library = given
    words = ["torch.int64", "torch.tensor([1, 2, 3], device=device)", "x[0::2]"]
    found = judge_of(snippet_library, torch=None)[0].judge(cards["integer-dtype"], words)
    assert found.right is None
    assert "[verify]" in found.why


def test_other_words_for_several_are_left_to_the_learner(given: Given) -> None:
    snippet_library = given[1]
    card = asked_card("a", kind=Kind.CLOZE, front="It {{c1::records a node}}.")
    found = judge_of(snippet_library)[0].judge(card, ["builds the graph"])
    assert (found.right, found.filled[0].right) == (None, None)


def test_a_process_that_cannot_start_judges_nothing(given: Given) -> None:
    cards, snippet_library = given
    bench = SaidBench(broken=RuntimeError("no worker could be started: exit status 1\nno torch"))
    judge = Judge(snippet_library, bench, torch=TORCH)
    found = judge.judge(cards["twice"], ["x"])
    assert (found.right, found.why) == (
        None,
        "No process that has torch could be started: no torch. Grade it yourself.",
    )
    words = ["torch.int64", "torch.tensor([1, 2, 3], device=device)", "x[0::2]"]
    assert judge.judge(cards["integer-dtype"], words).right is None
    assert "no torch" in judge.prove(cards["twice"]).headline


def test_what_is_called_off_says_so(given: Given) -> None:
    cards, snippet_library = given
    judge = Judge(snippet_library, SaidBench(broken=StoppedError()), torch=TORCH)
    with pytest.raises(StoppedError):
        judge.judge(cards["twice"], ["x"])
    with pytest.raises(StoppedError):
        judge.prove(cards["twice"])


@pytest.mark.parametrize(
    ("card", "warmed"),
    [
        *(("twice", 1), ("gradients-add-fix", 1), ("integer-dtype", 1)),
        *(("gradients-add-output", 0), ("gradients-add", 0), ("governance", 0)),
    ],
)
def test_a_process_is_made_ready_only_for_cards_that_run(
    given: Given, card: str, warmed: int
) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    judge.warm(cards[card])
    assert bench.warmed == warmed


def test_only_a_card_to_be_repaired_begins_with_code(given: Given) -> None:
    cards, snippet_library = given
    assert (
        prefilled(cards["gradients-add-fix"])
        == snippet_library.snippets["autograd/gradients_add"].wrongs[0].text
    )
    assert prefilled(cards["twice"]) == ""
    assert prefilled(cards["gradients-add-output"]) == ""


def test_a_proof_runs_every_wrong_variant_and_tells_each_check(given: Given) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)
    proof = judge.prove(cards["gradients-add-fix"])
    snippet = snippet_library.snippets["autograd/gradients_add"]
    assert {cell.text for cell in (*snippet.alsos, *snippet.wrongs)} <= set(bench.ran)
    assert proof.machine
    assert proof.machine.torch == TORCH
    cpu, cuda = proof.runs
    assert cpu.verdict
    assert cpu.verdict.accepted, cpu.verdict.error
    assert [claim.title for claim in cpu.verdict.claims] == [c.title for c in snippet.checks]
    assert (cuda.device, cuda.verdict, cuda.skipped) == (
        "CUDA",
        None,
        "there is no CUDA device here",
    )
    assert proof.headline == "Proven here and now: it does what the card says. 1 run left out."


def test_a_check_that_fails_here_is_shown_as_failed(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, snippet_library = given
    judge, bench = judge_of(snippet_library)

    def run(snippet: Snippet, *asked: object) -> Run:
        if snippet.name == "machine":
            return Run(printed='{"torch": "2.13.0", "gpus": ["H200"]}')
        return Run(verdicts=tuple(Failure("AssertionError", "no", 9) for _ in snippet.checks))

    monkeypatch.setattr(bench, "run", run)
    proof = judge.prove(cards["twice"])
    assert [run.device for run in proof.runs] == ["CPU", "H200"]
    assert all(not claim.held for verdict in proof.verdicts for claim in verdict.claims)
    assert "tensors/twice.py:9: failed" in proof.verdicts[0].error
    assert not proof.holds
    assert proof.headline == "This machine does not do what the card says."


def test_a_proof_for_another_torch_is_left_out(given: Given) -> None:
    cards, snippet_library = given
    judge, _ = judge_of(since(snippet_library, "tensors/twice", "2.14"))
    proof = judge.prove(cards["twice"])
    assert [run.skipped for run in proof.runs] == [
        f"for torch 2.14 and later, and this is {TORCH}"
    ] * 2
    assert not proof.holds


def test_a_proof_that_wants_more_devices_is_left_out(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, snippet_library = given
    many = replace(snippet_library.snippets["tensors/twice"], gpus=2)
    judge, bench = judge_of(
        replace(snippet_library, snippets={**snippet_library.snippets, many.name: many})
    )
    bench_run = bench.run

    def run(snippet: Snippet, *asked: object) -> Run:
        if snippet.name == "machine":
            return Run(printed='{"torch": "2.13.0", "gpus": ["H200"]}')
        return bench_run(snippet, "cpu", 0)

    monkeypatch.setattr(bench, "run", run)
    assert judge.prove(cards["twice"]).runs[1].skipped == "it needs 2 CUDA devices, and here is 1"


@pytest.mark.parametrize(
    ("card", "torch", "said"),
    [
        ("twice", None, "torch is not installed"),
        ("governance", TORCH, "No program proves this card: history cannot be run."),
        ("governance", None, "No program proves this card: history cannot be run."),
    ],
)
def test_a_card_that_cannot_be_proven_here_says_why(
    given: Given, card: str, torch: str | None, said: str
) -> None:
    cards, snippet_library = given
    proof = judge_of(snippet_library, torch=torch)[0].prove(cards[card])
    assert said in proof.headline
    assert not proof.holds


def test_a_proof_whose_program_is_missing_names_it(given: Given) -> None:
    cards, snippet_library = given
    proof = judge_of(replace(snippet_library, snippets={}))[0].prove(cards["twice"])
    assert proof.headline == "The programs of this card are missing: tensors/twice."


def test_whether_torch_is_there_is_known_without_importing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quizapp.features.judge.machine.find_spec", lambda name: None)
    assert torch_version.__wrapped__() is None


def test_a_device_is_called_by_its_name() -> None:
    machine = Machine(TORCH, ("NVIDIA H200",))
    assert (machine.name_of("cuda"), machine.name_of("cpu")) == ("NVIDIA H200", "CPU")
