"""The commands that can be typed at a prompt, and the loop that reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from quizapp.plain.console import EndError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizapp.plain.console import Console

ENTER = "Enter"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done by typing a line."""

    names: str
    """What is typed, in several ways: `u undo`; the first is told, and `Enter` is an empty line."""
    words: str
    """What it does."""
    do: Callable[[str], None]
    """Called with what stood behind the name."""
    why_not: str = ""
    """Why it cannot be done now, in a sentence with the remedy; empty where it can."""
    takes: str = ""
    """What may follow the name, in a word: `NUMBER`."""

    @property
    def key(self) -> str:
        """What is told to be typed."""
        return self.names.split()[0]

    @property
    def help(self) -> str:
        """How it is typed and what it does."""
        key, *longer = self.names.split()
        said = " ".join(filter(None, (key, self.takes)))
        return (
            f"{said}, or {', '.join(longer)}: {self.words}" if longer else f"{said}: {self.words}"
        )


def find_command(commands: Sequence[Command], line: str) -> tuple[Command, str] | None:
    """The command a line means, and what stood behind its name."""
    line = line.strip()
    if not line:
        return next(((command, "") for command in commands if command.key == ENTER), None)
    name, _, rest = line.partition(" ")
    for spelled in (name, name.casefold()):
        for command in commands:
            if spelled in command.names.split() and (command.takes or not rest.strip()):
                return command, rest.strip()
    return _find_glued(commands, line)


def say_unknown(commands: Sequence[Command], line: str) -> str:
    """That a line means nothing here, with the command that comes nearest."""
    typed = line.strip().partition(" ")[0].casefold()
    names = {name: command for command in commands for name in command.names.split()}
    near = get_close_matches(typed, names, n=1, cutoff=0.5) or [
        name for name in names if name[0] == typed[0]
    ]
    meant = f"; did you mean {near[0]}: {names[near[0]].words}" if near else ""
    return (
        f"`{line.strip()[:40]}` means nothing here{meant}? Type ? for all."
        if meant
        else (f"`{line.strip()[:40]}` means nothing here. Type ? for all.")
    )


def _find_glued(commands: Sequence[Command], line: str) -> tuple[Command, str] | None:
    """A command whose argument follows without a space: `/is:due`, `f3`, `d2026-12-24`."""
    key, rest = line[0], line[1:].strip()
    for command in commands:
        if command.key == key and command.takes and not (key.isalpha() and rest[:1].isalpha()):
            return command, rest
    return None


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
