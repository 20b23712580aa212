"""The base of the review screen: it keeps what was done before it shows what comes of it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from quizapp.session.session import Session
from quizapp.tui.widgets.notices import say_not_saved
from quizapp.tui.widgets.turn_screen import TurnScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizapp.collection.collection import Collection


class SessionScreen(TurnScreen[Session]):
    """Holds a review session."""

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.turn

    @session.setter
    def session(self, session: Session) -> None:
        self.turn = session

    @abstractmethod
    async def take_over(self, collection: Collection) -> None:
        """Go on with the cards as they were edited."""

    async def action_undo(self) -> None:
        """Undo the last operation."""
        session = self.keep(lambda: self.collection.undo(self.session, self.clock()))
        if session is None:
            return
        if session.steps == self.session.steps:
            self.notify("Another window changed that card since: it cannot be undone here.")
        await self.show(session)

    def keep(self, write: Callable[[], Session]) -> Session | None:
        """The next session, once the store has kept it; None where it could not, which is said."""
        try:
            return write()
        except OSError as error:
            say_not_saved(self, error)
            return None
