"""The cards' Markdown as lines that can be read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.syntax.library import default_cards, load_library
from quizapp.collection.card_text import back_text
from quizapp.plain.card import asked_text
from quizapp.plain.speech import as_lines, as_text, spoken


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("A *small* **word** of `code`.", ["A small word of code."]),
        ("one\ntwo", ["one two"]),
        ("one\\\ntwo", ["one", "two"]),
        ("[docs](https://a.b/c) say", ["docs (https://a.b/c) say"]),
        ("<https://a.b/c>", ["https://a.b/c"]),
        ("so $x^2$ is", ["so x² is"]),
        ("![a plot](a.png)", ["[picture: a plot] (a.png)"]),
        ("# Head", ["Head"]),
        ("> said", ["Quote: said"]),
        ("<unk> & \\*", ["<unk> & *"]),
        ("- a\n- b\n  1. c\n  2. d", ["- a", "- b", "  1. c", "  2. d"]),
        ("3. c\n4. d", ["3. c", "4. d"]),
        (
            "| op | copies |\n|---|---|\n| `view` | no |\n| `clone` | yes |",
            ["op: view; copies: no", "op: clone; copies: yes"],
        ),
        ("```python\nx = 1\n\n    y\n```", ["Code:", "x = 1", "", "    y", "End of code."]),
        ("```text\n6.\n```", ["Text:", "6.", "End of text."]),
        ("```diff\n- a\n```", ["Changes:", "- a", "End of changes."]),
        ("    indented", ["Code:", "indented", "End of code."]),
        ("a\n\n---\n\nb", ["a", "b"]),
        ("", []),
    ],
)
def test_marks_become_words(markdown: str, lines: list[str]) -> None:
    assert as_lines(markdown, 72) == lines


def test_prose_is_wrapped_and_no_word_is_cut() -> None:
    assert as_lines("- one two four-four-four five", 20) == [
        "- one two",
        "  four-four-four",
        "  five",
    ]


def test_code_is_never_wrapped_not_even_in_prose() -> None:
    code = "x = torch.ones(2, 3, requires_grad=True)"
    assert as_lines(f"```python\n{code}\n```", 20) == ["Code:", code, "End of code."]
    assert as_lines(f"Then `{code}` is it", 20) == ["Then", code, "is it"]


def test_code_in_a_list_is_announced_like_any_other() -> None:
    assert as_lines("- so:\n\n  ```python\n  x = 1\n  ```", 72) == [
        "- so:",
        "Code:",
        "x = 1",
        "End of code.",
    ]


def test_a_label_goes_before_the_first_words() -> None:
    assert as_lines("a\n\nb", 72, "Hint:") == ["Hint: a", "b"]
    assert as_lines("```\nx\n```", 72, "Hint:") == ["Hint:", "Code:", "x", "End of code."]
    assert as_lines("- a", 72, "Hint:") == ["Hint:", "- a"]


def test_a_question_is_one_line() -> None:
    assert as_text("What is `a  b`, *really*?") == "What is a  b, really?"


def test_signs_between_words_are_said() -> None:
    assert spoken("12 due · 5 new") == "12 due, 5 new"
    assert spoken("  Autograd  40% → 50%") == "Autograd 40% to 50%"
    assert spoken("retention –") == "retention none"
    assert spoken("100 – 3 of x·y") == "100 none 3 of x·y"


def test_every_card_can_be_read_with_its_code_whole_and_without_a_mark_of_markdown() -> None:
    cards = [card for card in load_library(default_cards())[0].cards if card.retired is None]
    assert len(cards) > 100
    for card in cards:
        lines = as_lines(f"{asked_text(card)}\n\n{back_text(card)}", 40)
        for quote in card.quotes:
            for line in quote.text.split("\n"):
                assert line in lines or "{{" in line
        assert not [line for line in lines if line.startswith(("```", "~~~", "> ", "| ", "## "))]
        assert not [line for line in lines if "](http" in line or "{{c1::" in line]


@given(st.text("ab`*_[]()<>#-+.:\n |$\\!&1", max_size=60), st.integers(20, 60))
def test_whatever_is_written_can_be_read(markdown: str, width: int) -> None:
    lines = as_lines(markdown, width)
    assert all("\n" not in line for line in lines)
    inside = False
    for line in lines:
        inside = (inside or line == "Code:") and line != "End of code."
        assert inside or len(line) <= width or " " not in line.strip(" -0123456789.:")[width:]
