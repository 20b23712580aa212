"""A text cut at its questions, even where a fence that never closes runs over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

from markdown_it.rules_block import fence

from deckgen.syntax.markdown import FENCE_END, dialect, is_closed, normalize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

NUMBERED = re.compile(r" {0,3}([0-9]{1,4})[.)]\s*\*\*\s*(\S(?:.*?\S)??)\s*+\*\*\s*(.*)")
UNNUMBERED = re.compile(r" {0,3}\*\*\s*(\S[^*]*\?)\s*\*\*\s*")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
LANGUAGE = re.compile(r"[ \t]*\w[^`]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and where it stood in the input, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One question and the lines below it."""

    number: int | None
    question: str
    line: int
    answer: tuple[Line, ...]


def split(text: str) -> tuple[list[Line], list[Piece]]:
    """The lines before the first question, and a piece for each question."""
    lines = [Line(number, line) for number, line in enumerate(normalize(text).split("\n"), 1)]
    marks = _question_lines([line.text for line in lines])
    pieces = [_piece(lines[start:end]) for start, end in pairwise([*marks, len(lines)])]
    return lines[: marks[0] if marks else None], pieces


def read_fences(lines: list[str]) -> list[Token]:
    """The fences of a text that knows nothing of the card language."""
    return _parse(_reader(), lines)


def read_open_fences(lines: list[str]) -> list[Token]:
    """The fences of a text, each of those at the margin ending before the next one begins."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not silent and not state.level and fence(state, start, end, True):
            end = _end(lines, start, end)
        return fence(state, start, end, silent)

    reader = dialect()
    reader.block.ruler.at("fence", read, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return _parse(reader, lines)


@cache
def _reader() -> MarkdownIt:
    return dialect()


def _parse(reader: MarkdownIt, lines: list[str]) -> list[Token]:
    # fences are blocks; what stands inside a line need not be read
    reader.core.ruler.enableOnly(["normalize", "block"])
    return [token for token in reader.parse("\n".join(lines)) if token.type == "fence"]


def _end(lines: list[str], start: int, end: int) -> int:
    """Where a fence that should have closed meets the opening line of the next."""
    opening = FENCE.match(lines[start])
    markup = opening[1] if opening else ""
    for n in range(start + 1, end):
        closing = FENCE_END.match(lines[n])
        if closing and closing[1].startswith(markup):
            return n + 1
        if opens_fence(lines[n], markup):
            return n
    return end


def opens_fence(line: str, markup: str) -> bool:
    """Whether a line inside a fence looks like the start of the next one: it names a language."""
    found = FENCE.match(line)
    return bool(found and found[1].startswith(markup) and LANGUAGE.match(line, found.end()))


def _question_lines(lines: list[str]) -> list[int]:
    """Where the questions stand; one quoted in a fence that closes is not a question."""
    candidates = [n for n, line in enumerate(lines) if _match(line)]
    marks: list[int] = []
    start = 0
    for mark, end in pairwise([*candidates, len(lines)]):
        if not _is_quoted(lines[start:end], mark - start):
            marks.append(mark)
            start = mark
    return marks


def _is_quoted(lines: list[str], at: int) -> bool:
    """Whether a line stands in a fence, and all fences make sense with it in there."""
    lines = ["", *lines[1:]]
    fences = read_fences(lines)
    around = [token for token in fences if token.map and token.map[0] < at < token.map[1]]
    if not around or not all(is_closed(token, lines) for token in fences):
        return False
    end = around[0].map[1] if around[0].map else at
    return not any(opens_fence(line, around[0].markup) for line in lines[at:end])


def _match(line: str) -> tuple[int | None, str, str] | None:
    """The number, the question, and what follows it on the line."""
    if found := NUMBERED.fullmatch(line):
        return int(found[1]), found[2], found[3]
    if found := UNNUMBERED.fullmatch(line):
        return None, found[1], ""
    return None


def _piece(lines: list[Line]) -> Piece:
    first, *rest = lines
    number, question, tail = _match(first.text) or (None, "", "")
    texts = dedent("\n".join(line.text for line in rest)).split("\n")
    answer = [Line(line.number, text) for line, text in zip(rest, texts, strict=False)]
    answer = [Line(first.number, tail), *answer]
    while answer and not answer[-1].text.strip():
        answer.pop()
    while answer and not answer[0].text.strip():
        answer.pop(0)
    return Piece(number, question, first.number, tuple(answer))
