"""The state that the commands at a prompt share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from quizapp.plain.command import Letters, V
from quizapp.plain.console import Console
from quizapp.session.turn import HIDDEN

if TYPE_CHECKING:
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.mock.interview import MockInterview
    from quizapp.session.session import Session

P = TypeVar("P", "Session", "MockInterview")
T = TypeVar("T")


@dataclass
class Context(Generic[V]):
    """The turn as it is now, and all that a command needs to make the next one."""

    collection: Collection
    turn: V
    console: Console
    clock: Callable[[], datetime]
    letters: Letters = field(default_factory=Letters)
    data: Path = Path()
    """The folder of reviews, settings and reports."""
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """The variables that name the learner's editor."""
    call: Callable[[Sequence[str]], int] = subprocess.call
    """Runs a program to its end and returns its exit code."""

    @property
    def card(self) -> Card | None:
        """The card asked now; None at the end."""
        return self.collection.cards.get(self.turn.asked) if self.turn.asked else None

    def why_not(self, action: str) -> str:
        """Why an action can't be taken now and what to type first; empty where it can."""
        why = self.turn.why_not(action, len(self.card.hints) if self.card else 0)
        return f"{why} Enter shows it." if why == HIDDEN else why

    def keep(self, work: Callable[[], T], failed: str = "Not saved") -> T | None:
        """The result of some work on files; None, and a sentence, where it fails."""
        try:
            return work()
        except OSError as error:
            why = error.strerror or error
            self.console.say(f"{failed}: {why}. Nothing changed: fix this, then type it again.")
            return None


@contextmanager
def away(context: Context[P]) -> Iterator[None]:
    """Pause the turn until the block ends."""
    context.turn = context.turn.pause(context.clock())
    try:
        yield
    finally:
        context.turn = context.turn.resume(context.clock())
