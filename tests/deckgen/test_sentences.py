"""Answers split into sentences, and each word of them quoted by the cell that proves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.authoring.propose import propose_quotations
from deckgen.checks.check import check_library
from deckgen.cli.check import count_standings
from deckgen.snippets.library import default_snippets
from deckgen.syntax.sentences import split_markdown
from tests_support import enter_proofs

ANSWER = (
    "`backward()` **adds** into `.grad`. Nothing is\ncleared, e.g. by a second call. It is old."
)
CHECK = "# %% check a second backward() adds to .grad\n"
QUOTED = (
    f"{CHECK}# > `backward()` adds into `.grad`.\n# >\n# > Nothing is cleared, e.g. by a\n"
    "# > second call.\n"
)
STATED = "# %% stated history\n# > It is old.\n"


@pytest.fixture
def cards(mini: Path) -> Path:
    """The small library, one answer of which is quoted word for word."""
    card = mini / "cards" / "autograd.md"
    text = card.read_text()
    old = text[text.index("`backward()` **adds**") : text.index("\n\n", text.index("**adds**"))]
    field = "" if ":source:" in text else "\n\n:source: https://docs.pytorch.org/docs"
    card.write_text(text.replace(old, ANSWER + field))
    edit(mini, CHECK, QUOTED)
    edit(mini, "# %% wrong", f"{STATED}# %% wrong")
    return mini / "cards"


def edit(mini: Path, old: str, new: str) -> None:
    path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    enter_proofs(mini / "verified_snippets")


def told(cards: Path) -> list[str]:
    return [str(p) for p in check_library(cards, default_snippets(cards)).problems]


def texts(markdown: str) -> list[str]:
    return [sentence.text for sentence in split_markdown(markdown, "back")]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("`a. b` stays. So does $x. y$.", ["`a. b` stays.", "So does $x. y$."]),
        ("It is *so*, e.g. here, see [docs](x).", ["It is so, e.g. here, see docs."]),
        ("torch 2.13 is new. `x` begins one.", ["torch 2.13 is new.", "`x` begins one."]),
        ("(One. Two.) Three.", ["(One. Two.)", "Three."]),
        ('"Why?" asks for the reason. Yes.', ['"Why?" asks for the reason.', "Yes."]),
        ("- one\n- two", ["one", "two"]),
        ("| a | b |\n|---|---|\n| c | d |", ["a", "b", "c", "d"]),
        ("```python\nx = 1. \n```", []),
        ("$$\nx. y\n$$", ["$$x. y$$"]),
        ("", []),
    ],
)
def test_an_answer_is_split_where_a_sentence_ends(markdown: str, expected: list[str]) -> None:
    assert texts(markdown) == expected


def test_a_sentence_knows_its_line_and_whether_it_introduces() -> None:
    found = list(split_markdown("One. Two\nwords. See:\n\n- a\n\nSay: it.", "back"))
    assert [(s.line, s.introduces) for s in found] == [
        (0, False), (0, False), (1, True), (3, False), (5, False)
    ]  # fmt: skip


def test_words_that_are_quoted_are_no_problem_and_are_counted(cards: Path) -> None:
    assert told(cards) == []
    checked = check_library(cards, default_snippets(cards))
    counts = count_standings(checked)
    assert (counts["proven"], counts["stated"], counts["mixed"]) == (2, 1, 0)
    assert counts["sourced"] > 0
    assert counts["silent"] > 0


def test_every_single_word_needs_its_quotation(mini: Path, cards: Path) -> None:
    for word in ("`backward()`", "into", "cleared,", "e.g.", "call."):
        edit(mini, f" {word}", " ")
        assert any(f"nothing proves “{word}”" in line or "no card that shows" in line
                   for line in told(cards))  # fmt: skip
        edit(mini, CHECK, CHECK)
        path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
        text = path.read_text()
        path.write_text(QUOTED.join((text[: text.index(CHECK)], text[text.index("assert") :])))
        enter_proofs(mini / "verified_snippets")
    assert told(cards) == []


def test_a_word_added_to_the_answer_is_silent_at_its_line(cards: Path) -> None:
    card = cards / "autograd.md"
    card.write_text(card.read_text().replace("It is old.", "It is very old."))
    line = 1 + card.read_text().split("\n").index("cleared, e.g. by a second call. It is very old.")
    said = told(cards)
    assert any(f"autograd.md:{line}: nothing proves “It is very old.”" in each for each in said)
    assert any("no card that shows this snippet says “It is old.”" in each for each in said)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("# > Nothing", "# >? Nothing", "e.g. by a second call.” is not accepted"),
        ("# > Nothing is cleared, e.g. by a\n# > second call.", "# > Nothing\n# >\n# > `.grad`.\n"
         "# >\n# > is cleared, e.g. by a second call.\n# >\n# > is", "“is” fits two places"),
        ("# > `backward()` adds", "# > `backward()` just adds", "no card that shows this snippet"),
    ],
)  # fmt: skip
def test_a_quotation_out_of_place_is_told(
    mini: Path, cards: Path, old: str, new: str, what: str
) -> None:
    edit(mini, old, new)
    assert any(what in each for each in told(cards)), told(cards)


def test_a_quotation_names_what_its_check_uses(mini: Path, cards: Path) -> None:
    card = cards / "autograd.md"
    card.write_text(card.read_text().replace("Nothing is", "No `clone` is"))
    edit(mini, "# > Nothing is", "# > No `clone` is")
    assert any("the quotation names `clone`, which neither" in each for each in told(cards))
    edit(mini, "assert w.grad.tolist()", "w.clone()\nassert w.grad.tolist()")
    assert told(cards) == []


def test_a_stated_sentence_needs_a_source(cards: Path) -> None:
    card = cards / "autograd.md"
    lines = [line for line in card.read_text().split("\n") if not line.startswith(":source:")]
    card.write_text("\n".join(lines))
    assert any("“It is old.” is stated, but the card has no source" in each for each in told(cards))


def propose(cards: Path) -> list[str]:
    checked = check_library(cards, default_snippets(cards))
    library = checked.snippet_library
    return [
        path.name for path in propose_quotations(checked.library.cards[:3], library, every=False)
    ]


def test_a_reworded_sentence_is_proposed_where_its_quotation_was(mini: Path, cards: Path) -> None:
    card = cards / "autograd.md"
    path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    card.write_text(card.read_text().replace("cleared, e.g. by a", "cleared, e.g. by one more"))
    assert "gradients_add.py" in propose(cards)
    assert "# >? Nothing is cleared, e.g. by one more second call.\n" in path.read_text()
    assert "by a\n" not in path.read_text()
    assert [each for each in told(cards) if "not accepted yet" in each]


def test_a_deck_may_ask_for_every_sentence(cards: Path) -> None:
    config = cards / "deck.toml"
    assert told(cards) == []
    config.write_text(f'proof = "sentences"\n{config.read_text()}')
    silent = [line for line in told(cards) if "nothing proves" in line]
    assert len(silent) == 3
    assert all("tensors.md" in line for line in silent)
    checked = check_library(cards, default_snippets(cards))
    library = checked.snippet_library
    proposed = propose_quotations(checked.library.cards, library, every=True)
    assert [path.name for path in proposed] == ["integer_dtype.py"]


def test_a_new_sentence_is_proposed_in_a_cell_at_the_end(mini: Path, cards: Path) -> None:
    card = cards / "autograd.md"
    path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    card.write_text(card.read_text().replace("It is old.", "It is old. Entirely new words."))
    assert "gradients_add.py" in propose(cards)
    assert path.read_text().endswith("# %% stated ?\n# >? Entirely new words.\n")
    assert "gradients_add.py" not in propose(cards)
