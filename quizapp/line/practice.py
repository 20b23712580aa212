"""More cards than are due: reviews ahead of their day, and cram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.line.command import Command
from quizapp.wording import say_number

if TYPE_CHECKING:
    from quizapp.line.quiz import Quiz


class Practice:
    """What is offered at the end, and cram at any card."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self) -> list[Command]:
        """Cram always, and reviews ahead once nothing else is left."""
        letter = self.quiz.letters.first
        named = f"{letter('home-cram')} cram"
        meant = "ask what a search finds, and leave the schedule as it is"
        cram = Command(named, meant, self.cram, takes="QUERY")
        if self.quiz.card:
            return [cram]
        cards = self._cards_ahead()
        none = "" if cards else "There is no review of a later day."
        count = f"{say_number(len(cards), 'review')} of later days, now"
        return [Command(f"{letter('home-ahead')} ahead", count, self.go_ahead, none), cram]

    def offer(self) -> str:
        """The part of the last prompt that names them."""
        cards = self._cards_ahead()
        ahead, cram = map(self.quiz.letters.first, ("home-ahead", "home-cram"))
        offered = f" {ahead} ahead ({say_number(len(cards), 'review')})," * bool(cards)
        return f"{offered} {cram} cram,"

    def go_ahead(self, _: str) -> None:
        """Go on with the reviews of later days."""
        self.quiz.go_on(self.quiz.session.ahead(self._cards_ahead(), self.quiz.clock()))

    def cram(self, query: str) -> None:
        """Ask what a search finds, and come back."""
        from quizapp.line.cram import begin_drill, cards_found

        quiz = self.quiz
        cards = quiz.keep(lambda: cards_found(query, quiz.study, quiz.console, quiz.clock()))
        if cards:
            with quiz.away():
                begin_drill(quiz.study, cards, quiz.console, quiz.clock).talk()
            quiz.look_again()

    def _cards_ahead(self) -> tuple[str, ...]:
        from quizapp.ahead import review_ahead

        return review_ahead(self.quiz.study, self.quiz.clock())
