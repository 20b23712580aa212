"""The commands that can be typed at a prompt, and how a line is understood as one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Generic, TypeVar

from quizapp.keys import DEFAULT_KEYS, character_of
from quizapp.session.turn import Turn

ENTER = "Enter"
V = TypeVar("V", bound=Turn)


@dataclass(frozen=True, slots=True)
class Command(Generic[V]):
    """One thing that can be done by typing a line."""

    names: str
    """The words that call it: `u undo`. Help names the first one; `Enter` is an empty line."""
    words: str
    """What the command does."""
    do: Callable[[str], V | None]
    """Takes what stood behind the name, and returns the turn to go on with, if it makes one."""
    why_not: str = ""
    """Why the command can't be used now, in a sentence; empty where it can."""
    takes: str = ""
    """What may follow the name, in a word: `NUMBER`."""

    @property
    def key(self) -> str:
        """The name that help tells the learner to type."""
        return self.names.split()[0]

    @property
    def help(self) -> str:
        """How the command is typed and what it does."""
        key, *longer = self.names.split()
        typed = f"{key} {self.takes}" if self.takes else key
        if longer:
            typed = f"{typed}, or {', '.join(longer)}"
        return f"{typed}: {self.words}"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that stand for the bindings of the screens."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The learner's own keys, as in the settings."""

    def all(self, binding: str, default: str = "") -> str:
        """All letters of a binding, with spaces between; the default where it has none."""
        for names in (self.keys.get(binding, ""), DEFAULT_KEYS.get(binding, "")):
            typed = [character_of(name) for name in names.split(",") if name]
            if letters := [letter for letter in typed if letter and len(letter) == 1]:
                return " ".join(letters)
        return default

    def first(self, binding: str, default: str = "") -> str:
        """The letter that prompts name for a binding."""
        return self.all(binding, default).partition(" ")[0]


def find_command(commands: Sequence[Command[V]], line: str) -> tuple[Command[V], str] | None:
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


def say_unknown(commands: Sequence[Command[V]], line: str) -> str:
    """The answer to a line that means nothing, with the command that comes nearest."""
    shown, typed = line.strip()[:40], line.strip().partition(" ")[0].casefold()
    names = {name: command for command in commands for name in command.names.split()}
    near = get_close_matches(typed, names, n=1, cutoff=0.5) or [
        name for name in names if name[0] == typed[0]
    ]
    if not near:
        return f"`{shown}` means nothing here. Type ? for all."
    meant = f"did you mean {near[0]}: {names[near[0]].words}?"
    return f"`{shown}` means nothing here; {meant} Type ? for all."


def _find_glued(commands: Sequence[Command[V]], line: str) -> tuple[Command[V], str] | None:
    """The command whose argument follows without a space: `/is:due`, `f3`, `d2026-12-24`."""
    key, rest = line[0], line[1:].strip()
    for command in commands:
        if command.key == key and command.takes and not (key.isalpha() and rest[:1].isalpha()):
            return command, rest
    return None
