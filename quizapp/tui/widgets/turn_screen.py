"""The base of the screens that ask cards: review, cram and mock interview."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import getters, on
from textual.screen import Screen

from quizapp.scheduler.model import Grade
from quizapp.session.turn import HIDDEN, Turn
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar, GradeKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.result import Attempts

V = TypeVar("V", bound=Turn)


class TurnScreen(Screen[None], Generic[V]):
    """Draws a turn, and makes the next one of every key."""

    view = getters.query_one(CardView)
    pane = getters.query_one(AnswerPane)
    grades = getters.query_one(GradeBar)

    def __init__(
        self,
        collection: Collection,
        turn: V,
        clock: Callable[[], datetime],
        *,
        judge: Judge,
        attempts: Attempts | None = None,
        name: str | None = None,
    ) -> None:
        """`attempts` are those to go on with; without them what is typed ends with the screen."""
        super().__init__(name=name)
        self.collection = collection
        self.turn = turn
        self.clock = clock
        self.judge = judge
        self.attempts: Attempts = {} if attempts is None else attempts
        self.revealing = False
        """Whether the answer is shown as soon as what was typed is judged."""

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.collection.cards[self.turn.asked] if self.turn.asked else None

    @abstractmethod
    async def show(self, turn: V) -> None:
        """Show a turn."""

    @property
    def key_words(self) -> dict[str, str]:
        """The words of the moment for keys."""
        return {"advance": self.best.word if self.turn.revealed else "Show"}

    @property
    def best(self) -> Grade:
        """The grade that the key which goes on gives."""
        return Grade.GOOD

    @property
    @abstractmethod
    def asking(self) -> int:
        """A number that tells one asking of a card from the next."""

    @abstractmethod
    async def grade(self, grade: Grade) -> None:
        """Take a grade."""

    @abstractmethod
    def show_grades(self) -> None:
        """Show the grades that can be given now."""

    def judged(self, turn: V) -> V:
        """A turn that knows how the typed answer was judged, where it matters to the turn."""
        return turn

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Hide a key that does nothing now; undo is dim while there is nothing to undo."""
        if self.card is None:
            return False  # the end is on its way, and the key was typed ahead of it
        if action == "grade":
            return self.gradable
        if self.turn.why_not(action, len(self.card.hints)):
            return None if action == "undo" else False
        return action != "type" or self.pane.display

    @property
    def gradable(self) -> bool:
        """Whether a grade can be given: the answer is shown, or was typed and is right."""
        why_not = self.turn.why_not("grade")
        return not why_not or (why_not == HIDDEN and self.pane.right)

    async def ask_for_answer(self, card: Card) -> None:
        """Offer the field of a card that can be typed, and go there."""
        await self.pane.ask(card, turn=self.asking, locked=self.turn.revealed)
        if self.turn.revealed or not self.pane.display or self.pane.settled:
            self.leave_field()
        else:
            self.pane.begin()

    async def action_advance(self) -> None:
        """Show the answer, or give the usual grade when it is shown."""
        await (self.grade(self.best) if self.turn.revealed else self.reveal())

    async def reveal(self) -> None:
        """Show the answer; what was typed and not checked is checked before."""
        if self.pane.attempt.unchecked and not self.revealing:
            self.revealing = True
            self.pane.action_check()
            return
        self.revealing = False
        await self.show(self.judged(self.turn).reveal())

    @on(AnswerPane.Asked)
    async def show_answer(self) -> None:
        """Show the answer, as the learner asked in the field."""
        await self.reveal()

    @on(AnswerPane.Judged)
    async def take_judgement(self) -> None:
        """Offer the grades after a right answer, or show the answer if the check was for that."""
        if self.revealing:
            await self.reveal()
        elif self.pane.settled:
            self.turn = self.judged(self.turn)
            self.leave_field()
            self.show_grades()
            self.refresh_bindings()

    @on(AnswerPane.Stopped)
    def stay(self) -> None:
        """Show nothing after a check that was called off."""
        self.revealing = False

    @on(AnswerPane.Left)
    def leave_field(self) -> None:
        """Give the keys that scroll back to the card."""
        self.set_focus(self.view)

    def action_type(self) -> None:
        """Go to the field."""
        self.pane.begin()

    async def action_grade(self, name: str) -> None:
        """Take a grade; one for a right answer needs not to look at the card's."""
        if self.gradable:
            if not self.turn.revealed:
                self.turn = self.judged(self.turn).reveal()
            await self.grade(Grade[name.upper()])

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self.show(self.turn.hint(len(self.card.hints)))

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """Take a click on a grade as its key."""
        await self.action_grade(message.grade.name)
