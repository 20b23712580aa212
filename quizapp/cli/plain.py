"""The commands in lines: for screen readers, pipes and dumb terminals."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from quizapp.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from quizapp.collection.open_collection import OpenCollection
    from quizapp.config import Config
    from quizapp.features.mock.interview import MockInterview
    from quizapp.plain.command import V
    from quizapp.plain.context import Context
    from quizapp.plain.turn_prompt import TurnPrompt

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended."""


def say_lines(lines: Iterable[str]) -> None:
    """Print sentences as wide as the terminal, the empty ones left out."""
    from quizapp.plain.console import open_console

    open_console(sys.stdin, sys.stdout).say(*lines)


def review_in_lines(call: options.Call) -> NoReturn:
    """Ask what is due, and leave."""
    from quizapp.plain.review import ReviewPrompt

    config = options.read_config(call)
    with options.exit_on_file_error():
        opened = options.open_here(call, config)
        session = opened.collection.begin(options.now())
    sys.exit(_run(ReviewPrompt(_context(opened, config, session)), opened))


def cram_in_lines(
    opened: OpenCollection, config: Config, cards: Sequence[str], *, seed: int
) -> NoReturn:
    """Ask some cards once through, and leave."""
    from quizapp.features.cram import begin_cram
    from quizapp.plain.cram import CramPrompt

    cram = begin_cram(cards, options.now(), seed=seed)
    sys.exit(_run(CramPrompt(_context(opened, config, cram), seed), opened))


def mock_in_lines(
    opened: OpenCollection,
    config: Config,
    mock: MockInterview,
    began: datetime,
    report: Path | None,
) -> NoReturn:
    """Hold an interview, write its report where a file is named, and leave."""
    from quizapp.plain.mock import MockPrompt

    prompt = MockPrompt(_context(opened, config, mock), began)
    code = _run(prompt, opened)
    options.write_report(report, prompt.record.text(prompt.turn, options.now()))
    sys.exit(code)


def _context(opened: OpenCollection, config: Config, turn: V) -> Context[V]:
    """What a prompt needs; the problems of cards and reviews are printed first."""
    from quizapp.plain.command import Letters
    from quizapp.plain.console import open_console
    from quizapp.plain.context import Context

    console = open_console(sys.stdin, sys.stdout)
    console.print(opened.complaints())
    letters = Letters(config.keys)
    return Context(opened.collection, turn, console, options.now, letters, opened.data, os.environ)


def _run(prompt: TurnPrompt[V], opened: OpenCollection) -> int:
    """Run a prompt to its end; the exit code."""
    finished = prompt.run()
    options.close(opened)
    return 0 if finished else INTERRUPTED
