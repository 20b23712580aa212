"""A query cut into brackets, connectives and terms, as Anki cuts it, and errors with a caret."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

CONTEXT = 12
"""How many columns are kept before the caret where a query does not fit into a line."""
WORD = re.compile(r'(?:[^"()\s\\]|\\\S)+')
KEY = re.compile(r'(?:[^"():\s\\]|\\\S)+:(?=")')
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
HEAD = re.compile(r"(?:[^:\\]|\\.)*", re.DOTALL)
"""What stands before the first colon that no backslash hides."""
SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class QuerySpan:
    """A part of a query that knows where it stands."""

    query: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the part."""
        return self.query[self.start : self.end]

    def part(self, start: int, end: int | None = None) -> QuerySpan:
        """A part of the part, counted from its own start."""
        return QuerySpan(
            self.query, self.start + start, self.end if end is None else self.start + end
        )


class QueryError(ValueError):
    """A query nobody can follow; the message says what is wrong, where, and what to write."""

    def __init__(self, what: str, remedy: str, at: QuerySpan) -> None:
        self.sentence = f"{what}: {remedy}"
        self.at = at
        super().__init__(f"{self.sentence}\n{self.pointing()}")

    def pointing(self, width: int = 78) -> str:
        """The query with a caret below the place, in two lines of at most a width."""
        shown = "".join(" " if char.isspace() else char for char in self.at.query)
        place, cut = self.at.start, 0
        if columns(shown) >= width:
            while columns(shown[cut:place]) > CONTEXT:
                cut += 1
        before = ("…" if cut else "") + shown[cut:place]
        rest = _fit(shown[place:], width - columns(before))
        return f"{before}{rest}\n{' ' * columns(before)}^"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fit(text: str, room: int) -> str:
    """A text, or its beginning and an ellipsis where it needs more columns than there are."""
    if columns(text) <= room:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) >= room:
            break
        kept += char
    return f"{kept}…"


class Sign(Enum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    NOT = "-"
    AND = "and"
    OR = "or"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query; a term has a value, and a key where it names one."""

    sign: Sign
    at: QuerySpan
    key: QuerySpan | None = None
    value: QuerySpan | None = None


def tokenize(query: str) -> Iterator[Token]:
    """The tokens of a query in order; raises QueryError where one never ends or says nothing."""
    at = _skip(query, 0)
    negated = False
    while at < len(query):
        token = _token(query, at, negated)
        negated = token.sign is Sign.NOT
        yield token
        at = token.at.end if negated else _skip(query, token.at.end)


def _skip(query: str, at: int) -> int:
    found = SPACE.match(query, at)
    return found.end() if found else at


def _token(query: str, at: int, negated: bool) -> Token:
    char, after = query[at], query[at + 1 : at + 2]
    if char in "()":
        return Token(Sign(char), QuerySpan(query, at, at + 1))
    if char == "-" and not negated and after and not after.isspace() and after != ")":
        return Token(Sign.NOT, QuerySpan(query, at, at + 1))
    if key := KEY.match(query, at):
        value = _quoted(query, key.end())
        return Token(
            Sign.TERM,
            QuerySpan(query, at, value.end + 1),
            QuerySpan(query, at, key.end() - 1),
            value,
        )
    if char == '"':
        inner = _quoted(query, at)
        return _term(inner, QuerySpan(query, at, inner.end + 1))
    return _word(query, at)


def _word(query: str, at: int) -> Token:
    found = WORD.match(query, at)
    end = found.end() if found else at
    if query[end : end + 1] == "\\":
        remedy = "write `\\\\` to search for a backslash"
        raise QueryError("a lone `\\` hides nothing", remedy, QuerySpan(query, end, end + 1))
    span = QuerySpan(query, at, end)
    if span.text.lower() in ("and", "or"):
        return Token(Sign(span.text.lower()), span)
    return _term(span, span)


def _quoted(query: str, at: int) -> QuerySpan:
    """What stands between the quote here and the next one."""
    found = QUOTED.match(query, at)
    if found is None:
        remedy = 'close it, or write `\\"` to search for a quote'
        raise QueryError('a `"` is never closed', remedy, QuerySpan(query, at, at + 1))
    if not found[1]:
        remedy = "write what to search for between them"
        raise QueryError('there is nothing between the `""`', remedy, QuerySpan(query, at, at + 2))
    return QuerySpan(query, found.start(1), found.end(1))


def _term(inner: QuerySpan, whole: QuerySpan) -> Token:
    """A term from its text without quotes; a colon tells the key from the value."""
    head = HEAD.match(inner.text)
    cut = head.end() if head else 0
    if cut == len(inner.text):
        return Token(Sign.TERM, whole, None, inner)
    if cut == 0:
        remedy = "write a key like `tag` before it, or `\\:` to search for a colon"
        raise QueryError("nothing stands before the `:`", remedy, inner)
    return Token(Sign.TERM, whole, inner.part(0, cut), inner.part(cut + 1))
