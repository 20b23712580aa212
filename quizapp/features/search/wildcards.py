"""Text with Anki's wildcards as a regular expression: `*` is anything, `_` one character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.features.search.lexer import QueryError, QuerySpan

ESCAPABLE = '\\":*_()-'
FLAGS = re.IGNORECASE | re.DOTALL


def within(span: QuerySpan) -> re.Pattern[str]:
    """What finds the pattern anywhere in a text."""
    return _compile("".join(f"(?>.*?{chunk})" for chunk in _chunks(span)))


def exactly(span: QuerySpan, tail: str = "") -> re.Pattern[str]:
    """What finds the pattern as a whole text, or as one that goes on with a tail."""
    # Each piece takes the first place it fits into and never looks back: a query full of stars
    # would otherwise take for ever.
    first, *rest = _chunks(span)
    if not rest:
        return _compile(f"{first}(?:{tail}.*)?$" if tail else f"{first}$")
    middle = "".join(f"(?>.*?{chunk})" for chunk in rest[:-1])
    end = f".*{rest[-1]}(?:{tail}.*)?$" if tail else f".*{rest[-1]}$"
    return _compile(f"{first}{middle}{end}")


def as_words(span: QuerySpan) -> re.Pattern[str]:
    """What finds the pattern where a word begins and one ends."""
    first, *rest = _chunks(span)
    middle = "".join(f"(?>.*?{chunk})" for chunk in rest[:-1])
    end = f".*?{rest[-1]}" if rest else ""
    return re.compile(rf"\b{first}{middle}{end}\b", FLAGS)


def plain(span: QuerySpan) -> str:
    """The text a part of a query stands for, its escapes taken off."""
    return "".join(char for _, char in _characters(span))


def _compile(source: str) -> re.Pattern[str]:
    return re.compile(rf"\A{source}", FLAGS)


def _chunks(span: QuerySpan) -> list[str]:
    """The regular expressions between the stars."""
    chunks = [""]
    for wild, char in _characters(span):
        if wild and char == "*":
            chunks.append("")
        else:
            chunks[-1] += "." if wild else re.escape(char)
    return chunks


def _characters(span: QuerySpan) -> Iterator[tuple[bool, str]]:
    """Each character that is meant, and whether it is a wildcard."""
    pairs = re.finditer(r"\\(.)|([^\\])", span.text, re.DOTALL)
    for found in pairs:
        hidden, char = found.groups()
        if hidden is None:
            yield char in "*_", char
        elif hidden in ESCAPABLE:
            yield False, hidden
        else:
            what = f"`\\{hidden}` means nothing"
            remedy = "write `\\\\` to search for a backslash"
            raise QueryError(what, remedy, span.part(found.start(), found.end()))
