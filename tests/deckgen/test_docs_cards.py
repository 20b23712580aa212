"""The examples of docs/cards.md are cards and snippets of the deck, as they are today."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from deckgen.kinds import quotation_rules
from deckgen.model import Kind
from deckgen.syntax.parsed_file import SourceCard
from deckgen.syntax.parser import parse_file
from tests_support import REPOSITORY
from verified_snippets.kit.metadata import FORMS, read_metadata
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.snippet import KINDS

SNIPPETS = REPOSITORY / "verified_snippets"
PAGE = (REPOSITORY / "docs" / "cards.md").read_text(encoding="utf-8")
CARDS = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.DOTALL | re.MULTILINE)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
LINKED = re.findall(r"\]\(\.\./verified_snippets/(\S+)\.py\)", PAGE)
FENCE = re.compile(r"^(```\w+ (?:snippet|output)=[^\n]*\n).*?^```$", re.DOTALL | re.MULTILINE)
HEAD = "---\ndeck: Examples\ntags: [example]\n---\n\n# Examples\n\n"


def parsed(text: str) -> SourceCard:
    file = parse_file(HEAD + text, "docs/cards.md")
    assert not file.problems
    (card,) = file.cards
    return card


@cache
def shown() -> tuple[str, ...]:
    """The snippets that the page shows whole or links to."""
    files = {path.read_text(encoding="utf-8"): path for path in SNIPPETS.glob("*/*.py")}
    paths = [files[text] for text in PROGRAMS if "# %% card" in text]
    names = (path.relative_to(SNIPPETS).with_suffix("").as_posix() for path in paths)
    return (*names, *LINKED)


def test_a_good_card_of_each_kind_is_shown() -> None:
    assert sorted(parsed(text).card.kind for text in CARDS) == sorted(Kind)


@pytest.mark.parametrize("text", CARDS)
def test_an_example_is_a_card_of_the_deck_before_sync(text: str) -> None:
    files = (path.read_text(encoding="utf-8") for path in (REPOSITORY / "cards").glob("*.md"))
    assert any(f"{text}\n## " in FENCE.sub(r"\1```", file) + "\n## " for file in files)


@pytest.mark.parametrize("text", CARDS)
def test_an_example_quotes_what_its_kind_demands_of_a_snippet_on_the_page(text: str) -> None:
    card = parsed(text).card
    assert [what for holds, what, _ in quotation_rules(card) if not holds] == []
    assert set(card.snippets) <= set(shown())


def test_the_snippets_of_the_page_have_no_faults_and_every_kind_of_cell_is_explained() -> None:
    assert len(shown()) == len(CARDS)
    for name in shown():
        assert parse_snippet(SNIPPETS / f"{name}.py", SNIPPETS)[1] == [], name
    rows = re.findall(r"^\| `(\w+)[^`]*` \|", PAGE, re.MULTILINE)
    assert set(KINDS) <= set(rows)


def test_the_metadata_of_the_page_is_taken_and_every_key_is_named() -> None:
    (block,) = [text for text in PROGRAMS if "# %% card" not in text]
    facts, faults = read_metadata(f"{block}# %% card\n", Path("page.py"))
    assert faults == []
    assert all(key in facts or f"`{key}" in PAGE + block for key in FORMS)


def test_the_page_is_short() -> None:
    assert len(PAGE.split()) <= 2200
