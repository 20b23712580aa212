"""The prompt at which cards are asked in lines: the base of the review, the cram and the mock."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic

from quizapp.collection.topics import topic_name
from quizapp.plain.answer import AnswerCommands
from quizapp.plain.card import read_back, read_front, read_hints
from quizapp.plain.command import ENTER, Command, V, find_command, say_unknown
from quizapp.plain.console import EndError
from quizapp.scheduler.model import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.plain.context import Context


class TurnPrompt(ABC, Generic[V]):
    """Reads a turn aloud, and makes the next one of every line typed."""

    screen: ClassVar[str]
    """The screen whose keys are typed here as letters: `review`."""

    def __init__(self, context: Context[V]) -> None:
        self.context = context
        self.console = context.console
        self.clock = context.clock
        self.answers = self.answer_commands()
        self.over = False

    def answer_commands(self) -> AnswerCommands[V]:
        """The commands on the typed answer."""
        return AnswerCommands(self.context, self.screen, self.asking)

    @abstractmethod
    def asking(self) -> int:
        """A number that tells one asking of a card from the next."""

    @property
    def collection(self) -> Collection:
        """The collection as it is now; an edited card changes it."""
        return self.context.collection

    @property
    def turn(self) -> V:
        """The turn as it is now."""
        return self.context.turn

    @property
    def card(self) -> Card | None:
        """The card asked now; None at the end."""
        return self.context.card

    @property
    def usual_grade(self) -> Grade:
        """The grade that Enter gives."""
        return Grade.GOOD

    @property
    def grade_names(self) -> Mapping[Grade, str]:
        """The word for each grade."""
        return {grade: grade.word for grade in Grade}

    @abstractmethod
    def heading(self) -> str:
        """The line read before a card: how far the turn is."""

    @abstractmethod
    def read_end(self) -> None:
        """Say how it went."""

    @abstractmethod
    def grade(self, grade: Grade, _: str = "") -> V | None:
        """The turn after a grade."""

    @abstractmethod
    def undo(self, _: str = "") -> V | None:
        """The turn before the last step."""

    @abstractmethod
    def own_commands(self) -> list[Command[V]]:
        """The commands of this kind of turn while it asks a card."""

    @abstractmethod
    def end_commands(self) -> list[Command[V]]:
        """The commands at the end."""

    @abstractmethod
    def offers(self) -> list[str]:
        """Name the commands to tell in the prompt before the answer is shown."""

    @abstractmethod
    def end_offers(self) -> list[str]:
        """Name the commands to tell in the prompt at the end."""

    def run(self) -> bool:
        """Ask until it is over or nothing more is typed; False where Ctrl-C ended it."""
        try:
            self.begin()
            while not self.over:
                self.execute(self.console.ask(self.prompt()))
        except EndError:
            return True
        except KeyboardInterrupt:
            self.console.print()
            return False
        finally:
            self.close()
        return True

    def begin(self) -> None:
        """Read the first card."""
        self.read_all()

    def close(self) -> None:
        """End what the prompt has begun."""
        self.over = True
        self.answers.close()

    def execute(self, line: str) -> None:
        """Do what a line says; a line that can't be followed now changes nothing."""
        commands = self.commands()
        found = find_command(commands, line)
        if found is None:
            self.console.say(say_unknown([each for each in commands if not each.why_not], line))
            return
        command, rest = found
        if command.why_not:
            self.console.say(command.why_not)
        elif (turn := command.do(rest)) is not None:
            self.go_on(turn)

    def go_on(self, turn: V) -> None:
        """Take the next turn, and read its card."""
        self.context.turn = turn
        self.read_all()

    def commands(self) -> list[Command[V]]:
        """Everything that can be typed now.

        Commands with a letter from the screens come first: a learner may have moved one of those
        letters onto another command's.
        """
        common = [
            Command(f"{self.letters('undo')} undo", "take the last step back", self.undo,
                    self.why_not("undo")),
            Command(f"{self.letters('help', '?')} help", "say all that can be typed", self.help),
        ]  # fmt: skip
        if self.card is None:
            return [*self.end_commands(), *common]
        return [
            self._enter(),
            *self._grades(),
            Command(f"{self.letters('hint')} hint", "one more hint", self.hint,
                    self.why_not("hint")),
            *common,
            *self.own_commands(),
            *self.answers.commands(self.card),
            Command("l listen", "read the card once more", self.read_all),
        ]  # fmt: skip

    def prompt(self) -> str:
        """What is asked of the learner: the next step and a few more commands."""
        helped = f"{self.letter('help', '?')} help"
        undone = [] if self.why_not("undo") else [f"{self.letter('undo')} undo"]
        if self.card is None:
            named = [*self.end_offers(), *undone, helped]
        elif self.turn.revealed:
            named = [f"Enter grades it {self.grade_names[self.usual_grade]}", *undone, helped]
        else:
            left = len(self.card.hints) - self.turn.hints
            hints = [f"{self.letter('hint')} hint ({left} left)"] if left > 0 else []
            typed = self.answers.offers(self.card)
            named = ["Enter shows the answer", *hints, *typed, *self.offers(), helped]
        return f"{', '.join(named)}:"

    def letters(self, action: str, default: str = "") -> str:
        """All letters of an action of the screen."""
        return self.context.letters.all(f"{self.screen}-{action}", default)

    def letter(self, action: str, default: str = "") -> str:
        """The letter that prompts name for an action of the screen."""
        return self.letters(action, default).partition(" ")[0]

    @property
    def quit_letters(self) -> str:
        """All letters that quit."""
        return self.context.letters.all("quit", "q")

    def why_not(self, action: str) -> str:
        """Why an action can't be taken now; empty where it can."""
        return self.context.why_not(action)

    def leave(self, _: str = "") -> None:
        """End the prompt."""
        self.over = True

    def reveal(self, _: str = "") -> None:
        """Show the answer."""
        self.context.turn = self.turn.reveal()
        if self.card:
            self.read_answer(self.card)

    def hint(self, _: str = "") -> None:
        """Show one more hint."""
        if self.card:
            shown = self.turn.hints
            self.context.turn = self.turn.hint(len(self.card.hints))
            read_hints(self.console, self.card, shown, self.turn.hints)

    def help(self, _: str = "") -> None:
        """Say all that can be typed now."""
        self.console.say("What you can type:")
        self.console.say(*(command.help for command in self.commands() if not command.why_not))

    def read_all(self, _: str = "") -> None:
        """Read the card as far as it is shown, or the end."""
        self.console.print()
        if self.card is None:
            self.read_end()
            return
        card = self.card
        topic = topic_name(self.collection.library.deck_of(card))
        place = (f"Topic {topic}", card.kind, card.level, self.noted(card))
        self.console.say(self.heading(), f"{', '.join(filter(None, place))}.")
        self.read_question(card)
        read_hints(self.console, card, 0, self.turn.hints)
        if self.turn.revealed:
            self.read_answer(card)

    def noted(self, _: Card) -> str:
        """The marks of a card that are read with its topic."""
        return ""

    def read_question(self, card: Card) -> None:
        """Read the front of a card, and say why a typed answer can't be judged."""
        read_front(self.console, card)
        self.answers.say_unjudged(card)

    def read_answer(self, card: Card) -> None:
        """Read the back of a card, and offer the grades."""
        self.read_back(card)
        names = self.describe_grades()
        offered = (f"{self._grade_letter(grade)} {names[grade]}" for grade in Grade)
        self.console.say(f"{', '.join(offered)}.")

    def read_back(self, card: Card, corrections: str = "") -> None:
        """Read the back of a card with its corrections, and compare a wrong prediction."""
        cards, proof = self.collection.cards, self.collection.proofs.line(card)
        read_back(self.console, card, cards, proof=proof, corrections=corrections)
        self.answers.compare()

    def describe_grades(self) -> Mapping[Grade, str]:
        """What each grade is called and what it brings."""
        return self.grade_names

    def _enter(self) -> Command[V]:
        if self.turn.revealed:
            grade = partial(self.grade, self.usual_grade)
            return Command(ENTER, "grade it as the prompt says", grade)
        return Command(f"{ENTER} show", "show the answer", self.reveal)

    def _grades(self) -> list[Command[V]]:
        """A command for every grade."""
        why_not = self.why_not("grade")
        return [
            Command(
                f"{self._grade_letter(grade)} {name.lower()}",
                f"grade it {name}",
                partial(self.grade, grade),
                why_not,
            )
            for grade, name in self.grade_names.items()
        ]

    def _grade_letter(self, grade: Grade) -> str:
        return self.letter(grade.name.lower(), str(grade.value))
