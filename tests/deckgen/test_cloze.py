"""Where the text of a gap ends and its hint begins."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from deckgen.render.html import to_html
from deckgen.syntax.cloze import find_clozes
from deckgen.syntax.library import load_library


@pytest.mark.parametrize(
    ("text", "inner", "hint"),
    [
        ("{{c1::word}}", "word", None),
        ("{{c1::word::hint}}", "word", "hint"),
        ("`{{c1::x[::2]}}`", "x[::2]", None),
        ("`y = {{c1::x[::2]}}` and `z`", "x[::2]", None),
        ("a `b` and {{c1::word::hint}} `c`", "word", "hint"),
        ("{{c1::`x[::2]`}}", "`x[::2]`", None),
        ("{{c1::``x[::2]``}}", "``x[::2]``", None),
        ("{{c1::``a`::`b``}}", "``a`::`b``", None),
        ("{{c1::`x[::2]`::a slice}}", "`x[::2]`", "a slice"),
        ("{{c1::word::as in `x[::2]`}}", "word", "as in `x[::2]`"),
        ("a \\` and {{c1::word::hint}} \\`", "word", "hint"),
        ("a ` alone\n\nand {{c1::word::hint}} ` alone", "word", "hint"),
        ("- a ` alone\n- and {{c1::word::hint}} ` alone", "word", "hint"),
        ("over `two\nlines {{c1::x[::2]}}`", "x[::2]", None),
    ],
)
def test_a_hint_begins_outside_code_alone(text: str, inner: str, hint: str | None) -> None:
    (cloze,) = find_clozes(text)
    assert (cloze.text, cloze.hint, cloze.doubtful) == (inner, hint, False)
    assert text[cloze.start : cloze.end].startswith("{{c1::")


def test_in_code_nothing_is_a_hint() -> None:
    (cloze,) = find_clozes("y = {{c1::x[::2]::no hint}}", code=True)
    assert (cloze.text, cloze.hint) == ("x[::2]::no hint", None)


def test_a_gap_in_code_marks_is_hidden_whole_in_anki() -> None:
    html = to_html("Write `{{c1::x[::2]}}` for it.", clozes=True)
    assert "{{c1::x[&#58;&#58;2]}}" in html.replace("&#91;", "[").replace("&#93;", "]")
    assert unescape(html) == "<p>Write <code>{{c1::x[::2]}}</code> for it.</p>"


@pytest.mark.parametrize(
    ("gap", "text", "hint"),
    [
        ("{{c1::x[::2]}}", "x[", "2]"),
        ("{{c1::f(a::b)}}", "f(a", "b)"),
        ("{{c1::torch::nn::Linear}}", "torch::nn", "Linear"),
    ],
)
def test_a_hint_by_accident_is_a_problem(mini_cards: Path, gap: str, text: str, hint: str) -> None:
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace("{{c1::`torch.int64`::dtype}}", gap))
    line = path.read_text().split("\n").index(next(filter(has_id, path.read_text().split("\n"))))
    (problem,) = load_library(mini_cards)[1]
    assert problem.place.line == line + 1
    assert problem.what == f"a cloze is cut at `::` into `{text}` and the hint `{hint}`"
    assert problem.remedy == "put code between code marks, where `::` begins no hint"


def has_id(line: str) -> bool:
    return "#integer-dtype" in line
