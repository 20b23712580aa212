"""What can be done to the card on the screen beside answering it, and the keys that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType

from quizapp.scheduler.model import FLAGS
from quizapp.session import actions
from quizapp.session.actions import DeedError, read_day
from quizapp.tui.browse.actions import WHEN
from quizapp.tui.review.base import AskingScreen
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.card_source import copy_code, edit_source, open_source
from quizapp.tui.widgets.dialogs import ChoiceScreen, WordScreen

if TYPE_CHECKING:
    from quizapp.scheduler.model import Change

CARD_BINDINGS: list[BindingType] = [
    Binding("b,minus", "deed('bury')", "Bury", show=False, id="review-bury"),
    Binding("at", "deed('suspend')", "Suspend", show=False, id="review-suspend"),
    Binding("f", "flag", "Flag", show=False, id="review-flag"),
    Binding("R", "deed('reset')", "Reset", show=False, id="review-reset"),
    Binding("d", "set_due", "Set due", show=False, id="review-set-due"),
    Binding("i", "details", "Card details", show=False, id="review-details"),
    Binding("e", "edit", "Edit", show=False, id="review-edit"),
    Binding("c", "copy", "Copy code", show=False, id="review-copy"),
    Binding("o", "open", "Open source", show=False, id="review-open"),
]


class CardKeys(AskingScreen):
    """The actions of those keys."""

    async def action_deed(self, deed: str) -> None:
        """Bury, suspend or reset the card; each can be undone."""
        now, days = self.clock(), self.study.scheduler.days
        change = {
            "bury": lambda cards, stands: actions.bury(cards, stands, now, days),
            "suspend": lambda cards, stands: actions.suspend(cards, stands, now),
            "reset": lambda cards, stands: actions.reset(cards, stands, now),
        }[deed](*self._chosen())
        await self._do_and_say(change)

    def action_flag(self) -> None:
        """Ask for a flag, and give it to the card."""
        if self.card:
            choices = [(str(n), name or "no flag") for n, name in enumerate(FLAGS)]
            self.app.push_screen(ChoiceScreen("Which flag?", choices), self._flag)

    def action_set_due(self) -> None:
        """Ask for a day, and put the card there."""
        if self.card is None:
            return
        if self.session.standing(self.card.id).memory is None:
            self.notify("A new card has no date yet: answer it first.")
            return
        self.app.push_screen(WordScreen(WHEN, self._wrong_day), self._set_due)

    def action_details(self) -> None:
        """What is known of the card, and all that happened to it."""
        if self.card:
            self.app.push_screen(DetailsScreen(self.card, self.study, self.clock))

    async def action_edit(self) -> None:
        """Open the card in the learner's editor, and come back to it as it is then."""
        if self.card:
            await self.take_over(edit_source(self.app, self.card, self.study))

    def action_copy(self) -> None:
        """Put the card's code on the clipboard."""
        if self.card:
            copy_code(self.app, self.card)

    def action_open(self) -> None:
        """Open the card's source in a browser."""
        if self.card:
            open_source(self.app, self.card)

    async def _flag(self, number: int | None) -> None:
        if number is not None and self.card:
            cards, stands = self._chosen()
            if number != stands[self.card.id].mark.flag:
                await self._do_and_say(actions.flag(cards, stands, self.clock(), number))

    async def _set_due(self, text: str | None) -> None:
        if text is not None and self.card:
            now, days = self.clock(), self.study.scheduler.days
            day = read_day(text, days.day_of(now))
            await self._do_and_say(actions.set_due(*self._chosen(), now, days, day))

    def _wrong_day(self, text: str) -> str:
        try:
            read_day(text, self.study.scheduler.days.day_of(self.clock()))
        except DeedError as error:
            return str(error)
        return ""

    def _chosen(self) -> tuple[list[str], dict[str, Any]]:
        cards = [str(self.card.id)] if self.card else []
        return cards, {card: self.session.standing(card) for card in cards}

    async def _do_and_say(self, change: Change | None) -> None:
        await self.do(change)
        if change is not None and change in self.session.steps:
            said = actions.say_change(change)
            self.notify(f"{said[0].upper()}{said[1:]}. Undo takes it back.", markup=False)
        elif change is None:
            self.notify("Nothing to change.")
