"""The actions on the card that is asked, and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from quizapp.scheduler.model import CardChange
from quizapp.session.actions import say_change
from quizapp.tui.review.base import SessionScreen
from quizapp.tui.widgets.card_actions import CardActionsScreen
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.card_source import edit_source

if TYPE_CHECKING:
    from datetime import date

    from quizapp.scheduler.model import Action

CARD_BINDINGS: list[BindingType] = [
    Binding("b,minus", "bury", "Bury", show=False, id="review-bury"),
    Binding("at", "suspend", "Suspend", show=False, id="review-suspend"),
    Binding("f", "flag", "Flag", show=False, id="review-flag"),
    Binding("i", "details", "Card details", show=False, id="review-details"),
    Binding("e", "edit", "Edit", show=False, id="review-edit"),
]


class CardActions(SessionScreen, CardActionsScreen[None]):
    """Acts on the card that is asked."""

    @property
    def targets(self) -> list[str]:
        """The card that is asked."""
        return [self.session.asked] if self.session.asked else []

    async def act(self, action: Action, argument: int | date | None = None) -> None:
        """Act on the card, keep it, and only then show what comes of it."""
        before = self.session.steps
        session = self.keep(
            lambda: self.collection.act_in(self.session, action, self.clock(), argument)
        )
        if session is None:
            return
        await self.show(session)
        change = session.steps[-1] if session.steps != before else None
        if isinstance(change, CardChange):
            said = say_change(change)
            self.notify(f"{said[0].upper()}{said[1:]}. Undo takes it back.", markup=False)
        else:
            self.notify("Another window changed this card just now.")

    def action_details(self) -> None:
        """Show what is known of the card, and all that happened to it."""
        if self.card:
            self.app.push_screen(DetailsScreen(self.card, self.collection, self.clock))

    async def action_edit(self) -> None:
        """Open the card in the learner's editor, and come back to it as it is then."""
        if self.card:
            await self.take_over(edit_source(self.app, self.card, self.collection))
