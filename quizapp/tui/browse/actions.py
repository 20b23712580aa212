"""A screen of cards to which something can be done, and undone."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from quizapp.scheduler.model import FLAGS, Standing
from quizapp.session import actions
from quizapp.session.actions import DeedError, read_day, say_change, standings_of
from quizapp.tui.widgets.dialogs import ChoiceScreen, ConfirmScreen, WordScreen
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from quizapp.collection.collection import Study
    from quizapp.scheduler.model import Change

T = TypeVar("T")
WHEN = "Ask again in how many days, or on which date?"


class ActingScreen(Screen[T]):
    """Keeps what is done at once; everything done here can be undone here, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("@", "suspend", "Suspend", id="browse-suspend"),
        Binding("b", "bury", "Bury", id="browse-bury"),
        Binding("f", "flag", "Flag", show=False, id="browse-flag"),
        Binding("d", "set_due", "Set the day it is due", show=False, id="browse-set-due"),
        Binding("R", "reset", "Make it new again", show=False, id="browse-reset"),
        Binding("u", "undo", "Undo", id="browse-undo"),
    ]

    def __init__(self, study: Study, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.clock = clock
        self.done: list[Change] = []

    @property
    @abstractmethod
    def targets(self) -> list[str]:
        """The cards a key acts on."""

    @abstractmethod
    def show_standings(self) -> None:
        """Show where the cards stand now."""

    def action_suspend(self) -> None:
        """Suspend the cards, or bring them back."""
        self._act(lambda cards: actions.toggle_suspended(cards, cards, self.clock()))

    def action_bury(self) -> None:
        """Bury the cards until tomorrow, or dig them out."""
        days = self.study.scheduler.days
        self._act(lambda cards: actions.toggle_buried(cards, cards, self.clock(), days))

    def action_flag(self) -> None:
        """Ask for a flag and put it on the cards."""
        choices = [(str(n), name or "no flag") for n, name in enumerate(FLAGS)]
        self.app.push_screen(ChoiceScreen("Which flag?", choices), self._flag)

    def action_set_due(self) -> None:
        """Ask for a day and move the cards to it."""
        question = f"{WHEN} ({say_number(len(self.targets), 'card')})"
        self.app.push_screen(WordScreen(question, self._fault_of_day), self._set_due)

    def action_reset(self) -> None:
        """Make the cards new again, after asking where they are many."""
        standings = standings_of(self.targets, self.study.store)
        change = actions.reset(standings, standings, self.clock())
        if change is None or len(change.after) == 1:
            self._reset(True)
            return
        many = say_number(len(change.after), "card")
        question = f"Make {many} new again? Past reviews stay in the history."
        self.app.push_screen(ConfirmScreen(question), self._reset)

    def action_undo(self) -> None:
        """Take back what was done last."""
        if not self.done or not self._keep(self.study.store.refresh):
            return
        change = self.done[-1]
        if standings_of(change.after, self.study.store) != change.after:
            self.done.pop()
            self._say("These cards have changed since: that cannot be undone here any more.")
            return
        if self._keep(lambda: self.study.store.undo(change)):
            self.done.pop()
            self._say(f"Undone: {say_change(change)}.")
            self.show_standings()

    def _flag(self, number: int | None) -> None:
        if number is not None:
            self._act(lambda cards: actions.flag(cards, cards, self.clock(), number))

    def _fault_of_day(self, word: str) -> str:
        """What is wrong with a day somebody wrote for these cards; empty where it can be used."""
        try:
            self._moved(standings_of(self.targets, self.study.store), self._day(word))
        except DeedError as error:
            return str(error)
        return ""

    def _set_due(self, word: str | None) -> None:
        if word is not None:
            self._act(lambda cards: self._moved(cards, self._day(word)))

    def _day(self, word: str) -> date:
        return read_day(word, self.study.scheduler.days.day_of(self.clock()))

    def _moved(self, cards: Mapping[str, Standing], day: date) -> Change | None:
        return actions.set_due(cards, cards, self.clock(), self.study.scheduler.days, day)

    def _reset(self, meant: bool | None) -> None:
        if meant:
            self._act(lambda cards: actions.reset(cards, cards, self.clock()))

    def _act(self, make: Callable[[Mapping[str, Standing]], Change | None]) -> None:
        """Do something to the cards as they stand now, other windows' doings included."""
        if not self._keep(self.study.store.refresh):
            return
        try:
            change = make(standings_of(self.targets, self.study.store))
        except DeedError as error:
            self._say(f"{error}.")
            return
        if change is None:
            self._say("There is nothing to change here.")
        elif self._keep(lambda: self.study.store.change(change)):
            self.done.append(change)
            self._say(f"{say_change(change)}.")
            self.show_standings()

    def _keep(self, write: Callable[[], None]) -> bool:
        """Whether the store could be read or written; says why not."""
        try:
            write()
        except OSError as error:
            self.notify(
                f"{error.strerror or error}. Nothing was changed: mend this, then try again.",
                title="Not saved",
                severity="error",
                markup=False,
            )
            return False
        return True

    def _say(self, words: str) -> None:
        self.notify(words, markup=False)
