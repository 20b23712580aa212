"""How an answer is typed, proven and doubted on the screen that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.binding import Binding, BindingType

from quizapp.features.cards.report import write_doubt
from quizapp.features.judge.result import turn_of
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.review.base import SessionScreen
from quizapp.tui.review.proof import ProofScreen
from quizapp.tui.review.report import ReportScreen
from quizapp.tui.widgets.card_view import CardView

if TYPE_CHECKING:
    from pathlib import Path

    from deckgen.model import Card
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.proof import ProofRun
    from quizapp.session.session import Session

ANSWER_BINDINGS: list[BindingType] = [
    Binding("t", "type", "Type", id="review-answer"),
    Binding("x", "prove", "Prove", show=False, id="review-prove"),
    Binding("exclamation_mark", "report", "Report wrong", show=False, id="review-report"),
]


class TypingActions(SessionScreen):
    """The actions of those keys; a screen that has an answer pane takes them in."""

    judge: Judge
    data: Path
    revealing: bool = False
    """Whether the answer is shown as soon as what was typed is judged."""

    pane = getters.query_one(AnswerPane)

    async def reveal(self) -> None:
        """Show the answer; what was typed and not checked is checked before."""
        if self.pane.attempt.unchecked and not self.revealing:
            self.revealing = True
            self.pane.action_check()
            return
        self.revealing = False
        evidence = self.pane.attempt.evidence(self.session.hints)
        await self.show(self.session.judge(evidence).reveal())

    async def ask_for_answer(self, card: Card, session: Session) -> None:
        """Have the pane take the answer to the card that is asked."""
        turn = turn_of(card.id, session.known)
        await self.pane.ask(card, turn=turn, locked=session.revealed)
        if session.revealed or not self.pane.display:
            self.leave_field()

    @on(AnswerPane.Judged)
    async def take_judgement(self) -> None:
        """Show the answer, if that is what the check was for."""
        if self.revealing:
            await self.reveal()

    @on(AnswerPane.Stopped)
    def stay(self) -> None:
        """A check called off shows nothing."""
        self.revealing = False

    @on(AnswerPane.Left)
    def leave_field(self) -> None:
        """The keys that scroll go to the card again."""
        self.query_one(CardView).focus()

    def action_type(self) -> None:
        """Go to the field."""
        self.pane.begin()

    def action_prove(self) -> None:
        """Run the card's proof here and now."""
        if self.card:
            self.app.push_screen(ProofScreen(self.card, self.judge))

    def action_report(self) -> None:
        """Write down that the card is wrong, with its proof run again."""
        if self.card:
            self.app.push_screen(ReportScreen(self.card, self.judge, self._write_doubt))

    def _write_doubt(self, card: Card, words: str, proof: ProofRun) -> Path:
        return write_doubt(self.data, self.judge.shelf, card, words, proof, self.clock())
