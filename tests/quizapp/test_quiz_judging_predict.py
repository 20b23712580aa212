from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Kind
from deckgen.snippets.library import default_snippets, load_snippets
from deckgen.syntax.library import default_cards, load_library
from quizapp.features.judge.output import DiffLine, Outcome, Side, compare, outcome_of

TENSOR = Outcome("tensor([6., 6.])")
RAISES = Outcome("8.0", "RuntimeError", "Inference tensors cannot be saved for backward")
LONE_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?:\.\d*)?(?![\w.']*[\w'])")


@cache
def recorded() -> dict[str, Outcome]:
    """What every predict card of the deck prints or raises."""
    cards = default_cards()
    library, _ = load_library(cards)
    snippet_library, _ = load_snippets(default_snippets(cards))
    found: dict[str, Outcome] = {}
    for card in library.cards:
        if card.kind is Kind.PREDICT and card.retired is None:
            name = next(quote.snippet for quote in card.quotes if quote.output)
            outcome = outcome_of(snippet_library.snippets[name])
            assert outcome, card.id
            found[card.id] = outcome
    return found


def as_shown(outcome: Outcome) -> str:
    return "\n".join(filter(None, (outcome.printed, outcome.error_line)))


def said_otherwise(outcome: Outcome) -> Iterator[str]:
    """The same said as other people type it."""
    text = outcome.printed
    yield as_shown(outcome)
    error = f"\n{outcome.raises}" if outcome.raises else ""
    yield text + error
    yield text.replace(", ", ",") + error
    yield "\n\n".join(f"   {line}   " for line in text.split("\n")) + error
    yield text.replace(" ", "  ").replace("'", '"') + error
    yield text.replace("tensor(", "torch.tensor(") + error
    yield re.sub(r"tensor\((\[.*?\]+)\)", r"\1", text, flags=re.DOTALL) + error
    yield re.sub(r"(\d\.)(?=[\],\s)]|$)", r"\g<1>0", text) + error
    yield re.sub(r"(\.\d+?)0+(?=[\],\s)]|$)", r"\1", text) + error
    yield re.sub(r"\b(True|False|None|nan)\b", lambda found: found[0].lower(), text) + error.lower()
    yield re.sub(r"\btorch\.(?=\w+(?!\.\w))", "", text) + error
    yield "\n".join(f"`{line}`" for line in text.split("\n")) + error
    yield "\n".join(f">>> {line}" for line in text.split("\n")) + error
    yield " ".join(text.split("\n")) + error.replace("\n", " ")
    yield "\u200b" + text.replace(",", "，").replace("(", "（") + error


def said_wrongly(outcome: Outcome) -> Iterator[str]:
    """What differs in a number, its type, a dtype, a word, a line or the exception."""
    text = as_shown(outcome) if not outcome.raises else outcome.printed
    error = f"\n{outcome.raises}" if outcome.raises and outcome.printed else ""
    for found in LONE_NUMBER.finditer(outcome.printed):
        number = found[0]
        around = text[: found.start()], text[found.end() :] + error
        other = str(int(float(number))) if "." in number else f"{number}."
        nearly = f"{number}1" if "." in number else str(int(number) + 1)
        for changed in (other, nearly, f"-{number}" if number[0] != "-" else number[1:], ""):
            yield changed.join(around)
    for one, other in {
        "True": "False",
        "float32": "float64",
        "int64": "int32",
        "None": "0",
    }.items():
        for said, meant in ((one, other), (other, one)):
            if said in outcome.printed:
                yield text.replace(said, meant, 1) + error
    lines = text.split("\n") if outcome.printed else []
    if [line.split() for line in lines] != [line.split() for line in reversed(lines)]:
        yield " ".join(reversed(lines)) + error
        yield "\n".join(reversed(lines)) + error
    for n in range(len(lines)):
        yield "\n".join(lines[:n] + lines[n + 1 :]) + error
        yield "\n".join([*lines[: n + 1], "more", *lines[n + 1 :]]) + error
    if outcome.raises:
        yield f"{text}\nKeyError"
        yield f"{text}\n{outcome.raises} or KeyError"
        yield f"{text}\nno {outcome.raises}"
        yield f"{text}\n{outcome.raises}: one thing\nKeyError: another"
        if text:
            yield text
    else:
        yield f"{text}\nRuntimeError"


@pytest.mark.parametrize("card", sorted(recorded()))
def test_what_a_card_prints_is_right_however_it_is_typed(card: str) -> None:
    outcome = recorded()[card]
    for typed in said_otherwise(outcome):
        assert compare(outcome, typed).right, typed


@pytest.mark.parametrize("card", sorted(recorded()))
def test_another_number_dtype_word_line_or_exception_is_wrong(card: str) -> None:
    outcome = recorded()[card]
    wrong = list(said_wrongly(outcome))
    assert wrong
    for typed in wrong:
        assert not compare(outcome, typed).right, typed


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("tensor([6., 6.])", "[6., 6.]"),
        ("tensor([6., 6.])", "[6.0,6.0]"),
        ("tensor([6., 6.])", "torch.tensor([6., 6.,])"),
        ("[6., 6.]", "tensor([6., 6.])"),
        ("tensor(3.)", "3.0"),
        ("['scale']", '["scale"]'),
        ("['scale']", "[‘scale’]"),
        ("True False", "True, False"),
        ("0.0010", "1e-3"),
        ("-0.25", "−0.25"),
        ("tensor([[0, 1],\n        [2, 3]])", "[[0, 1], [2, 3]]"),
        ("[[0, 1], [2, 3]]", "tensor([[0, 1],\n        [2, 3]])"),
        ("[tensor(1.), tensor(2.)]", "[1., 2.]"),
        ("(3, 1) (1, 3) False", "(3,1), (1,3), False"),
        ("tensor([1., 2.], dtype=torch.float64)", "tensor( [1.,2.], dtype = torch.float64 )"),
        ("a\n\nb", "a\nb\n"),
    ],
)
def test_spaces_quotes_outer_commas_and_a_lone_tensor_do_not_count(
    printed: str, typed: str
) -> None:
    assert compare(Outcome(printed), typed).right


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("tensor([6., 6.])", "[6, 6]"),
        ("tensor([6, 6])", "[6., 6.]"),
        ("tensor([6., 6.])", "[6., 6., 6.]"),
        ("tensor([6., 6.])", "[[6., 6.]]"),
        ("f(tensor(1, 2))", "f(1, 2)"),
        ("torch.Size([3])", "torch.Size([])"),
        ("(3,)", "(3)"),
        ("(3,)", "3"),
        ("tensor([1., 2.], dtype=torch.float64)", "[1., 2.]"),
        ("tensor([1., 2.], dtype=torch.float64)", "tensor([1., 2.])"),
        ("tensor([1.], device='cuda:0')", "tensor([1.], device='cuda:1')"),
        ("torch.float32", "torch.float64"),
        ("96.0 72.0", "96.072.0"),
        ("96.0 72.0", "72.0 96.0"),
        ("1 2", "12"),
        ("1-2", "1 -2"),
        ("-3.0", "3.0"),
        ("0.0", "-0.0"),
        ("0.1", "0.10000001"),
        ("100000000000000001", "100000000000000002"),
        ("1e5", "100000"),
        ("'a'", "a"),
        ("['a b']", "['a  b']"),
        ("['1.0']", "['1.']"),
        ("nan", "inf"),
        ("2.13.0", "2.130.0"),
        ("body.1.weight", "body.2.weight"),
        ("[1, 2", "[1, 3"),
    ],
)
def test_numbers_shapes_dtypes_and_words_always_count(printed: str, typed: str) -> None:
    assert not compare(Outcome(printed), typed).right


FORMS = {
    "tensor([6., 6.])": (
        [
            *("6., 6.", "6. 6.", "(6., 6.)", "6.0, 6.0", "`tensor([6., 6.])`", "`6., 6.`"),
            *("'tensor([6., 6.])'", '"[6., 6.]"', ">>> tensor([6., 6.])", "Tensor([6., 6.])"),
            *("torch.Tensor([6., 6.])", ">>> print(w.grad)\ntensor([6., 6.])", "prints [6., 6.]"),
            *(">>> w.grad\ntensor([6., 6.])", "```\ntensor([6., 6.])\n```", "［6.，6.］", "６. 6."),
            *("tensor（[6., 6.]）", "\u200btensor([6., 6.])", "it prints: [6., 6.]", "6.、6."),
        ],
        [
            *("6., 7.", "6.", "6, 6", "(6, 6)", "6. 6. 6.", "(6.)", "[[6., 6.]]", "((6., 6.))"),
            *("`tensor([6., 7.])`", "'tensor([6., 7.])'", "{6., 6.}", "Tensor([6, 6])", "12."),
            *(
                ">>> tensor([6., 7.])",
                ">>> print(6., 6.)",
                "6.6.",
                "-6., -6.",
                "6. -6.",
                "[6.] [6.]",
            ),
            *("tensor([6.], [6.])", "tensor([6., 6.], dtype=torch.float64)", "6. / 6.", "6.; 6."),
            *("tensor([6., 6.]) tensor([6., 6.])", "6., 6. or 3., 3.", "not 6., 6.", "6.\n6."),
        ],
    ),
    "tensor([1., 2.])\nFalse": (
        ["1. 2.\nfalse", "[1., 2.] False", "1., 2., False", "(1., 2.); false", "1. 2. / False"],
        ["1. 2.\ntrue", "2. 1.\nFalse", "False [1., 2.]", "1. False\n2.", "1. 2.", "1. 2. 0"],
    ),
    "0.001\n0.1": (
        ["0.001 0.1", "0.001, 0.1", "1e-3 / .1", "0.001; 0.1", "0.001 then 0.1", "`0.001`\n`0.1`"],
        ["0.1 0.001", "0.1\n0.001", "0.001", "0.001 / 0.01", "0.0010.1", "[0.001, 0.1]"],
    ),
    "True False": (
        ["true false", "TRUE, False", '"True False"', ">>> True False"],
        ["false true", "True", "False", "True True", "1 0", "(True, False)", ">>> True"],
    ),
    "tensor(nan)": (
        ["NaN", "nan", "Tensor(NaN)", "tensor(nan)", "`NAN`"],
        ["inf", "NaN NaN", "[nan]", "0.", "None", "'nan' or inf"],
    ),
    "MulBackward0": (
        ["mulbackward0", "`MulBackward0`", "mulBackward0"],
        ["mulbackward", "MulBackward1", "addbackward0", "MmBackward0", "mul backward0"],
    ),
    "<MulBackward0 True>": (["<mulbackward0 true>"], ["mulbackward0 true", "<addbackward0 true>"]),
    "torch.float32": (
        ["float32", "`float32`", "torch.float", "it prints torch.float32"],
        ["float64", "float16", "torch.double", "float", "int32", "bfloat16", "numpy.float32"],
    ),
    "float32": (["`float32`"], ["torch.float32", "float64"]),
    "torch.Size([2, 3])": (
        ["Size([2, 3])", "(2, 3)", "[2, 3]", "2, 3", "2 3", "torch.Size( [2,3] )"],
        ["Size([3, 2])", "(3, 2)", "6", "2", "[2, 3, 1]", "2., 3.", "Size([2], [3])", "[[2, 3]]"],
    ),
    "torch.Size([3])": (
        ["Size([3])", "(3,)", "[3]"],
        ["3", "(3)", "Size([])", "Size(3)", "[3, 1]"],
    ),
    "torch.Size([])": (["Size([])", "()", "[]"], ["0", "Size([1])", "Size([0])", "None"]),
    "(3, 1)": (["3, 1", "3 1"], ["[3, 1]", "1, 3", "(3, 1, 1)", "31"]),
    "[3, 1]": (["3, 1"], ["(3, 1)", "{3, 1}", "1, 3"]),
    "None": (["none", "`None`", "NONE"], ["0", "nan", "False", "null", "'none' 'none'"]),
    "none": (["none"], ["None", "NONE", "False"]),
    "'a'": (["'a'", '"a"'], ["a", "'b'", "`a`"]),
}
"""What is printed, with forms of the same value, and with other values."""


@pytest.mark.parametrize(
    ("printed", "typed"), [(key, typed) for key, (forms, _) in FORMS.items() for typed in forms]
)
def test_a_value_may_be_written_in_another_form(printed: str, typed: str) -> None:
    assert compare(Outcome(printed), typed).right


@pytest.mark.parametrize(
    ("printed", "typed"), [(key, typed) for key, (_, wrong) in FORMS.items() for typed in wrong]
)
def test_another_value_is_wrong_in_any_form(printed: str, typed: str) -> None:
    assert not compare(Outcome(printed), typed).right


def test_what_is_written_differently_is_shown_as_it_is_printed() -> None:
    found = compare(TENSOR, "6. 6.")
    assert found.diff == (DiffLine(Side.BOTH, "tensor([6., 6.])"),)
    assert (found.right, found.literal) == (True, False)
    assert compare(TENSOR, "[6., 6.]").literal


@pytest.mark.parametrize(
    "typed",
    [
        "8.0\nRuntimeError",
        "8.\nraises RuntimeError",
        "8.0\nRuntimeError: something about inference",
        "8.0\nbuiltins.RuntimeError: first\nsecond line",
        "8.0\n\n  RuntimeError(inference tensors)",
        "8.0\nruntimeerror",
        "8.0\nit raises RuntimeError",
        "8.0\nthe last line raises a RuntimeError.",
        "8.0\nRuntimeError is raised",
        "8.0 RuntimeError",
        "8.0, then it raises RuntimeError",
        "8.0\n`RuntimeError`",
        ">>> y.item()\n8.0\n>>> z.backward()\nRuntimeError: Inference tensors",
    ],
)
def test_the_name_of_the_exception_is_enough(typed: str) -> None:
    assert compare(RAISES, typed).right


@pytest.mark.parametrize(
    "typed",
    [
        "RuntimeError",
        "8.0",
        "RuntimeError\n8.0",
        "8.0\nruntime error",
        "8.0\nno RuntimeError",
        "8.0\nit does not raise RuntimeError",
        "8.0\nRuntimeError is not raised",
        "8.5 RuntimeError",
        "it raises 8.0\nRuntimeError",
        "8.0\nit raises ValueError",
        "8.0\nvalueerror",
        "8.0\nValueError",
        "8.0\nan error",
        "8.0\nRuntimeError or ValueError",
        "8.0\nValueError\nRuntimeError",
        "8.0\nRuntimeError: a\nValueError: b",
        "8.0\nNotRuntimeError",
        "",
    ],
)
def test_no_other_exception_and_no_hedging(typed: str) -> None:
    assert not compare(RAISES, typed).right


def test_an_exception_where_none_is_raised_is_wrong() -> None:
    assert not compare(TENSOR, "RuntimeError").right


def test_the_diff_says_whose_line_it_is() -> None:
    outcome = Outcome("1\n2\n3")
    assert compare(outcome, "1\n5\n3").diff == (
        DiffLine(Side.BOTH, "1"),
        DiffLine(Side.TYPED, "5"),
        DiffLine(Side.PRINTED, "2"),
        DiffLine(Side.BOTH, "3"),
    )


def test_a_bracket_that_nobody_closed_swallows_no_line() -> None:
    found = compare(Outcome("[1, 2]\n3"), "[1, 2\n3")
    assert [(line.side, line.text) for line in found.diff] == [
        (Side.TYPED, "[1, 2"),
        (Side.PRINTED, "[1, 2]"),
        (Side.BOTH, "3"),
    ]


def test_the_diff_of_a_missing_exception_names_it() -> None:
    assert compare(RAISES, "8.0").diff[-1] == DiffLine(Side.PRINTED, RAISES.error_line)


LINES = st.lists(
    st.one_of(
        st.integers().map(str),
        st.floats(allow_nan=False).map(repr),
        st.lists(st.integers(0, 9)).map(str),
        st.text(st.characters(codec="utf-8"), max_size=12),
    ),
    max_size=4,
).map("\n".join)


@given(LINES)
def test_every_output_equals_itself_and_is_its_own_diff(text: str) -> None:
    found = compare(Outcome(text), text)
    assert found.right
    assert all(line.side is Side.BOTH for line in found.diff)


@given(LINES, LINES)
def test_any_typing_gets_an_answer_and_only_a_wrong_one_a_difference(one: str, other: str) -> None:
    found = compare(Outcome(one, "KeyError", "'a'"), other)
    assert found.right == all(line.side is Side.BOTH for line in found.diff)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False))
def test_two_floats_are_one_number_only_where_python_says_so(one: float, other: float) -> None:
    right = compare(Outcome(f"tensor([{one!r}])"), f"[{other!r}]").right
    assert right == (repr(one) == repr(other))
