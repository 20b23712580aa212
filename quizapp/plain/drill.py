"""Cram in lines, and what it shares with the mock interview."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, cast

from quizapp.collection.topics import topic_name
from quizapp.features.cram import (
    Cram,
    begin_cram,
    cards_to_cram,
    say_nothing_found,
)
from quizapp.plain.card import read_back, read_front, read_hints
from quizapp.plain.command import ENTER, Command, Conversation
from quizapp.plain.grades import grade_commands
from quizapp.plain.markdown import as_text
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.plain.console import Console
    from quizapp.scheduler.model import Grade
    from quizapp.session.turn import Turn


class Drill(Conversation):
    """Asks the cards of a value that changes with every line."""

    def __init__(
        self, collection: Collection, console: Console, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(console)
        self.collection = collection
        self.clock = clock

    @property
    @abstractmethod
    def turn(self) -> Turn:
        """The value as it is now."""

    @abstractmethod
    def turn_to(self, turn: Turn) -> None:
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
        return self.collection.cards[self.turn.asked] if self.turn.asked else None

    def commands(self) -> Sequence[Command]:
        """Those of the card, or of the end."""
        helping = Command("? help", "say all that can be typed", lambda _: self.list_commands())
        if self.card is None:
            return (*self.end_commands(), helping)
        revealed = self.turn.revealed
        no_hint = self.turn.why_not("hint", len(self.card.hints))
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
        from quizapp.scheduler.model import Grade

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

    def go_on(self, turn: Turn) -> None:
        """Take a value, and read its card, or its end."""
        self.turn_to(turn)
        self.read_all()

    def read_all(self, _: str = "") -> None:
        """Read the card as far as it is turned, or the end."""
        self.console.print()
        if self.card is None:
            self.read_end()
            return
        deck = self.collection.library.deck_of(self.card)
        self.console.say(self.heading())
        place = (f"Topic {topic_name(deck)}", self.card.kind, self.card.level)
        self.console.say(f"{', '.join(place)}.")
        read_front(self.console, self.card)
        read_hints(self.console, self.card, 0, self.turn.hints)
        if self.turn.revealed:
            self._read_back()

    def _read_back(self) -> None:
        if self.card:
            proof = self.collection.proofs.line(self.card)
            read_back(self.console, self.card, self.collection.cards, proof=proof, corrections="")
            self.console.say(self.offer())


def cards_found(
    query: str, collection: Collection, console: Console, now: datetime
) -> tuple[str, ...]:
    """The cards a search finds, all without one; where there are none, the console says why."""
    from quizapp.features.search import QueryError, find_cards

    try:
        found = (
            [card.id for card in find_cards(query, collection, now)]
            if query
            else [*collection.cards]
        )
    except QueryError as error:
        console.say(f"{error.sentence}.")
        return ()
    cards = cards_to_cram(collection, found)
    if not cards:
        console.say(f"{say_nothing_found(query, len(found))}.")
    return cards


def begin_drill(
    collection: Collection,
    cards: Sequence[str],
    console: Console,
    clock: Callable[[], datetime],
    *,
    seed: int | None = None,
) -> CramDrill:
    """A run through some cards, about to be held; shuffled by the moment without a seed."""
    now = clock()
    shuffled = int(now.timestamp()) if seed is None else seed
    cram = begin_cram(cards, now, seed=shuffled)
    return CramDrill(collection, console, clock, cram, shuffled)


class CramDrill(Drill):
    """A run through some cards."""

    def __init__(
        self,
        collection: Collection,
        console: Console,
        clock: Callable[[], datetime],
        cram: Cram,
        seed: int,
    ) -> None:
        super().__init__(collection, console, clock)
        self.cram = cram
        self.seed = seed
        self.ended = False
        """Whether the learner has had enough."""

    @property
    def turn(self) -> Turn:
        """The run as it is now."""
        return Cram((), self.cram.since, answers=self.cram.answers) if self.ended else self.cram

    def turn_to(self, turn: Turn) -> None:
        """Go on with another run."""
        self.cram, self.ended = cast("Cram", turn), False

    def heading(self) -> str:
        """How many are left."""
        return f"Cram: {len(self.cram.waiting)} left, {len(self.cram.missed)} missed."

    def prompt(self) -> str:
        """What comes next."""
        if self.card is None:
            missed = " m those missed again," * bool(self.cram.missed)
            return f"Enter leaves,{missed} u undo, ? help:"
        if self.cram.revealed:
            return "Enter grades it Good, u undo, ? help:"
        return f"Enter shows the answer,{self.hint_offer()} q ends, ? help:"

    def offer(self) -> str:
        """The grades."""
        return "1 Again, 2 Hard, 3 Good, 4 Easy. Your schedule stays as it is."

    def own_commands(self) -> Sequence[Command]:
        """Grades, undo, end."""
        return (
            *grade_commands(self.grade, self.cram.why_not("grade")),
            self._undo_command(),
            Command("q quit end", "end the cram", self.end),
        )

    def end_commands(self) -> Sequence[Command]:
        """Leave, again, or undo."""
        return (
            Command(f"{ENTER} q quit", "leave the cram", self.leave),
            Command(
                "m missed", "ask those missed again", self.ask_missed,
                "" if self.cram.missed else "None was missed.",
            ),
            self._undo_command(),
        )  # fmt: skip

    def grade(self, grade: Grade) -> None:
        """Take a grade."""
        self.go_on(self.cram.grade(grade, self.clock()))

    def undo(self, _: str) -> None:
        """Take the last grade back, or go back to the card it was ended at."""
        self.go_on(self.cram if self.ended else self.cram.undo(self.clock()))

    def end(self, _: str) -> None:
        """Have enough: leave, by way of how it went where anything was answered."""
        if self.cram.answers:
            self.ended = True
            self.read_all()
        else:
            self.leave()

    def ask_missed(self, _: str) -> None:
        """Begin again with those missed."""
        self.go_on(begin_cram(self.cram.missed, self.clock(), seed=self.seed))

    def read_end(self) -> None:
        """Say how it went."""
        cram = self.cram
        cards = say_number(len({answer.card for answer in cram.answers}), "card")
        self.console.say(
            "Cram ended." if self.ended else "Cram done.",
            f"{cards} in {say_time(cram.time)}: {cram.known} known at once.",
            "Your schedule is as it was.",
            *(f"Missed: {as_text(self.collection.cards[card].question)}" for card in cram.missed),
        )

    def _undo_command(self) -> Command:
        nothing = "" if self.cram.answers or self.ended else "Nothing to undo."
        return Command("u undo", "take the last grade back", self.undo, nothing)
