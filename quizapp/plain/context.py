"""What every command of line mode needs: collection, console, clock and environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from subprocess import call
from typing import TYPE_CHECKING, TextIO, TypeVar

from quizapp.plain.console import WIDTH, Console
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from deckgen.snippets.library import SnippetLibrary
    from quizapp.collection.open_collection import OpenCollection
    from quizapp.features.judge.judge import Judge
    from quizapp.plain.session import Quiz

MOST = 3
"""How many problems of the cards are told one by one."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Environment:
    """The learner's folder and programs, and which deck this is."""

    data: Path
    """Where reviews, settings and reports are kept."""
    version: str
    """That of the deck."""
    keys: Mapping[str, str]
    """Those of the learner, by binding."""
    environ: Mapping[str, str]
    """Where the learner's editor is named."""
    call: Callable[[Sequence[str]], int]
    """Runs a program to its end, and gives its exit code."""


def open_console(typed: TextIO, printed: TextIO, opened: OpenCollection) -> Console:
    """A console on two streams; what is wrong with cards and reviews is printed first."""
    for stream in (typed, printed):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    at_terminal = typed.isatty() and printed.isatty()
    width = get_terminal_size().columns if at_terminal else WIDTH
    console = Console(typed, printed, width=width, at_terminal=at_terminal)
    console.print([*opened.collection.store.damaged, *_problems(opened)])
    return console


def look_around(
    data: Path, version: str, keys: Mapping[str, str], environ: Mapping[str, str]
) -> Environment:
    """The place of a sitting, with programs that really run."""
    return Environment(data, version, keys, environ, call)


def _problems(opened: OpenCollection) -> Iterator[str]:
    """The first problems of the cards; more of them would keep a listener from the first card."""
    yield from map(str, opened.problems[:MOST])
    if more := opened.problems[MOST:]:
        yield f"And {say_number(len(more), 'more problem')}: `deckgen check` names all."


class CodeRunner:
    """The judge of this machine and the snippets it knows."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    @cached_property
    def judge(self) -> Judge:
        """The judge of this machine."""
        from quizapp.features.judge.judge import open_judge

        return open_judge(self.snippet_library)

    @property
    def snippet_library(self) -> SnippetLibrary:
        """The snippets beside the cards."""
        return self.quiz.collection.proofs.snippet_library

    def run(self, work: Callable[[], T], *, slow: bool = True) -> T | None:
        """What a run comes to; None where Ctrl-C has stopped it. A slow one is announced."""
        from quizapp.features.judge.worker import StoppedError

        if slow:
            self.quiz.console.say("Checking. Ctrl-C stops it.")
        try:
            return work()
        except (KeyboardInterrupt, StoppedError):
            self.judge.stop()
            self.quiz.console.print(["", "Stopped."])
            return None

    def close(self) -> None:
        """End the process that runs code, if one was begun."""
        if "judge" in vars(self):
            self.judge.close()
