"""What can be done to the card that is asked, beside answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.plain.command import Command
from quizapp.scheduler.model import FLAGS, Action, CardChange
from quizapp.session.actions import ActionError, read_day, say_change

if TYPE_CHECKING:
    from datetime import date

    from quizapp.plain.session import Quiz

NEW = "A new card has no date yet: answer it first."


class Deeds:
    """Bury, suspend, flag, reset, set due; each can be undone."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self) -> list[Command]:
        """Those of the card that is asked."""
        asked = self.quiz.session.asked
        new = "" if asked and self.quiz.session.status(asked).memory else NEW
        typed = self.quiz.letters.all
        return [
            Command(f"{typed('review-bury')} bury", "not again today", self.bury),
            Command(
                f"{typed('review-suspend')} suspend", "not again until you say so", self.suspend
            ),
            Command(
                f"{typed('review-flag')} flag", "flag it, 1 to 7, or 0 for no flag", self.flag,
                takes="NUMBER",
            ),
            Command(f"{typed('browse-reset')} reset", "make it new again", self.reset),
            Command(
                f"{typed('browse-set-due')} due", "ask it again on a day: due 3, due 2026-12-24",
                self.set_due, new, takes="DAY",
            ),
        ]  # fmt: skip

    def bury(self, _: str) -> None:
        """Not again today."""
        self._act(Action.BURY)

    def suspend(self, _: str) -> None:
        """Not again until the learner says so."""
        self._act(Action.SUSPEND)

    def reset(self, _: str) -> None:
        """New again."""
        self._act(Action.RESET)

    def flag(self, number: str) -> None:
        """Give it a flag by number or colour; asks where none is named."""
        if not number:
            named = ", ".join(f"{n} {name or 'no flag'}" for n, name in enumerate(FLAGS))
            number = self.quiz.console.ask(f"{named}. Enter leaves it as it is:").strip()
            if not number:
                return
        names = {name: n for n, name in enumerate(FLAGS)} | {str(n): n for n in range(len(FLAGS))}
        chosen = names.get(number.casefold())
        if chosen is None:
            self.quiz.console.say(f"`{number}` is no flag: type a number from 0 to 7.")
        else:
            self._act(Action.FLAG, chosen)

    def set_due(self, text: str) -> None:
        """Ask it again on a day; asks where none is named."""
        if not text:
            question = "When shall it be asked again? 3, or 2026-12-24. Enter leaves it as it is:"
            text = self.quiz.console.ask(question).strip()
            if not text:
                return
        today = self.quiz.collection.scheduler.days.day_of(self.quiz.clock())
        try:
            self._act(Action.SET_DUE, read_day(text, today))
        except ActionError as error:
            self.quiz.console.say(f"{error}.")

    def _act(self, action: Action, argument: int | date | None = None) -> None:
        quiz, before = self.quiz, self.quiz.session
        following = quiz.keep(
            lambda: quiz.collection.act_in(before, action, quiz.clock(), argument)
        )
        if following is None:
            return
        change = following.operations[-1] if following.operations != before.operations else None
        if isinstance(change, CardChange):
            said = say_change(change)
            quiz.console.say(
                f"{said[0].upper()}{said[1:]}. {quiz.letters.first('review-undo')} takes it back."
            )
        elif following.states != before.states:
            quiz.console.say("Another window changed this card just now.")
        else:
            quiz.console.say("Nothing to change.")
        if (following.asked, following.revealed) == (before.asked, before.revealed):
            quiz.session = following
        else:
            quiz.go_on(following)
