"""A screen that has a session, and what every key of it may need."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen

from quizapp.tui.widgets.notices import say_not_saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Study
    from quizapp.scheduler.model import Change
    from quizapp.session.session import Session


class AskingScreen(Screen[None]):
    """Keeps what was done before it shows what comes of it."""

    def __init__(self, study: Study, session: Session, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.session = session
        self.clock = clock

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.study.cards[self.session.asked] if self.session.asked else None

    @abstractmethod
    async def show(self, session: Session) -> None:
        """Show a session."""

    @abstractmethod
    async def take_over(self, study: Study) -> None:
        """Go on with the cards as they were edited."""

    async def action_undo(self) -> None:
        """Take the last step back."""
        try:
            session = self.study.undo(self.session, self.clock())
        except OSError as error:
            say_not_saved(self, error)
            return
        if session.steps == self.session.steps:
            self.notify("Another window changed that card since: it cannot be undone here.")
        await self.show(session)

    async def do(self, change: Change | None) -> None:
        """Keep what was done to the card, and only then show what comes of it."""
        try:
            following = self.study.do(self.session, change, self.clock())
        except OSError as error:
            say_not_saved(self, error)
            return
        await self.show(following)
