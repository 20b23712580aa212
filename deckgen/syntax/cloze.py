"""Anki's cloze markup, `{{c1::text::hint}}`, found in prose and in code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deckgen.syntax.markdown import normalize, read_blocks

OPEN = re.compile(r"\{\{c([1-9]\d?)::")
CODE_SPAN = re.compile(
    r"\\."  # an escaped backtick opens nothing
    r"|(?P<ticks>`++)(?:(?!\n[ \t]*(?:\n|[-*+>|#]|\d+[.)])).)+?(?<!`)(?P=ticks)(?!`)"
    r"|`++",
    re.DOTALL,
)
"""A code span, which ends at a run of as many backticks and does not leave its paragraph."""
CUT = re.compile(r"\$[^$]*\$|::")
"""Where a hint may begin, or a formula, in which nothing is a hint."""
BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True)
class Cloze:
    """A cloze deletion: its number, text and hint, and its range in the marked text."""

    number: int
    text: str
    hint: str | None
    start: int
    end: int
    doubtful: bool = False
    """Whether the `::` may belong to the text: it is not the only one, or it tears brackets."""
    code: bool = False
    """Whether all of the text is code: in a fence, or between code marks."""


def find_clozes(text: str, *, code: bool = False) -> list[Cloze]:
    """Find the deletions of a text in order; one that never closes, or is nested, is left out.

    A deletion ends at the first `}}` outside balanced braces, so that `{'a': {'b': 1}}` may be
    hidden. In code, and in a code span of prose, nothing is a hint, because `x[::2]` is an index.
    """
    found = []
    at = 0
    prose = "" if code or not OPEN.search(text) else CODE_SPAN.sub(_blank, text)
    while opening := OPEN.search(text, at):
        end = _closing(text, opening.end())
        at = opening.end()
        if end is None:
            continue
        number, start, whole = int(opening[1]), opening.start(), text[at:end]
        cuts = [cut.start() for cut in CUT.finditer(prose[at:end]) if cut[0] == "::"]
        if cuts:
            inner, hint = whole[: cuts[-1]], whole[cuts[-1] + 2 :]
            doubtful = len(cuts) > 1 or (_is_torn(inner) and not _is_torn(whole))
        else:
            inner, hint, doubtful = whole, None, False
        is_code = code or prose[at : at + len(inner)].isspace()
        found.append(Cloze(number, inner, hint, start, end + 2, doubtful, is_code))
        at = end + 2
    return found


def replace_clozes(text: str, write: Callable[[Cloze], str], *, code: bool = False) -> str:
    """Replace every deletion of a text by the result of `write`."""
    parts, at = [], 0
    for cloze in find_clozes(text, code=code):
        parts += [text[at : cloze.start], write(cloze)]
        at = cloze.end
    return "".join((*parts, text[at:]))


def strip_clozes(code: str) -> str:
    """Return code without cloze markup."""
    return replace_clozes(code, lambda cloze: cloze.text, code=True)


def replace_in_markdown(markdown: str, write: Callable[[Cloze], str]) -> str:
    """Replace every deletion of Markdown, in which fences are code and the rest is prose."""
    return "".join(
        replace_clozes(chunk, write, code=code) for chunk, code in _chunks(normalize(markdown))
    )


def _chunks(markdown: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into prose and fences, each with whether it is code."""
    lines = re.split(r"(?<=\n)", markdown)
    at = 0
    for token in read_blocks(markdown):
        if token.type == "fence" and token.level == 0 and token.map:
            start, end = token.map
            yield "".join(lines[at:start]), False
            yield "".join(lines[start:end]), True
            at = end
    yield "".join(lines[at:]), False


def _closing(text: str, at: int) -> int | None:
    depth = 0
    while at < len(text):
        if text.startswith("}}", at) and depth == 0:
            return at
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth < 0 or OPEN.match(text, at):
            return None
        at += 1
    return None


def _blank(found: re.Match[str]) -> str:
    """Replace a code span by blanks, so that no `::` is found in it; escapes stay."""
    return " " * len(found[0]) if found["ticks"] else found[0]


def _is_torn(text: str) -> bool:
    """Tell whether a bracket of a text has no partner in it."""
    return sum(BRACKETS.get(sign, 0) for sign in text) != 0
