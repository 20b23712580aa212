"""Answers that a judge once got wrong: right ones that it refused, wrong ones that it accepted."""

from __future__ import annotations

import pytest
from quiz_judging import SharedBench, cards_in

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from deckgen.syntax.library import default_cards
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.machine import torch_version
from tests_support import DATA
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.snippet import Cell

Deck = tuple[dict[str, Card], SnippetLibrary]

RIGHT = [
    ("prefixed-keys", "the function that torch has for it"),
    ("accuracy-average", "every batch's accuracy is weighted with its size"),
    ("accuracy-average", "the batches are put together first"),
    ("accuracy-average", "a running mean over the samples"),
    ("accumulated-step", "cleared after the step"),
    ("second-derivative", "transforms of the function"),
    ("parameter-list", "one Parameter holds all"),
    ("softmax-dim", "dim counted from the front"),
    ("constant-buffer", "Parameters that are frozen"),
]
"""Cards, each with the title of another correct answer."""
WRONG = [
    ("mlp-skeleton", "the ReLU comes last"),
    ("mlp-skeleton", "the ReLU comes first"),
    ("mlp-skeleton", "any nonlinearity will do"),
    ("mlp-skeleton", "a network ends in softmax"),
    ("mlp-skeleton", "dropout does no harm"),
    ("mlp-skeleton", "two linear layers need nothing between them"),
    ("parameter-list", "detach() in forward() is harmless"),
    ("mc-dropout", "no model is more than two levels deep"),
    ("mc-dropout", "children() gives layers of any depth"),
    ("linear-by-hand", "calling F.linear is writing it"),
    ("frozen-backbone", "weights are in linear layers, one below the other"),
    ("resume-training", "momentum is all that an optimizer remembers"),
    ("accumulated-step", "one backward() over all micro-batches saves memory too"),
    ("tensor-to-returns", "one moved tensor is enough for both"),
]
"""Cards, each with the title of a wrong answer."""
GAPS = [
    ("forward-records", ["records a node of the graph", "backward"], True),
    ("forward-records", ["records a node of the graph", ".backward()"], True),
    ("forward-records", ["records a node of the graph", "loss.backward()"], True),
    ("forward-records", ["records a node of the graph", "forward()"], False),
    ("two-kinds-of-module", ["a module", "a class"], True),
    ("two-kinds-of-module", ["a class", "a module"], False),
    ("decay-default", ["0.0", ".01"], True),
    ("decay-default", ["0", "1e-2"], True),
    ("decay-default", ["0", "0.1"], False),
    ("decay-default", ["0.01", "0"], False),
]
PRINTED = [
    ("6., 6.", True),
    ("6. 6.", True),
    ("(6., 6.)", True),
    ("`tensor([6., 6.])`", True),
    ('"tensor([6., 6.])"', True),
    (">>> print(w.grad)\ntensor([6., 6.])", True),
    ("Tensor([6., 6.])", True),
    ("6., 7.", False),
    ("6.", False),
    ("6, 6", False),
    ("6. 6. 6.", False),
    (">>> tensor([6., 7.])", False),
    ("Tensor([3., 3.])", False),
    ("[[6., 6.]]", False),
]
"""What is typed where `tensor([6., 6.])` is printed."""
RAISED = [
    ("runtimeerror", True),
    ("it raises RuntimeError", True),
    ("a RuntimeError", True),
    ("valueerror", False),
    ("it raises ValueError", False),
    ("it raises no RuntimeError", False),
    ("RuntimeError or ValueError", False),
    ("tensor([2., 2.])", False),
]
"""What is typed where a RuntimeError is raised."""


@pytest.fixture(scope="module")
def deck() -> Deck:
    return cards_in(default_cards())


@pytest.fixture(scope="module")
def judge(deck: Deck, bench: Bench) -> Judge:
    return Judge(deck[1], SharedBench(bench), torch=torch_version(), seconds=60)


def cell_of(deck: Deck, card: str, title: str, kind: str) -> Cell:
    cards, snippet_library = deck
    name = next(q.snippet for q in cards[card].quotes if not q.output and q.wrong is None)
    return next(cell for cell in snippet_library.snippets[name].of(kind) if cell.title == title)


@pytest.mark.parametrize(("card", "title"), RIGHT)
def test_another_correct_answer_is_accepted(
    deck: Deck, judge: Judge, card: str, title: str
) -> None:
    found = judge.judge(deck[0][card], [cell_of(deck, card, title, "also").text])
    assert found.right is True, found


@pytest.mark.parametrize(("card", "title"), WRONG)
def test_a_wrong_answer_is_refused_in_words(
    deck: Deck, judge: Judge, card: str, title: str
) -> None:
    found = judge.judge(deck[0][card], [cell_of(deck, card, title, "wrong").text])
    assert found.right is False, found
    assert found.verdict
    assert not found.verdict.error
    assert all(claim.why.strip() for claim in found.verdict.claims if not claim.held), found


@pytest.mark.parametrize(("card", "typed", "right"), GAPS)
def test_words_in_a_gap_are_judged_by_what_they_say(
    deck: Deck, judge: Judge, card: str, typed: list[str], right: bool
) -> None:
    assert judge.judge(deck[0][card], typed).right is right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("0.01\n0.1", True),
        ("0.01 / 0.1", True),
        ("1e-2, .1", True),
        ("0.1 / 0.01", False),
        ("0.1", False),
        ("0.01\n0.001", False),
    ],
)
def test_the_rates_of_both_groups_are_all_that_is_asked_for(
    deck: Deck, judge: Judge, typed: str, right: bool
) -> None:
    assert judge.judge(deck[0]["group-rates"], [typed]).right is right


@pytest.mark.parametrize(
    ("card", "typed", "right"),
    [
        *(("gradients-add-output", *case) for case in PRINTED),
        *(("second-backward", *case) for case in RAISED),
    ],
)
def test_a_prediction_is_judged_by_its_value(card: str, typed: str, right: bool) -> None:
    cards, snippet_library = cards_in(DATA / "mini" / "cards")
    found = Judge(snippet_library).judge(cards[card], [typed])
    assert found.right is right
    if card == "gradients-add-output" and right and not typed.startswith("Tensor"):
        assert found.why == "Right value, written differently. It prints:"
