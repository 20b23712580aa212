"""The base of the screens that ask cards: review, cram and mock interview."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import getters, on
from textual.screen import Screen

from quizapp.scheduler.model import Grade
from quizapp.session.turn import Turn
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar, GradeKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection

V = TypeVar("V", bound=Turn)


class TurnScreen(Screen[None], Generic[V]):
    """Draws a turn, and makes the next one of every key."""

    view = getters.query_one(CardView)
    grades = getters.query_one(GradeBar)

    def __init__(
        self,
        collection: Collection,
        turn: V,
        clock: Callable[[], datetime],
        *,
        name: str | None = None,
    ) -> None:
        super().__init__(name=name)
        self.collection = collection
        self.turn = turn
        self.clock = clock

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.collection.cards[self.turn.asked] if self.turn.asked else None

    @abstractmethod
    async def show(self, turn: V) -> None:
        """Show a turn."""

    @abstractmethod
    async def action_grade(self, name: str) -> None:
        """Take a grade."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Hide a key that does nothing now; undo is dim while there is nothing to undo."""
        if self.card is None:
            return False  # the end is on its way, and the key was typed ahead of it
        if self.turn.why_not(action, len(self.card.hints)):
            return None if action == "undo" else False
        return True

    async def action_advance(self) -> None:
        """Show the answer, or give the usual grade when it is shown."""
        await (self.grade_best() if self.turn.revealed else self.reveal())

    async def reveal(self) -> None:
        """Show the answer."""
        await self.show(self.turn.reveal())

    async def grade_best(self) -> None:
        """Grade it Good."""
        await self.action_grade(Grade.GOOD.name)

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self.show(self.turn.hint(len(self.card.hints)))

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """Take a click on a grade as its key."""
        if not self.turn.why_not("grade"):
            await self.action_grade(message.grade.name)
