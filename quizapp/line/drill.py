"""Cards asked outside the daily session, in lines: what cram and the mock interview share."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol, Self

from quizapp.line.card import read_back, read_front, read_hints
from quizapp.line.command import ENTER, Command
from quizapp.line.conversation import Conversation
from quizapp.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.line.console import Console
    from quizapp.memory import Grade
    from quizapp.study import Study

HIDDEN = "The answer is not shown yet: Enter shows it."
SHOWN = "The answer is shown already."


class Turned(Protocol):
    """A value that asks one card at a time."""

    @property
    def asked(self) -> str | None:
        """The card asked now."""

    @property
    def revealed(self) -> bool:
        """Whether its answer is shown."""

    @property
    def hints(self) -> int:
        """How many hints are shown."""

    def reveal(self) -> Self:
        """The value with the answer shown."""

    def hint(self, available: int) -> Self:
        """The value with one more hint."""


class Drill(Conversation):
    """Asks the cards of a value that changes with every line."""

    def __init__(self, study: Study, console: Console, clock: Callable[[], datetime]) -> None:
        super().__init__(console)
        self.study = study
        self.clock = clock

    @property
    @abstractmethod
    def turn(self) -> Turned:
        """The value as it is now."""

    @abstractmethod
    def turn_to(self, turn: Turned) -> None:
        """Go on with another value."""

    @abstractmethod
    def heading(self) -> str:
        """What is said before a card."""

    @abstractmethod
    def offer(self) -> str:
        """The grades, as they are offered once the answer is shown."""

    @abstractmethod
    def own_commands(self) -> Sequence[Command]:
        """Grades, undo and the way out of a card that is asked."""

    @abstractmethod
    def end_commands(self) -> Sequence[Command]:
        """What can be typed at the end."""

    @abstractmethod
    def read_end(self) -> None:
        """Say how it went."""

    @abstractmethod
    def grade(self, grade: Grade) -> None:
        """Take a grade, and go on."""

    def talk(self) -> None:
        """Ask the first card, and go on."""
        self.read_all()
        super().talk()

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.study.cards[self.turn.asked] if self.turn.asked else None

    def commands(self) -> Sequence[Command]:
        """Those of the card, or of the end."""
        helping = Command("? help", "say all that can be typed", lambda _: self.list_commands())
        if self.card is None:
            return (*self.end_commands(), helping)
        revealed = self.turn.revealed
        more = self.turn.hints < len(self.card.hints)
        no_hint = SHOWN if revealed else "" if more else "This card has no more hints."
        enter = (
            Command(ENTER, "grade it Good", self.grade_good)
            if revealed
            else Command(f"{ENTER} show", "show the answer", self.reveal)
        )
        return (
            enter,
            *self.own_commands(),
            Command("h hint", "one more hint", self.hint, no_hint),
            Command("l listen", "read the card once more", self.read_all),
            helping,
        )

    def hint_offer(self) -> str:
        """The part of a prompt that names hints; empty where none is left."""
        left = len(self.card.hints) - self.turn.hints if self.card else 0
        return f" h hint ({left} left)," * (left > 0)

    def grade_good(self, _: str) -> None:
        """Grade it Good."""
        from quizapp.memory import Grade

        self.grade(Grade.GOOD)

    def reveal(self, _: str) -> None:
        """Show the answer."""
        self.turn_to(self.turn.reveal())
        self._read_back()

    def hint(self, _: str) -> None:
        """Show one more hint."""
        if self.card:
            shown = self.turn.hints
            self.turn_to(self.turn.hint(len(self.card.hints)))
            read_hints(self.console, self.card, shown, self.turn.hints)

    def go_on(self, turn: Turned) -> None:
        """Take a value, and read its card, or its end."""
        self.turn_to(turn)
        self.read_all()

    def read_all(self, _: str = "") -> None:
        """Read the card as far as it is turned, or the end."""
        self.console.print()
        if self.card is None:
            self.read_end()
            return
        deck = self.study.library.deck_of(self.card)
        self.console.say(self.heading())
        place = (f"Topic {topic_name(deck)}", self.card.kind, self.card.level)
        self.console.say(f"{', '.join(place)}.")
        read_front(self.console, self.card)
        read_hints(self.console, self.card, 0, self.turn.hints)
        if self.turn.revealed:
            self._read_back()

    def _read_back(self) -> None:
        if self.card:
            proof = self.study.proofs.line(self.card)
            read_back(self.console, self.card, self.study.cards, proof=proof, corrections="")
            self.console.say(self.offer())
