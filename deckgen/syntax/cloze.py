"""Anki's cloze markup, `{{c1::text::hint}}`, found in prose and in code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deckgen.syntax.markdown import normalize, read_blocks

OPEN = re.compile(r"\{\{c([1-9]\d?)::")


@dataclass(frozen=True, slots=True)
class Cloze:
    """One deletion: its number, its text, its hint, and the span it takes in the marked text."""

    number: int
    text: str
    hint: str | None
    start: int
    end: int


def find_clozes(text: str, *, code: bool = False) -> list[Cloze]:
    """The deletions of a text in order; one that never closes, or is nested, is left out.

    A deletion ends at the first `}}` outside balanced braces, so that `{'a': {'b': 1}}` may be
    hidden. In code nothing is a hint, for `x[::2]` is an index.
    """
    found = []
    at = 0
    while opening := OPEN.search(text, at):
        end = _closing(text, opening.end())
        at = opening.end()
        if end is None:
            continue
        inner, hint = _split_hint(text[at:end], code)
        found.append(Cloze(int(opening[1]), inner, hint, opening.start(), end + 2))
        at = end + 2
    return found


def replace_clozes(text: str, write: Callable[[Cloze], str], *, code: bool = False) -> str:
    """The text with every deletion replaced by what `write` makes of it."""
    parts, at = [], 0
    for cloze in find_clozes(text, code=code):
        parts += [text[at : cloze.start], write(cloze)]
        at = cloze.end
    return "".join((*parts, text[at:]))


def strip_clozes(code: str) -> str:
    """Code as it reads without markup."""
    return replace_clozes(code, lambda cloze: cloze.text, code=True)


def replace_in_markdown(markdown: str, write: Callable[[Cloze], str]) -> str:
    """Like `replace_clozes` over Markdown: what stands inside a fence is code, the rest prose."""
    return "".join(
        replace_clozes(chunk, write, code=code) for chunk, code in _chunks(normalize(markdown))
    )


def _chunks(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text cut into prose and fences, each with whether it is code."""
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


def _split_hint(inner: str, code: bool) -> tuple[str, str | None]:
    cut = inner.rfind("::")
    if code or cut < 0 or any(_reaches_over(mark, inner, cut) for mark in "`$"):
        return inner, None
    return inner[:cut], inner[cut + 2 :]


def _reaches_over(mark: str, text: str, cut: int) -> bool:
    """Whether a place lies between two marks, inside code or a formula."""
    return text[:cut].count(mark) % 2 == 1 and (mark == "`" or mark in text[cut:])
