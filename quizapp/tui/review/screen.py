"""Where a card is asked, its answer shown, and its grade given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Footer, Label

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.topics import topic_name
from quizapp.session.actions import say_marks
from quizapp.session.grades import MEANINGS
from quizapp.session.limits import explain_counts
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.review.actions import CARD_BINDINGS, CardActions
from quizapp.tui.review.counts_bar import CountsBar
from quizapp.tui.review.grading import GRADE_BINDINGS, GradeActions
from quizapp.tui.review.paused import PausedScreen
from quizapp.tui.review.typing import ANSWER_BINDINGS, TypingActions
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar
from quizapp.tui.widgets.help import HelpScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.result import Attempts
    from quizapp.session.session import Session


class ReviewScreen(GradeActions, TypingActions, CardActions):
    """Draws a session, and makes the next one of every key."""

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        # One binding for both, since Textual's keymap drops every binding of a key it moves.
        Binding("space,enter", "advance", "Show / Good", id="review-advance"),
        Binding("h", "hint", "Hint", id="review-hint"),
        *GRADE_BINDINGS,
        *ANSWER_BINDINGS,
        Binding("u", "undo", "Undo", id="review-undo"),
        *CARD_BINDINGS,
        Binding("p", "pause", "Pause", show=False, id="review-pause"),
        Binding("question_mark", "help", "Help", id="review-help"),
        Binding("escape", "home", "Home", id="review-home"),
    ]

    class Finished(Message):
        """Nothing is left to ask."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Edited(Message):
        """The cards are others now."""

        def __init__(self, collection: Collection) -> None:
            super().__init__()
            self.collection = collection

    counts = getters.query_one(CountsBar)
    place = getters.query_one("#place", Label)

    def __init__(
        self,
        collection: Collection,
        session: Session,
        clock: Callable[[], datetime],
        *,
        judge: Judge,
        attempts: Attempts,
        data: Path,
    ) -> None:
        super().__init__(collection, session, clock)
        self.judge = judge
        self.attempts = attempts
        self.data = data

    def compose(self) -> ComposeResult:
        """Counts above, the card and its answer in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield CountsBar()
            yield Label(id="place", markup=False)
        yield CardView()
        yield AnswerPane(self.judge, self.attempts)
        yield GradeBar()
        yield Footer()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self.show(self.session)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something now; only a card with a field can be typed."""
        allowed = super().check_action(action, parameters)
        return allowed and (action != "type" or self.pane.display)

    async def take_over(self, collection: Collection) -> None:
        """Go on with the cards as they were edited, at the same card."""
        if collection is not self.collection:
            self.collection = collection
            self.post_message(self.Edited(collection))
            await self.show(collection.carry_on(self.session, self.clock()))

    async def action_pause(self) -> None:
        """Hide the card and let the clock stand still."""
        self.session = self.session.pause(self.clock())
        self.app.push_screen(PausedScreen(), self._resume)

    def _resume(self, _: object) -> None:
        self.session = self.session.resume(self.clock())

    def action_help(self) -> None:
        """Say what the numbers and the keys mean."""
        numbers = explain_counts(self.session.queue.counts, self.session.rules.limits)
        self.app.push_screen(HelpScreen(self, numbers=numbers, grades=MEANINGS))

    def action_home(self) -> None:
        """Leave; everything graded is kept."""
        self.app.pop_screen()

    async def show(self, session: Session) -> None:
        """Show a session, or say that it is finished."""
        self.session = session
        card = self.card
        if card is None:
            self.post_message(self.Finished(session))
            return
        with self.app.batch_update():
            self.counts.show(session)
            self.place.update(self._place(card))
            await self._show_card(card)
            await self.ask_for_answer(card, session)
            self.show_grades()
            self.refresh_bindings()

    async def _show_card(self, card: Card) -> None:
        revealed, known = self.session.revealed, ""
        if revealed:
            known = self.collection.known_as(card.id)
        await self.view.show(
            card,
            revealed=revealed,
            hints=self.session.hints,
            cards=self.collection.cards,
            proof=self.collection.proofs.line(card) if revealed else "",
            corrections=say_corrections(known, text_of(card)) if known else "",
        )

    def _place(self, card: Card) -> str:
        """What card this is, and what was noted on it."""
        deck = self.collection.library.deck_of(card)
        noted = say_marks(self.session.status(card.id).mark)
        return " · ".join(filter(None, (noted, card.level, card.kind, topic_name(deck))))
