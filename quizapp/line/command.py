"""What can be typed at a prompt, and what is said of anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

ENTER = "Enter"


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
