"""A card's proof run again, its report, its source and its editor, in lines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from quizapp.plain.card import asked_text
from quizapp.plain.command import Command

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.plain.session import Quiz

HIDDEN = "It would give the answer away: Enter shows it first."
STOPPED = "The proof was not run again: the learner stopped it."


class Proving:
    """For a learner who doubts a card."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self, card: Card) -> list[Command]:
        """Those of a card that is asked."""
        letter = self.quiz.letters.first
        hidden = "" if self.quiz.session.revealed else HIDDEN
        prove, report = partial(self.prove, card), partial(self.report, card)
        proven, wrong = "run its proof on this machine", "report that this card is wrong"
        return [
            Command(f"{letter('review-prove', 'x')} prove", proven, prove, hidden),
            Command(f"{letter('review-report', '!')} wrong", wrong, report, takes="SENTENCE"),
        ]

    def prove(self, card: Card, _: str) -> None:
        """Run the proof here and now, and say what came of it."""
        from quizapp.plain.verdicts import proof_lines

        with self.quiz.away():
            proof = self.quiz.bench.run(lambda: self.quiz.bench.judge.prove(card))
        if proof:
            self.quiz.console.print(proof_lines(proof))

    def report(self, card: Card, words: str) -> None:
        """Run the proof again, and write what the learner says is wrong beside it."""
        from quizapp.features.cards.report import CardReport, write_report
        from quizapp.features.judge.machine import Machine, torch_version
        from quizapp.features.judge.proof import ProofRun

        quiz = self.quiz
        with quiz.away():
            words = words or quiz.console.ask("What is wrong? A sentence; Enter leaves:").strip()
            if not words:
                return
            proof = quiz.bench.run(lambda: quiz.bench.judge.prove(card))
        proof = proof or ProofRun(why_not=STOPPED)
        machine = proof.machine or Machine(torch_version() or "")
        made = CardReport(card, quiz.around.version, words, quiz.clock(), proof, machine)
        path = quiz.keep(lambda: write_report(quiz.around.data, made, quiz.bench.snippet_library))
        if path:
            quiz.console.say(proof.headline)
            quiz.console.print([f"The report is in {path}"])


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
            Command(f"{letter('browse-open')} sources", "name the sources", cited),
        ]

    def edit(self, card: Card, _: str) -> None:
        """Hand the card to the learner's editor, and take it back."""
        from quizapp.features.cards.edit import EditError, edit_card

        quiz = self.quiz
        try:
            with quiz.away():
                edited = edit_card(card, quiz.collection, quiz.around.environ, quiz.around.call)
        except EditError as error:
            quiz.console.say(f"Not edited: {error}.")
            return
        except KeyboardInterrupt:
            quiz.console.print(["", "Not edited: the editor was interrupted."])
            return
        quiz.console.say(*map(str, edited.problems))
        if edited.collection is quiz.collection and edited.problems:
            quiz.console.say("The card stays as it was.")
        quiz.take(edited.collection)

    def print_code(self, card: Card, _: str) -> None:
        """Print the code of what is shown, ready to be copied."""
        from quizapp.features.cards.edit import code_of

        hidden = replace(card, front=asked_text(card), back="")
        code = code_of(card if self.quiz.session.revealed else hidden)
        self.quiz.console.print(code.split("\n") if code else ["There is no code here."])

    def name_sources(self, card: Card, _: str) -> None:
        """Print where the card comes from, a source a line."""
        self.quiz.console.say(*(card.sources or ["This card names no source."]))
