"""The browser's actions on the chosen cards, and their undo."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from quizapp.scheduler.model import Action
from quizapp.session import actions
from quizapp.session.actions import ActionError, change_by, read_day, say_change, statuses_of
from quizapp.tui.widgets.card_actions import CardActionsScreen
from quizapp.tui.widgets.dialogs import ConfirmScreen, WordScreen
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from quizapp.collection.collection import Collection
    from quizapp.scheduler.model import CardChange

T = TypeVar("T")
WHEN = "Ask again in how many days, or on which date?"


class BrowserActionsScreen(CardActionsScreen[T]):
    """Acts on cards and keeps it at once; undo takes the newest action back first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("@", "suspend", "Suspend", id="browse-suspend"),
        Binding("b", "bury", "Bury", id="browse-bury"),
        Binding("f", "flag", "Flag", show=False, id="browse-flag"),
        Binding("d", "set_due", "Set the day it is due", show=False, id="browse-set-due"),
        Binding("R", "reset", "Make it new again", show=False, id="browse-reset"),
        Binding("u", "undo", "Undo", id="browse-undo"),
    ]

    def __init__(self, collection: Collection, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.collection = collection
        self.clock = clock
        self.done: list[CardChange] = []

    @abstractmethod
    def show_statuses(self) -> None:
        """Show the statuses of the cards now."""

    async def act(self, action: Action, argument: int | date | None = None) -> None:
        """Act on the cards as they stand now, other windows' changes included."""
        try:
            change = self.collection.act(action, self.targets, self.clock(), argument)
        except ActionError as error:
            self._say(f"{error}.")
        except OSError as error:
            self._say_not_saved(error)
        else:
            if change is None:
                self._say("There is nothing to change here.")
                return
            self.done.append(change)
            self._say(f"{say_change(change)}.")
            self.show_statuses()

    def action_set_due(self) -> None:
        """Ask for a day and move the cards to it."""
        question = f"{WHEN} ({say_number(len(self.targets), 'card')})"
        self.app.push_screen(WordScreen(question, self._fault_of_day), self._set_due)

    async def action_reset(self) -> None:
        """Make the cards new again, after asking where they are many."""
        statuses = statuses_of(self.targets, self.collection.store)
        change = actions.reset(statuses, statuses, self.clock())
        if change is None or len(change.after) == 1:
            await self._reset(True)
            return
        many = say_number(len(change.after), "card")
        question = f"Make {many} new again? Past reviews stay in the history."
        self.app.push_screen(ConfirmScreen(question), self._reset)

    def action_undo(self) -> None:
        """Take back the last action."""
        if not self.done:
            return
        change = self.done[-1]
        try:
            undone = self.collection.take_back(change)
        except OSError as error:
            self._say_not_saved(error)
            return
        self.done.pop()
        if undone:
            self._say(f"Undone: {say_change(change)}.")
            self.show_statuses()
        else:
            self._say("These cards have changed since: that cannot be undone here any more.")

    def _fault_of_day(self, word: str) -> str:
        """Why a written day can't be used for these cards; empty where it can."""
        statuses, days = (
            statuses_of(self.targets, self.collection.store),
            self.collection.scheduler.days,
        )
        try:
            change_by(Action.SET_DUE, statuses, self.clock(), days, self._day(word))
        except ActionError as error:
            return str(error)
        return ""

    async def _set_due(self, word: str | None) -> None:
        if word is not None:
            await self.act(Action.SET_DUE, self._day(word))

    async def _reset(self, meant: bool | None) -> None:
        if meant:
            await self.act(Action.RESET)

    def _day(self, word: str) -> date:
        return read_day(word, self.collection.scheduler.days.day_of(self.clock()))

    def _say_not_saved(self, error: OSError) -> None:
        self.notify(
            f"{error.strerror or error}. Nothing was changed: mend this, then try again.",
            title="Not saved",
            severity="error",
            markup=False,
        )

    def _say(self, words: str) -> None:
        self.notify(words, markup=False)
