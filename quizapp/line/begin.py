"""What line mode begins with: its console, and the place it is held in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from subprocess import call
from typing import TYPE_CHECKING, TextIO

from quizapp.line.around import Around
from quizapp.line.console import WIDTH, Console
from quizapp.wording import say_number

if TYPE_CHECKING:
    from quizapp.opening import Opened

MOST = 3
"""How many problems of the cards are told one by one."""


def open_console(typed: TextIO, printed: TextIO, opened: Opened) -> Console:
    """A console on two streams; what is wrong with cards and reviews is printed first."""
    for stream in (typed, printed):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    at_terminal = typed.isatty() and printed.isatty()
    width = get_terminal_size().columns if at_terminal else WIDTH
    console = Console(typed, printed, width=width, at_terminal=at_terminal)
    console.print([*opened.study.store.damaged, *_problems(opened)])
    return console


def look_around(
    data: Path, version: str, keys: Mapping[str, str], environ: Mapping[str, str]
) -> Around:
    """The place of a sitting, with programs that really run."""
    return Around(data, version, keys, environ, call)


def _problems(opened: Opened) -> Iterator[str]:
    """The first problems of the cards; more of them would keep a listener from the first card."""
    yield from map(str, opened.problems[:MOST])
    if more := opened.problems[MOST:]:
        yield f"And {say_number(len(more), 'more problem')}: `deckgen check` names all."
