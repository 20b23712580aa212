"""A card's proof run again, and a card reported as wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from quizapp.line.command import Command

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.line.quiz import Quiz

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
        from quizapp.line.judged import proof_lines

        with self.quiz.away():
            proof = self.quiz.bench.run(lambda: self.quiz.bench.judge.prove(card))
        if proof:
            self.quiz.console.print(proof_lines(proof))

    def report(self, card: Card, words: str) -> None:
        """Run the proof again, and write what the learner says is wrong beside it."""
        from quizapp.judging.machine import Machine, torch_version
        from quizapp.judging.proof import ProofRun
        from quizapp.reports import Report, write_report

        quiz = self.quiz
        with quiz.away():
            words = words or quiz.console.ask("What is wrong? A sentence; Enter leaves:").strip()
            if not words:
                return
            proof = quiz.bench.run(lambda: quiz.bench.judge.prove(card))
        proof = proof or ProofRun(why_not=STOPPED)
        machine = proof.machine or Machine(torch_version() or "")
        made = Report(card, quiz.around.version, words, quiz.clock(), proof, machine)
        path = quiz.keep(lambda: write_report(quiz.around.data, made, quiz.bench.shelf))
        if path:
            quiz.console.say(proof.headline)
            quiz.console.print([f"The report is in {path}"])
