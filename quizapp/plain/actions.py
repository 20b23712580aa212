"""What can be done to the card that is asked, beside answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.plain.command import Command
from quizapp.scheduler.model import FLAGS
from quizapp.session import actions
from quizapp.session.actions import DeedError, read_day

if TYPE_CHECKING:
    from quizapp.plain.session import Quiz
    from quizapp.scheduler.model import Change, Standing

NEW = "A new card has no date yet: answer it first."


class Deeds:
    """Bury, suspend, flag, reset, set due; each can be undone."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self) -> list[Command]:
        """Those of the card that is asked."""
        new = "" if any(standing.memory for standing in self._stands().values()) else NEW
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
            Command(f"{typed('review-reset')} reset", "make it new again", self.reset),
            Command(
                f"{typed('review-set-due')} due", "ask it again on a day: due 3, due 2026-12-24",
                self.set_due, new, takes="DAY",
            ),
        ]  # fmt: skip

    def bury(self, _: str) -> None:
        """Not again today."""
        days = self.quiz.study.scheduler.days
        self._do(actions.bury(self._cards(), self._stands(), self.quiz.clock(), days))

    def suspend(self, _: str) -> None:
        """Not again until the learner says so."""
        self._do(actions.suspend(self._cards(), self._stands(), self.quiz.clock()))

    def reset(self, _: str) -> None:
        """New again."""
        self._do(actions.reset(self._cards(), self._stands(), self.quiz.clock()))

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
        elif all(standing.mark.flag == chosen for standing in self._stands().values()):
            self.quiz.console.say("Nothing to change.")
        else:
            self._do(actions.flag(self._cards(), self._stands(), self.quiz.clock(), chosen))

    def set_due(self, text: str) -> None:
        """Ask it again on a day; asks where none is named."""
        if not text:
            question = "When shall it be asked again? 3, or 2026-12-24. Enter leaves it as it is:"
            text = self.quiz.console.ask(question).strip()
            if not text:
                return
        now, days = self.quiz.clock(), self.quiz.study.scheduler.days
        try:
            day = read_day(text, days.day_of(now))
        except DeedError as error:
            self.quiz.console.say(f"{error}.")
            return
        self._do(actions.set_due(self._cards(), self._stands(), now, days, day))

    def _cards(self) -> list[str]:
        return [self.quiz.card.id] if self.quiz.card else []

    def _stands(self) -> dict[str, Standing]:
        return {card: self.quiz.session.standing(card) for card in self._cards()}

    def _do(self, change: Change | None) -> None:
        quiz, before = self.quiz, self.quiz.session
        following = quiz.keep(lambda: quiz.study.do(before, change, quiz.clock()))
        if following is None:
            return
        if change is None:
            quiz.console.say("Nothing to change.")
        elif following.steps == before.steps:
            quiz.console.say("Another window changed this card just now.")
        else:
            said = actions.say_change(change)
            quiz.console.say(
                f"{said[0].upper()}{said[1:]}. {quiz.letters.first('review-undo')} takes it back."
            )
        if (following.asked, following.revealed) == (before.asked, before.revealed):
            quiz.session = following
        else:
            quiz.go_on(following)
