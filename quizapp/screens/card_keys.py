"""What can be done to the card on the screen beside answering it, and the keys that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType

from quizapp import deeds
from quizapp.screens.flag import FlagScreen
from quizapp.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from deckgen.model import Card
    from quizapp.memory import Change
    from quizapp.session import Session
    from quizapp.study import Study

    Base = Screen[None]
else:
    Base = object

CARD_BINDINGS: list[BindingType] = [
    Binding("b,minus", "deed('bury')", "Bury", show=False, id="review-bury"),
    Binding("at", "deed('suspend')", "Suspend", show=False, id="review-suspend"),
    Binding("f", "flag", "Flag", show=False, id="review-flag"),
    Binding("n", "deed('reset')", "Reset", show=False, id="review-reset"),
    Binding("d", "set_due", "Set due", show=False, id="review-set-due"),
]


class CardKeys(Base):
    """The actions of those keys; a screen that has a session and a card takes them in."""

    study: Study
    session: Session
    clock: Callable[[], datetime]

    @property
    def card(self) -> Card | None:
        """The card on the screen."""
        raise NotImplementedError

    async def do(self, change: Change | None) -> None:
        """Keep a change and show what comes of it."""
        raise NotImplementedError

    def say_not_saved(self, error: OSError) -> None:
        """Say that nothing was kept, and what to do."""
        self.notify(
            f"{error.strerror or error}. The card stays: mend this, then press the key again.",
            title="Not saved",
            severity="error",
            markup=False,
        )

    async def action_deed(self, deed: str) -> None:
        """Bury, suspend or reset the card; each can be undone."""
        now, days = self.clock(), self.study.scheduler.days
        change = {
            "bury": lambda cards, stands: deeds.bury(cards, stands, now, days),
            "suspend": lambda cards, stands: deeds.suspend(cards, stands, now),
            "reset": lambda cards, stands: deeds.reset(cards, stands, now),
        }[deed](*self._chosen())
        await self._do_and_say(change)

    def action_flag(self) -> None:
        """Ask for a flag, and give it to the card."""
        if self.card:
            standing = self.session.standing(self.card.id)
            self.app.push_screen(FlagScreen(standing.mark.flag), self._flag)

    def action_set_due(self) -> None:
        """Ask for a day, and put the card there."""
        if self.card is None:
            return
        if self.session.standing(self.card.id).memory is None:
            self.notify("A new card has no date yet: answer it first.")
            return
        question = "When shall it be asked again?"
        prompt = PromptScreen(question, example="3, or 2026-12-24", check=self._wrong_day)
        self.app.push_screen(prompt, self._set_due)

    async def _flag(self, number: int | None) -> None:
        if number is not None and self.card:
            cards, stands = self._chosen()
            if number != stands[self.card.id].mark.flag:
                await self._do_and_say(deeds.flag(cards, stands, self.clock(), number))

    async def _set_due(self, text: str | None) -> None:
        if text is not None and self.card:
            now, days = self.clock(), self.study.scheduler.days
            day = deeds.read_day(text, days.day_of(now))
            await self._do_and_say(deeds.set_due(*self._chosen(), now, days, day))

    def _wrong_day(self, text: str) -> str:
        try:
            deeds.read_day(text, self.study.scheduler.days.day_of(self.clock()))
        except deeds.DeedError as error:
            return str(error)
        return ""

    def _chosen(self) -> tuple[list[str], dict[str, Any]]:
        cards = [str(self.card.id)] if self.card else []
        return cards, {card: self.session.standing(card) for card in cards}

    async def _do_and_say(self, change: Change | None) -> None:
        await self.do(change)
        if change is not None and change in self.session.steps:
            said = deeds.say_change(change)
            self.notify(f"{said[0].upper()}{said[1:]}. Undo takes it back.", markup=False)
        elif change is None:
            self.notify("Nothing to change.")
