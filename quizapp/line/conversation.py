"""A prompt and an answer to it, again and again: what all of the line mode is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from quizapp.line.command import find_command, say_unknown
from quizapp.line.console import EndError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizapp.line.command import Command
    from quizapp.line.console import Console

T = TypeVar("T")


class Conversation(ABC):
    """Asks for a line and does what it says, until it is over."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.over = False

    @abstractmethod
    def commands(self) -> Sequence[Command]:
        """What can be typed now."""

    @abstractmethod
    def prompt(self) -> str:
        """What is said to the learner before a line is read."""

    def talk(self) -> None:
        """Go on until it is over; raises EndError where nothing more is typed."""
        while not self.over:
            self.obey(self.console.ask(self.prompt()))

    def obey(self, line: str) -> None:
        """Do what a line says; one that says nothing that can be done now only gets an answer."""
        commands = self.commands()
        found = find_command(commands, line)
        if found is None:
            self.console.say(say_unknown([each for each in commands if not each.why_not], line))
            return
        command, rest = found
        if command.why_not:
            self.console.say(command.why_not)
        else:
            command.do(rest)

    def hold(self) -> bool:
        """Talk to the end of it, or of all lines; False where Ctrl-C broke it off."""
        try:
            self.talk()
        except EndError:
            return True
        except KeyboardInterrupt:
            self.console.print()
            return False
        finally:
            self.close()
        return True

    def leave(self, _: str = "") -> None:
        """Be over."""
        self.over = True

    def close(self) -> None:
        """End it, whatever ended it, and what was begun beside it."""
        self.over = True

    def keep(self, work: Callable[[], T], failed: str = "Not saved") -> T | None:
        """What some work on files comes to; None, and a sentence, where it cannot be done."""
        try:
            return work()
        except OSError as error:
            why = error.strerror or error
            self.console.say(f"{failed}: {why}. Nothing changed: mend this, then type it again.")
            return None

    def list_commands(self) -> None:
        """Say all that can be typed now."""
        self.console.say("What you can type:")
        self.console.say(*(command.help for command in self.commands() if not command.why_not))
