from __future__ import annotations

from dataclasses import replace

import pytest
from quiz_cases import asked_card

from deckgen.model import Card, Kind, Quote
from quizapp.features.judge.cloze import Blank, blanked_quote, blanks_of, completed, fill

CODE = "x = {{c1::torch.ones(2)}}\ny = {{c2::x[::2]}}\nz = {{c1::torch.ones(2)}}"
FRONT = f"Values come as {{{{c3::one dtype::which?}}}}.\n\n```python snippet=a/b\n{CODE}\n```\n"
CARD = asked_card("a", kind=Kind.CLOZE, front=FRONT, quotes=(Quote("a/b", CODE, side="front"),))


def filled(blank: Blank, typed: str) -> bool | None:
    return fill([blank], [typed])[0].right


def test_the_blanks_of_prose_and_code_are_found_in_order_each_once() -> None:
    assert blanks_of(CARD) == (
        Blank(3, "one dtype", "which?"),
        Blank(1, "torch.ones(2)", code=True, cased=True),
        Blank(2, "x[::2]", code=True, cased=True),
    )


def test_a_card_without_blanks_in_code_has_no_code_to_complete() -> None:
    shown = Quote("a/b", "x = 1", side="front")
    answer = Quote("a/c", CODE, side="back")
    printed = Quote("a/d", CODE, side="front", output=True)
    assert blanked_quote(asked_card("a", quotes=(shown, answer, printed))) is None


@pytest.mark.parametrize(
    ("hidden", "typed", "right"),
    [
        ("`backward()`", "backward()", True),
        ("train(False)", " `Train( False )` ", True),
        ("records a node", "Records  a  node", True),
        ("0.01", "0.1", False),
        ("0.01", "0.01", True),
        ("neither", "both", False),
        ("records a node", "makes a graph", None),
        ("neither", "", False),
        ("records a node", "  ", False),
        ("0.001", "1e-3", True),
        ("0.001", ".001", True),
        ("0.001", "`0.0010`", True),
        ("0", "0.0", True),
        ("0.001", "0.01", False),
        ("0.001", "-0.001", False),
        ("0.001", "001", False),
        ("0.001", "1e3", False),
        ("0", "zero", False),
        ("module", "a module", True),
        ("module", "The module.", True),
        ("module", "“module”", True),
        ("module", "a class", False),
        ("module", "modules", False),
        ("`backward()`", "backward", True),
        ("`backward()`", ".backward()", True),
        ("`backward()`", "．backward（）", True),
        ("`backward()`", "forward", False),
        ("`backward()`", "backward(x)", False),
        ("`backward()`", "loss.backward()", False),
        ("train(False)", "train", False),
        ("train(False)", "train()", False),
        ("train(False)", "train(True)", False),
        ("a", "the", False),
    ],
)
def test_prose_forgives_case_spaces_and_code_marks(
    hidden: str, typed: str, right: bool | None
) -> None:
    assert filled(Blank(1, hidden), typed) is right


@pytest.mark.parametrize(
    ("front", "typed", "right"),
    [
        ("`model.{{c1::train(False)}}`", "train( False )", True),
        ("`model.{{c1::train(False)}}`", "TRAIN( False )", False),
        ("{{c1::`train(False)`::a call}}", " `train( False )` ", True),
        ("{{c1::`train(False)`::a call}}", "TRAIN(False)", False),
        ("{{c1::`Module`}}", "A Module.", True),
        ("{{c1::`Module`}}", "a module", False),
        ("{{c1::`1e-3`}}", "1E-3", True),
        ("{{c1::`train`}}", "Model.train()", False),
        ("{{c1::`train`}}", "model.train()", True),
        ("```bash\npip {{c1::install}} torch\n```", "Install", False),
        ("{{c1::a `Module`}}", "a module", True),
        ("{{c1::one}} `x` {{c1::two}}", "ONE", True),
    ],
)
def test_in_code_marks_case_counts(front: str, typed: str, right: bool) -> None:
    card = asked_card("a", kind=Kind.CLOZE, front=front, accepts=((1, "model.train()"),))
    assert filled(blanks_of(card)[0], typed) is right


@pytest.mark.parametrize(
    ("hidden", "typed", "right"),
    [
        ("persistent=False", "persistent = False", True),
        ("f('a')", 'f("a")', True),
        ("loss.backward()", "loss.backward(None)", None),
        ("loss.backward()", "Loss.backward()", None),
        ("lr=0.1", "lr=1", None),
        ("loss.backward()", "", False),
    ],
)
def test_other_words_in_code_are_left_to_the_checks(
    hidden: str, typed: str, right: bool | None
) -> None:
    assert filled(Blank(1, hidden, code=True), typed) is right


@pytest.mark.parametrize(
    ("code", "typed", "right"),
    [
        (False, "loss.backward()", True),
        (False, "`Loss.backward`", True),
        (False, "y.backward()", False),
        (True, "loss.backward( )", True),
        (True, "y.backward()", None),
    ],
)
def test_words_that_the_card_accepts_are_right(code: bool, typed: str, right: bool | None) -> None:
    front = "```python snippet=a/b\n{{c2::backward()}}\n```" if code else "{{c2::backward()}}"
    quote = Quote("a/b", "{{c2::backward()}}", side="front")
    card = replace(
        asked_card("a", kind=Kind.CLOZE, front=front, quotes=(quote,) if code else ()),
        accepts=((1, "y.backward()"), (2, "loss.backward()")),
    )
    (blank,) = blanks_of(card)
    assert blank == Blank(2, "backward()", code=code, accepts=("loss.backward()",), cased=code)
    assert filled(blank, typed) is right


def test_typed_words_take_the_place_of_every_blank_they_were_typed_for() -> None:
    found = fill(blanks_of(CARD), ["one dtype", "torch.zeros(2)", "x[ ::2]"])
    quote = blanked_quote(CARD)
    assert quote
    assert completed(quote, found) == "x = torch.zeros(2)\ny = x[::2]\nz = torch.zeros(2)"


def test_every_cloze_of_the_deck_is_right_with_its_own_words(deck_clozes: list[Card]) -> None:
    assert len(deck_clozes) > 5
    for card in deck_clozes:
        blanks = blanks_of(card)
        assert blanks
        assert all(one.right for one in fill(blanks, [blank.text for blank in blanks])), card.id


@pytest.fixture(scope="module")
def deck_clozes() -> list[Card]:
    from deckgen.syntax.library import default_cards, load_library

    library, _ = load_library(default_cards())
    return [card for card in library.cards if card.kind is Kind.CLOZE]
