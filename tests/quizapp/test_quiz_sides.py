"""The Markdown of a card's sides."""

from __future__ import annotations

import pytest
from quiz_cases import asked_card

from deckgen.kinds import KINDS
from deckgen.model import CardId, Kind, Quote
from deckgen.render.fences import plain_fences
from deckgen.syntax.markdown import dialect
from quizapp.collection.card_text import back_text, front_text, hints_text, notes_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("```python snippet=a/b\nx\n```", "```python\nx\n```"),
        ("```text output=a/b device=cuda\nx\n```", "On CUDA:\n\n```text\nx\n```"),
        ("~~~~ text output=a/b\nx\n~~~~", "~~~~text\nx\n~~~~"),
        ("> ```python wrong=1 x\n> x\n> ```", "> ```python\n> x\n> ```"),
        ("- a\n\n  ```python a\n  x\n  ```", "- a\n\n  ```python\n  x\n  ```"),
        ("```\nx\n```", "```\nx\n```"),
        ("````md a\n```python b\n````", "````md\n```python b\n````"),
        ("`a` and ```b c```", "`a` and ```b c```"),
    ],
    ids=["python", "cuda", "tildes", "quoted", "in a list", "bare", "a fence in a fence", "inline"],
)
def test_a_fence_keeps_its_language_only(written: str, shown: str) -> None:
    assert plain_fences(written) == shown


def test_every_fence_of_a_side_is_highlighted_by_its_language() -> None:
    text = plain_fences("```python snippet=a/b\nx\n```\n\ntext\n\n```text output=a/b\ny\n```")
    assert [t.info for t in dialect().parse(text) if t.type == "fence"] == ["python", "text"]


CLOZE = asked_card("c", kind=Kind.CLOZE, front="Call {{c1::cat::a verb}} with `{{c2::dim}}`=0.")


def test_a_cloze_shows_its_blanks_and_then_its_words() -> None:
    assert front_text(CLOZE, revealed=False) == "Call [a verb] with `[…]`=0."
    assert front_text(CLOZE, revealed=True) == "Call cat with `dim`=0."


def test_the_answer_of_a_cloze_begins_with_its_words() -> None:
    front = "A {{c1::cat::pet}}:\n\n```python\nx.{{c2::sum}}(\n    {{c2::0}})\n{{c1::cat}}\n```"
    card = asked_card("c", kind=Kind.CLOZE, front=front, back="More.")
    assert back_text(card) == "Missing: `cat` · `sum` · `0`\n\nMore."


def test_a_missing_word_in_markdown_stays_markdown() -> None:
    card = asked_card("c", kind=Kind.CLOZE, front="Call {{c1::`a` and\n`b`}}.", back="")
    assert back_text(card) == "Missing: `a` and `b`"


def test_the_answer_of_another_kind_is_the_answer_alone() -> None:
    card = asked_card("p", kind=Kind.PREDICT, front="`{{c1::x}}`", back="`1`")
    assert back_text(card) == "`1`"


def test_cloze_marks_of_another_kind_are_text() -> None:
    card = asked_card("p", kind=Kind.PREDICT, front="`{{c1::x}}`")
    assert front_text(card, revealed=False) == "`{{c1::x}}`"


def test_only_the_asked_for_hints_are_shown() -> None:
    card = asked_card("h", hints=("one", "two", "three"))
    assert hints_text(card, 0) == ""
    assert hints_text(card, 2) == "> *Hint:* one\n\n> *Hint:* two"


def test_the_notes_say_where_the_answer_comes_from() -> None:
    card = asked_card(
        "a",
        sources=("https://pytorch.org/docs", "the paper, section 3"),
        see=(CardId("b"), CardId("gone")),
        quotes=(Quote("autograd/twice", "x"), Quote("autograd/twice", "y", output=True)),
        unproven="it is an opinion",
    )
    assert notes_text(card, {"b": asked_card("b")}).splitlines() == [
        "- Source: <https://pytorch.org/docs>",
        "- Source: the paper, section 3",
        "- See also: What is `b`?",
        "- Run as `autograd/twice`",
        "- Not run: it is an opinion",
    ]


def test_a_card_that_comes_from_nowhere_has_no_notes() -> None:
    assert notes_text(asked_card("a"), {}) == ""


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_instruction_in_one_line(kind: Kind) -> None:
    assert 0 < len(KINDS[kind].instruction) <= 36
