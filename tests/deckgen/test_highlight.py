from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pygments.lexer import RegexLexer

from deckgen.checks.check import check_library
from deckgen.render.highlight import highlight
from deckgen.snippets.library import default_snippets
from tests_support import REPOSITORY

if TYPE_CHECKING:
    import pytest


@example("a\r\nb", "python")  # lexers take what they call noise away
@example("\ufeffx", "python")
@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["python", "bash", "toml", "text", "diff", "x", ""]))
def test_the_tokens_are_the_code_to_the_letter(code: str, language: str) -> None:
    assert "".join(text for _, text in highlight(code, language)) == code


def test_a_token_has_the_class_of_its_kind() -> None:
    assert ("kn", "import") in highlight("import torch", "python")
    assert highlight("import torch", "text") == (("", "import torch"),)
    assert highlight("import torch", "no language") == (("", "import torch"),)


def test_another_language_is_another_cut() -> None:
    assert highlight("if x: echo", "bash") != highlight("if x: echo", "python")


def test_the_same_code_is_cut_once_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    cut = RegexLexer.get_tokens_unprocessed

    def count(self: RegexLexer, text: str, *rest: object) -> object:
        asked.append(text)
        return cut(self, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(RegexLexer, "get_tokens_unprocessed", count)
    highlight.cache_clear()
    assert highlight("y = 1", "python") == highlight("y = 1", "python")
    assert asked == ["y = 1"]


def test_the_deck_of_the_benchmark_is_sound_and_no_two_of_its_cards_share_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
    multiply = importlib.import_module("multiply")
    cards = multiply.write_library(tmp_path, 200)
    checked = check_library(cards, default_snippets(cards))
    assert checked.problems == ()
    assert len(checked.library.cards) == 200
    codes = [snippet.card.text for snippet in checked.snippet_library.snippets.values()]
    assert len(set(codes)) == len(codes) > 190
