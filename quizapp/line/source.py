"""What a card is written in: its file, its code, and what it cites."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from quizapp.line.card import asked_text
from quizapp.line.command import Command

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.line.quiz import Quiz


class Source:
    """Edit, print the code, name the sources."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self, card: Card) -> list[Command]:
        """Those of a card."""
        letter, place = self.quiz.letters.first, f"It is at {card.place}"
        edit, code, cited = (
            partial(do, card) for do in (self.edit, self.print_code, self.name_sources)
        )
        no_editor = "" if self.quiz.console.at_terminal else f"{place}: an editor needs a terminal."
        return [
            Command(f"{letter('review-edit')} edit", "edit it in your editor", edit, no_editor),
            Command("y code", "print the code alone", code),
            Command(f"{letter('review-open')} sources", "name the sources", cited),
        ]

    def edit(self, card: Card, _: str) -> None:
        """Hand the card to the learner's editor, and take it back."""
        from quizapp.editing import EditError, edit_card

        quiz = self.quiz
        try:
            with quiz.away():
                edited = edit_card(card, quiz.study, quiz.around.environ, quiz.around.call)
        except EditError as error:
            quiz.console.say(f"Not edited: {error}.")
            return
        except KeyboardInterrupt:
            quiz.console.print(["", "Not edited: the editor was interrupted."])
            return
        quiz.console.say(*map(str, edited.problems))
        if edited.study is quiz.study and edited.problems:
            quiz.console.say("The card stays as it was.")
        quiz.take(edited.study)

    def print_code(self, card: Card, _: str) -> None:
        """Print the code of what is shown, ready to be copied."""
        from quizapp.editing import code_of

        hidden = replace(card, front=asked_text(card), back="")
        code = code_of(card if self.quiz.session.revealed else hidden)
        self.quiz.console.print(code.split("\n") if code else ["There is no code here."])

    def name_sources(self, card: Card, _: str) -> None:
        """Print where the card comes from, a source a line."""
        self.quiz.console.say(*(card.sources or ["This card names no source."]))
