"""What runs code for a session in lines; nothing of it is loaded before it is needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from deckgen.snippets.library import Shelf
    from quizapp.judging.judge import Judge
    from quizapp.line.quiz import Quiz

T = TypeVar("T")


class Bench:
    """The judge of this machine and the snippets it knows."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    @cached_property
    def judge(self) -> Judge:
        """The judge of this machine."""
        from quizapp.judging.judge import open_judge

        return open_judge(self.shelf)

    @property
    def shelf(self) -> Shelf:
        """The snippets beside the cards."""
        return self.quiz.study.proofs.shelf

    def run(self, work: Callable[[], T], *, slow: bool = True) -> T | None:
        """What a run comes to; None where Ctrl-C has stopped it. A slow one is announced."""
        from quizapp.judging.warm import StoppedError

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
