"""An answer whose fences close, with a doubt for each thing done to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deckgen.importer.split import Line, read_fences, read_open_fences
from deckgen.model import Place, Problem
from deckgen.syntax.markdown import is_closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

KEYWORD = r"(?:import|from|def|class|for|while|with|if|try|return|print|async)\b"
GLUED = re.compile(
    rf"(\s*(?:`{{3,}}|~{{3,}})\s*)(python3?|py)\s*({KEYWORD}.*|(?<=python)[A-Za-z_]\w*\s*[=(.\[].*)"
)
SWALLOWED = re.compile(
    r"\s*+#++\s*+\S.*\s([A-Za-z_][\w.]*(?:\[[^]]{0,80}\])? [-+*/]?= \S.*|import \w+.*)"
)
PYTHON = {"", "py", "python", "python3"}


def repair(answer: tuple[Line, ...], path: str) -> tuple[str, list[Problem]]:
    """The Markdown of an answer, and what a person should look at in it."""
    lines, doubts = list(answer), list[Problem]()
    texts = [line.text for line in lines]
    # from the last fence to the first, so that the places of those above stay what they are
    for token in reversed(_at_margin(read_open_fences(texts))):
        if not is_closed(token, texts):
            doubts.append(_close(token, lines, path))
        doubts += _unglue(token, lines, path)
    doubts += _swallowed(lines, path)
    return "\n".join(line.text for line in lines), doubts


def _close(token: Token, lines: list[Line], path: str) -> Problem:
    start, cut = token.map or (0, 0)
    while not lines[cut - 1].text.strip():
        cut -= 1
    lines.insert(cut, Line(lines[cut - 1].number, token.markup))
    remedy = "it was closed after the last line below it; look where the code ends"
    return Problem(Place(path, lines[start].number), "this fence never closes", remedy)


def _unglue(token: Token, lines: list[Line], path: str) -> Iterator[Problem]:
    start, _ = token.map or (0, 0)
    number = lines[start].number
    if glued := GLUED.fullmatch(lines[start].text):
        lines[start : start + 1] = [Line(number, glued[1] + glued[2]), Line(number, glued[3])]
        what = f"the first line of code is glued to the fence: `{glued[3]}`"
        remedy = "it was put on a line of its own; look at the code"
        yield Problem(Place(path, number), what, remedy)


def _at_margin(fences: list[Token]) -> list[Token]:
    """The fences at the margin; one inside a list ends with its list."""
    return [token for token in fences if not token.level]


def _swallowed(lines: list[Line], path: str) -> Iterator[Problem]:
    for token in _at_margin(read_fences([line.text for line in lines])):
        if token.info.strip().lower() not in PYTHON:
            continue
        for line in lines[slice(*(token.map or (0, 0)))]:
            if found := SWALLOWED.fullmatch(line.text):
                what = f"the comment seems to hold code: `{found[1]}`"
                remedy = "put the code on a line of its own if it should run"
                yield Problem(Place(path, line.number), what, remedy)
