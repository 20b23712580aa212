"""The quiz, cram and the mock interview without a screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from quizapp.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from quizapp.collection.open_collection import OpenCollection
    from quizapp.features.mock.interview import MockInterview
    from quizapp.plain.command import Conversation
    from quizapp.plain.console import Console

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C has ended."""


def review_in_lines(folders: options.Folders) -> NoReturn:
    """Hold the daily session, and leave."""
    from quizapp.plain.context import look_around
    from quizapp.plain.session import Quiz

    config = options.read_config(folders)
    with options.mendable():
        opened = options.open_here(folders, config)
        console = _console(opened)
        around = look_around(folders.data_folder(), options.version(), config.keys, os.environ)
        quiz = Quiz(opened.collection, console, options.now, around)
    sys.exit(_hold(quiz, opened))


def cram_in_lines(opened: OpenCollection, cards: Sequence[str], *, seed: int) -> NoReturn:
    """Hold a run through some cards, and leave."""
    from quizapp.plain.drill import begin_drill

    drill = begin_drill(opened.collection, cards, _console(opened), options.now, seed=seed)
    sys.exit(_hold(drill, opened))


def mock_in_lines(
    opened: OpenCollection, mock: MockInterview, began: datetime, report: Path | None
) -> NoReturn:
    """Hold an interview, write its report where it was asked for, and leave."""
    from quizapp.features.mock.start import mock_report_text
    from quizapp.plain.mock import MockDrill

    drill = MockDrill(opened.collection, _console(opened), options.now, mock)
    code = _hold(drill, opened)
    text = mock_report_text(opened.collection, drill.mock, began, options.now())
    with options.mendable():
        if report and text:
            report.write_text(text, encoding="utf-8")
    sys.exit(code)


def _console(opened: OpenCollection) -> Console:
    from quizapp.plain.context import open_console

    return open_console(sys.stdin, sys.stdout, opened)


def _hold(conversation: Conversation, opened: OpenCollection) -> int:
    """Talk to the end; the exit code."""
    finished = conversation.hold()
    options.close(opened)
    return 0 if finished else INTERRUPTED
