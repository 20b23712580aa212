"""A fence that quotes a snippet: read from Markdown; code that quotes nothing is a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deckgen.markdown import is_closed
from deckgen.model import Quote

if TYPE_CHECKING:
    from markdown_it.token import Token

    from deckgen.source import Source

NOT_RUN = {"bash", "sh", "toml", "json", "yaml", "ini", "diff", "make", "markdown"}
"""Languages a card may show without a snippet: what they say is neither Python nor its output."""
NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)+")
FORMS = "quote with `python snippet=topic/name`, `… wrong=1` added, or `text output=topic/name`"


def read_quote(source: Source, token: Token, side: str) -> Quote | None:
    """What a fence quotes; None for a fence in another language and for one that is wrong."""
    assert token.map is not None
    line = token.map[0]
    language, *words = token.info.split() or [""]
    marks = dict(word.partition("=")[::2] for word in words)
    if not marks:
        return None
    name = marks.get("output" if "output" in marks else "snippet", "")
    if not NAME.fullmatch(name) or not _is_form(language, marks):
        source.blame(line, f"`{token.info}` quotes nothing known", FORMS)
        return None
    if not is_closed(token, source.lines) and not token.level:
        return None
    if token.level:
        source.blame(line, "a quotation inside a list or a block quote", "move it to the margin")
        return None
    wrong = int(marks["wrong"]) if "wrong" in marks else None
    text = token.content.removesuffix("\n")
    return Quote(name, text, wrong, "output" in marks, source.place(line), token.map[1], side)


def _is_form(language: str, marks: dict[str, str]) -> bool:
    if marks.keys() == {"output"}:
        return language == "text"
    number = marks.get("wrong", "1")
    return (
        language == "python"
        and marks.keys() in ({"snippet"}, {"snippet", "wrong"})
        and bool(re.fullmatch(r"[1-9]\d?", number))
    )


def blame_unquoted(source: Source, token: Token) -> None:
    """Note a fence of code or output that quotes no snippet, and so was never run."""
    assert token.map is not None
    language, *words = token.info.split() or [""]
    if not words and language.lower() not in NOT_RUN:
        what = f"{language or 'text'} that no run stands behind"
        source.blame(token.map[0], what, f"{FORMS}; not run are {', '.join(sorted(NOT_RUN))}")
