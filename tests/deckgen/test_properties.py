"""What must hold of every text: no exception, and reading what was written gives it back."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deckgen.model import Card, CardId, Deck, Kind, Level
from deckgen.render.html import code_html, to_html, to_inline_html, to_text_html
from deckgen.syntax.cloze import find_clozes, replace_clozes
from deckgen.syntax.parser import parse_deck
from deckgen.syntax.writer import render_deck

REAL = [
    path.read_text()
    for folder in ("tests/data/mini/cards", "cards")
    for path in sorted((Path(__file__).parent.parent.parent / folder).glob("*.md"))
]
PIECES = [
    *("---", "```", "~~~", "````python snippet=a/b", "```text output=a/b", "# T", "===", "> - x"),
    *(
        "## Q {#a .recall .mid}",
        "## {#}",
        ":hint: x",
        ":see: a",
        ":origin: q01",
        ":x:",
        ":unproven:",
        ":accept: c1 x",
    ),
    *(
        "deck: A",
        "tags: [a]",
        "- item",
        "    code",
        "\t",
        "",
        "{{c1::x}}",
        "{{c1::",
        "<unk>",
        "|a|b|",
    ),
    *("[a]: http://x", "\\(", "\ufeff", "text  ", "1. one", "***", "*", "`", "\x00", "\r", "&lt;"),
    *("$x_1$", "$$", "$", "a $b", "![a](b.png)", "![", "$$\\frac{1}{n}$$"),
]
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40)


@given(lines)
def test_any_text_gives_cards_or_problems(pieces: list[str]) -> None:
    deck, problems = parse_deck("\n".join(pieces), "a.md")
    assert deck.cards or problems
    assert all(p.place.line >= 1 and p.what and p.remedy for p in problems)


@settings(max_examples=60)
@given(st.sampled_from(REAL), st.data())
def test_a_real_file_with_a_wound_gives_cards_or_problems(text: str, data: st.DataObject) -> None:
    rows = text.split("\n")
    at = data.draw(st.integers(0, len(rows)))
    end = data.draw(st.integers(at, min(len(rows), at + 3)))
    rows[at:end] = data.draw(st.lists(st.sampled_from(PIECES), max_size=3))
    deck, problems = parse_deck("\n".join(rows), "a.md")
    assert deck.cards or problems
    if not problems:
        assert parse_deck(render_deck(deck), "a.md") == (deck, [])


@given(st.binary(max_size=300))
def test_any_bytes_that_are_text_are_survived(content: bytes) -> None:
    parse_deck(content.decode(errors="surrogateescape"), "a.md")


def code_of_html(code: str) -> str:
    return code_html(code, "python")


word = st.text(string.ascii_letters + "äλ漢 ", min_size=1, max_size=20).filter(str.strip)
prose = word.map(lambda text: " ".join(text.split()))
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.just("\n")
code = st.text(letters, max_size=80).map(lambda text: unicodedata.normalize("NFC", text))


@st.composite
def fences(draw: st.DrawFn) -> str:
    marker = draw(st.sampled_from("`~")) * 9
    body = draw(code.filter(lambda text: "`````````" not in text and "~~~~~~~~~" not in text))
    return f"{marker}toml\n{body}\n{marker}"


side = st.lists(prose | fences(), min_size=1, max_size=3).map("\n\n".join)
cards = st.builds(
    Card,
    st.just(CardId("x")),
    prose,
    st.sampled_from([kind for kind in Kind if kind is not Kind.CLOZE]),
    st.sampled_from(Level),
    st.just("") | side,
    side,
    st.lists(prose, max_size=2).map(tuple),
    st.lists(prose, max_size=2).map(tuple),
    st.lists(st.sampled_from(["a", "b-c"]).map(CardId), max_size=2).map(tuple),
    st.lists(st.sampled_from(["q01", "q20"]), max_size=2).map(tuple),
    st.none() | prose,
    st.none() | prose,
    st.lists(st.tuples(st.integers(1, 99), prose), max_size=2).map(tuple),
)
decks = st.builds(
    Deck,
    prose,
    prose,
    st.just(("a", "b")),
    st.just("") | prose,
    st.lists(cards, min_size=1).map(tuple),
)


@given(decks)
def test_parsing_what_was_rendered_gives_the_deck_back(deck: Deck) -> None:
    assert parse_deck(render_deck(deck), "a.md") == (deck, [])


@given(st.text(max_size=60))
@example("{{c1::{'a': {'b': 1}}}}")
@example("{{c1::{{c2::x}}}}")
def test_clozes_are_found_without_losing_text(text: str) -> None:
    found = find_clozes(text)
    assert all(text[c.start :].startswith(f"{{{{c{c.number}::") for c in found)
    assert replace_clozes(text, lambda c: text[c.start : c.end]) == text


@given(lines, st.booleans())
@example(["\ufdd4"], False)
@example(["\ufdd01\ufdd1x\ufdd3"], False)
@example(["```python", "\ufdd4 \ufdd01\ufdd1x\ufdd3", "```"], False)
def test_any_text_becomes_html_that_anki_reads_as_text(pieces: list[str], clozes: bool) -> None:
    html = to_html("\n".join(pieces), clozes=clozes)
    assert "[" not in html.replace("\\[ ", "")  # a displayed formula begins so
    assert clozes or "{" not in html
    assert "<unk" not in html


@pytest.mark.parametrize("render", [to_html, to_inline_html, to_text_html, code_of_html])
@pytest.mark.parametrize("sign", list("\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"))
def test_no_text_passes_for_the_markup_of_anki(render: Callable[[str], str], sign: str) -> None:
    assert "\ufffd" in render(f"a{sign}1\ufdd1b")
    assert not set(render(f"a{sign}1\ufdd1b")) & {*"[]{}", sign}
    assert "::" not in render(f"a{sign}b")
