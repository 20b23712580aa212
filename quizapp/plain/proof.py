"""The commands that a review has beside typing: run a proof again, and report a card as wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from quizapp.plain.answer import AnswerCommands
from quizapp.plain.command import Command
from quizapp.plain.context import away

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.plain.context import Context
    from quizapp.session.session import Session

STOPPED = "The proof was not run again: the learner stopped it."


class ReviewAnswerCommands(AnswerCommands["Session"]):
    """Judges answers as evidence for a grade, and runs the proofs of cards."""

    def __init__(self, context: Context[Session]) -> None:
        super().__init__(context, "review", self._turn)

    def commands(self, card: Card) -> list[Command[Session]]:
        """The commands on the answer of a card and on its proof."""
        letter = self.context.letters.first
        return [
            *super().commands(card),
            Command(f"{letter('review-prove', 'x')} prove", "run its proof on this machine",
                    partial(self.prove, card), self.context.why_not("prove")),
            Command(f"{letter('review-report', '!')} wrong", "report that this card is wrong",
                    partial(self.report, card), takes="SENTENCE"),
        ]  # fmt: skip

    def prove(self, card: Card, _: str) -> None:
        """Run the proof of the card on this machine, and say how it went."""
        from quizapp.plain.verdicts import proof_lines

        with away(self.context):
            proof = self._run(lambda: self.judge.prove(card))
        if proof:
            self.context.console.print(proof_lines(proof))

    def report(self, card: Card, words: str) -> None:
        """Write down what the learner says is wrong, with the proof run again."""
        from quizapp.features.cards.report import write_doubt
        from quizapp.features.judge.proof import ProofRun

        context = self.context
        with away(context):
            question = "What is wrong? A sentence; Enter leaves:"
            words = words or context.console.ask(question).strip()
            if not words:
                return
            proof = self._run(lambda: self.judge.prove(card)) or ProofRun(why_not=STOPPED)
        snippet_library, now = context.collection.proofs.snippet_library, context.clock()
        path = context.keep(
            lambda: write_doubt(context.data, snippet_library, card, words, proof, now)
        )
        if path:
            context.console.say(proof.headline)
            context.console.print([f"The report is in {path}"])

    def weigh(self) -> None:
        """Tell the session which grades the judged answer supports."""
        if self.attempt.judgement:
            session = self.context.turn
            self.context.turn = session.judge(self.attempt.evidence(session.hints))

    def _turn(self) -> int:
        from quizapp.features.judge.result import turn_of

        return turn_of(self.context.turn.asked or "", self.context.turn.states)
