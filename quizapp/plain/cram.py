"""A cram in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.features.cram import Cram, begin_cram
from quizapp.plain.command import ENTER, Command
from quizapp.plain.speech import as_text
from quizapp.plain.turn_prompt import TurnPrompt
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.plain.context import Context
    from quizapp.scheduler.model import Grade


class CramPrompt(TurnPrompt[Cram]):
    """Asks some cards once through, and those missed again."""

    screen = "cram"

    def __init__(self, context: Context[Cram], seed: int) -> None:
        super().__init__(context)
        self.seed = seed
        self.ended = False
        """Whether the learner ended the cram before its last card."""

    @property
    def card(self) -> Card | None:
        """The card asked now; None at the end."""
        return None if self.ended else super().card

    def begin(self) -> None:
        """Say that nothing counts, and read the first card."""
        self.console.say("Your schedule stays as it is.")
        super().begin()

    def go_on(self, turn: Cram) -> None:
        """Take the next turn, and read its card."""
        self.ended = False
        super().go_on(turn)

    def why_not(self, action: str) -> str:
        """Why an action can't be taken now; the end itself can be undone."""
        return "" if self.ended and action == "undo" else super().why_not(action)

    def asking(self) -> int:
        """How many cards were answered before."""
        return len(self.turn.answers)

    def heading(self) -> str:
        """How many cards are left."""
        return f"Cram: {len(self.turn.waiting)} left, {len(self.turn.missed)} missed."

    def offers(self) -> list[str]:
        """Name the command that ends the cram."""
        return [f"{self.quit_letters[0]} ends"]

    def end_offers(self) -> list[str]:
        """Name the commands that leave, and that ask the missed cards again."""
        missed = [f"{self._missed_letter} those missed again"] if self.turn.missed else []
        return ["Enter leaves", *missed]

    def own_commands(self) -> list[Command[Cram]]:
        """The command that ends the cram."""
        return [Command(f"{self.quit_letters} quit end", "end the cram", self.end)]

    def end_commands(self) -> list[Command[Cram]]:
        """The commands that leave, and that ask the missed cards again."""
        return [
            Command(f"{ENTER} {self.quit_letters} quit", "leave the cram", self.leave),
            Command(
                f"{self._missed_letter} missed", "ask those missed again", self.ask_missed,
                "" if self.turn.missed else "None was missed.",
            ),
        ]  # fmt: skip

    def grade(self, grade: Grade, _: str = "") -> Cram:
        """The turn after a grade."""
        return self.turn.grade(grade, self.clock())

    def undo(self, _: str = "") -> Cram:
        """The turn before the last grade, or the one at which the cram was ended."""
        return self.turn if self.ended else self.turn.undo(self.clock())

    def end(self, _: str = "") -> None:
        """Say how it went where anything was answered; else leave at once."""
        if self.turn.answers:
            self.ended = True
            self.read_all()
        else:
            self.leave()

    def ask_missed(self, _: str = "") -> Cram:
        """A cram of the cards that were missed."""
        return begin_cram(self.turn.missed, self.clock(), seed=self.seed)

    def read_end(self) -> None:
        """Say how it went."""
        cram, cards = self.turn, self.collection.cards
        answered = say_number(len({answer.card for answer in cram.answers}), "card")
        self.console.say(
            "Cram ended." if self.ended else "Cram done.",
            f"{answered} in {say_time(cram.time)}: {cram.known} known at once.",
            "Your schedule is as it was.",
            *(f"Missed: {as_text(cards[card].question)}" for card in cram.missed),
        )

    @property
    def _missed_letter(self) -> str:
        return self.context.letters.first("cramend-missed", "m")
