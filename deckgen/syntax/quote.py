"""Fences that quote a snippet; code that quotes nothing is a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deckgen.model import Quote
from deckgen.syntax.markdown import is_closed
from verified_snippets.kit.snippet import DEVICES

if TYPE_CHECKING:
    from markdown_it.token import Token

    from deckgen.syntax.parsed_file import ParsedFile

NOT_RUN = {"bash", "sh", "toml", "json", "yaml", "ini", "diff", "make", "markdown"}
"""Languages that a card may show without a snippet, because they are not Python or its output."""
NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)+")
FORMS = (
    "quote with `python snippet=topic/name`, `… wrong=1` added, or `text output=topic/name`, "
    "`… device=cuda` added"
)


def read_quote(file: ParsedFile, token: Token, side: str) -> Quote | None:
    """Read what a fence quotes; None for a fence in another language and for one that is wrong."""
    assert token.map is not None
    line = token.map[0]
    language, options = split_info(token.info)
    if not options:
        return None
    name = options.get("output" if "output" in options else "snippet", "")
    if not NAME.fullmatch(name) or not _is_form(language, options):
        file.report(line, f"`{token.info}` quotes nothing known", FORMS)
        return None
    if not is_closed(token, file.lines) and not token.level:
        return None
    if token.level:
        file.report(line, "a quotation inside a list or a block quote", "move it to the margin")
        return None
    wrong = int(options["wrong"]) if "wrong" in options else None
    text = token.content.removesuffix("\n")
    return Quote(
        name,
        text,
        wrong,
        output="output" in options,
        device=options.get("device", "cpu"),
        place=file.place(line),
        end=token.map[1],
        side=side,
    )


def split_info(info: str) -> tuple[str, dict[str, str]]:
    """Split an info string: `python snippet=a/b` gives `python` and {"snippet": "a/b"}."""
    language, *words = info.split() or [""]
    return language, dict(word.partition("=")[::2] for word in words)


def _is_form(language: str, options: dict[str, str]) -> bool:
    if options.keys() in ({"output"}, {"output", "device"}):
        return language == "text" and options.get("device", "cpu") in DEVICES
    number = options.get("wrong", "1")
    return (
        language == "python"
        and options.keys() in ({"snippet"}, {"snippet", "wrong"})
        and bool(re.fullmatch(r"[1-9]\d?", number))
    )


def report_unquoted(file: ParsedFile, token: Token) -> None:
    """Report a fence of code or output that quotes no snippet, and so was never run."""
    assert token.map is not None
    language, options = split_info(token.info)
    if not options and language.lower() not in NOT_RUN:
        what = f"{language or 'text'} that no run stands behind"
        file.report(token.map[0], what, f"{FORMS}; not run are {', '.join(sorted(NOT_RUN))}")
