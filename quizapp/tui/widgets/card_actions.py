"""The actions on cards that the review screen and the browser share."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from quizapp.scheduler.model import FLAGS, Action
from quizapp.tui.widgets.dialogs import ChoiceScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from quizapp.collection.collection import Collection

T = TypeVar("T")


class CardActionsScreen(Screen[T]):
    """Asks what an action needs to know, and then acts on the cards."""

    collection: Collection
    clock: Callable[[], datetime]

    @property
    @abstractmethod
    def targets(self) -> list[str]:
        """The cards a key acts on."""

    @abstractmethod
    async def act(self, action: Action, argument: int | date | None = None) -> None:
        """Act on the cards and show what came of it."""

    async def action_suspend(self) -> None:
        """Suspend the cards, or unsuspend them where all of them are suspended."""
        await self.act(Action.SUSPEND)

    async def action_bury(self) -> None:
        """Bury the cards until tomorrow, or unbury them where all of them are buried."""
        await self.act(Action.BURY)

    def action_flag(self) -> None:
        """Ask for a flag and put it on the cards."""
        if self.targets:
            choices = [(str(n), name or "no flag") for n, name in enumerate(FLAGS)]
            self.app.push_screen(ChoiceScreen("Which flag?", choices), self._flag)

    async def _flag(self, number: int | None) -> None:
        if number is not None:
            await self.act(Action.FLAG, number)
