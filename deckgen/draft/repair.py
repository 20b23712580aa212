"""An answer whose fences close, with a doubt for each thing done to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deckgen.draft.split import Line, opens_fence, read_fences
from deckgen.markdown import is_closed
from deckgen.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

KEYWORD = r"(?:import|from|def|class|for|while|with|if|try|return|print|async)\b"
GLUED = re.compile(
    rf"(\s*(?:`{{3,}}|~{{3,}})\s*)(python3?|py)\s*({KEYWORD}.*|(?<=python)[A-Za-z_]\w*\s*[=(.\[].*)"
)
SWALLOWED = re.compile(r"\s*#+\s*\S.*\s([A-Za-z_][\w.]*(?:\[[^]]*\])? [-+*/]?= \S.*|import \w+.*)")
PYTHON = {"", "py", "python", "python3"}


def repair(answer: tuple[Line, ...], path: str) -> tuple[str, list[Problem]]:
    """The Markdown of an answer, and what a person should look at in it."""
    lines, doubts = list(answer), list[Problem]()
    # each pass mends the first fault, because everything below it may read differently then
    while fault := next(_faults(lines, path), None):
        lines, doubt = fault
        doubts.append(doubt)
    doubts += _swallowed(lines, path)
    return "\n".join(line.text for line in lines), doubts


def _faults(lines: list[Line], path: str) -> Iterator[tuple[list[Line], Problem]]:
    for token in _fences(lines):
        start, end = token.map or (0, 0)
        opening, text = lines[start], lines[start].text
        place = Place(path, opening.number)
        if glued := GLUED.fullmatch(text):
            what = f"the first line of code is glued to the fence: `{glued[3]}`"
            parts = [Line(opening.number, glued[1] + glued[2]), Line(opening.number, glued[3])]
            doubt = Problem(place, what, "it was put on a line of its own; look at the code")
            yield [*lines[:start], *parts, *lines[start + 1 :]], doubt
        next_fence = _next_fence(token, lines)
        if next_fence or not is_closed(token, [line.text for line in lines]):
            cut = next_fence or end
            while not lines[cut - 1].text.strip():
                cut -= 1
            closing = Line(lines[cut - 1].number, token.markup)
            remedy = "it was closed after the last line below it; look where the code ends"
            doubt = Problem(place, "this fence never closes", remedy)
            yield [*lines[:cut], closing, *lines[cut:]], doubt


def _fences(lines: list[Line]) -> list[Token]:
    """The fences at the margin; one inside a list ends with its list."""
    return [token for token in read_fences([line.text for line in lines]) if not token.level]


def _next_fence(token: Token, lines: list[Line]) -> int | None:
    """Where a fence that should have closed meets the opening line of the next."""
    start, end = token.map or (0, 0)
    inside = range(start + 1, end)
    return next((n for n in inside if opens_fence(lines[n].text, token.markup)), None)


def _swallowed(lines: list[Line], path: str) -> Iterator[Problem]:
    for token in _fences(lines):
        if token.info.strip().lower() not in PYTHON:
            continue
        for line in lines[slice(*(token.map or (0, 0)))]:
            if found := SWALLOWED.fullmatch(line.text):
                what = f"the comment seems to hold code: `{found[1]}`"
                remedy = "put the code on a line of its own if it should run"
                yield Problem(Place(path, line.number), what, remedy)
