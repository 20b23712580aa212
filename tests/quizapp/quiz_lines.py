"""A person who types lines at a prompt, and hears what is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

from quiz_cases import MemoryStore, collection_of, small_library
from quiz_pilot import Clock

from quizapp.collection.collection import Collection
from quizapp.features.judge.judge import Judge
from quizapp.plain.command import Letters, V
from quizapp.plain.console import Console
from quizapp.plain.context import Context
from quizapp.plain.review import ReviewPrompt
from quizapp.plain.turn_prompt import TurnPrompt
from quizapp.session.session import Session


class Hands(StringIO):
    """Lines typed one after the other; each takes its time."""

    def __init__(self, text: str, clock: Clock, pace: timedelta) -> None:
        super().__init__(text)
        self.clock = clock
        self.pace = pace

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        self.clock.now += self.pace
        return super().readline(-1 if size is None else size)


NOWHERE = Path(__file__) / "nowhere"
"""A folder that cannot be made: a person without one of their own writes no file."""


@dataclass
class Person:
    """Types lines until there are no more, and hears what is said."""

    collection: Collection
    clock: Clock = field(default_factory=Clock)
    pace: timedelta = timedelta()
    """How long each line takes."""
    width: int = 200
    at_terminal: bool = False
    data: Path = NOWHERE
    keys: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    called: list[Sequence[str]] = field(default_factory=list)
    """What was called in place of programs."""
    calls: Callable[[Sequence[str]], int] = lambda _: 0
    """What such a program does, and its exit code."""
    judge: Judge | None = None
    """What judges answers, where it is not the judge of this machine."""
    prompt: ReviewPrompt = field(init=False)
    """The prompt the lines were typed at last."""
    printed: StringIO = field(init=False)

    @property
    def session(self) -> Session:
        """The session after the last line."""
        return self.prompt.turn

    def types(self, *lines: str) -> list[str]:
        """What is printed where these lines are typed, and then no more."""
        return self.types_text("".join(f"{line}\n" for line in lines))

    def types_text(self, text: str) -> list[str]:
        self.prompt = ReviewPrompt(self.at(self.collection.begin(self.clock()), text))
        if self.judge:
            vars(self.prompt.answers)["judge"] = self.judge
        return self.hears(self.prompt)

    def hears(self, prompt: TurnPrompt[V]) -> list[str]:
        """The lines that a prompt prints until nothing more is typed."""
        assert prompt.run()
        return self.printed.getvalue().split("\n")

    def at(self, turn: V, text: str) -> Context[V]:
        """A turn in the hands of a person who types a text."""
        self.printed = StringIO()
        console = Console(
            Hands(text, self.clock, self.pace),
            self.printed,
            width=self.width,
            at_terminal=self.at_terminal,
        )
        letters = Letters(self.keys)
        return Context(
            self.collection, turn, console, self.clock, letters, self.data, self.environ, self.call
        )

    def call(self, command: Sequence[str]) -> int:
        self.called.append(command)
        return self.calls(command)


def person(*ids: str, store: MemoryStore | None = None, **facts: object) -> Person:
    """A person with a library of small cards."""
    return Person(collection_of(small_library(*ids), store), **facts)  # type: ignore[arg-type]


def with_cards(person: Person, **changes: object) -> Person:
    """The person with all their cards changed."""
    decks = tuple(
        replace(deck, cards=tuple(replace(card, **changes) for card in deck.cards))  # type: ignore[arg-type]
        for deck in person.collection.library.decks
    )
    library = replace(person.collection.library, decks=decks)
    person.collection = replace(person.collection, library=library)
    return person


def after(lines: Sequence[str], words: str, count: int = 1) -> list[str]:
    """The lines that follow the first one with some words."""
    start = next(n for n, line in enumerate(lines) if words in line)
    return list(lines[start + 1 : start + 1 + count])
