"""How a run through some cards went, and whether those missed come again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.wording import say_number, say_time

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.cram import Cram


class CramEnd(Enum):
    """What a learner wants after a run."""

    HOME = auto()
    BACK = auto()
    """The run as it was: its last answer again, or the card it was broken off at."""
    MISSED = auto()
    """Another run, with those missed."""


class CramEndScreen(Screen[CramEnd]):
    """The end of a run; it can still be undone."""

    CSS_PATH = "practice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "leave('MISSED')", "Missed again", id="cramend-missed"),
        Binding("u", "leave('BACK')", "Back", id="cramend-back"),
        Binding("escape,enter", "leave('HOME')", "Home", id="cramend-home"),
    ]

    def __init__(self, cram: Cram, cards: Mapping[str, Card], name: str) -> None:
        super().__init__(name=name)
        self.cram = cram
        self.cards = cards

    def compose(self) -> ComposeResult:
        """A few lines of words, and the cards that were missed."""
        with VerticalScroll(id="outcome"):
            yield Label(f"{self.name}: {self._how_far()}", id="title", markup=False)
            for line in self._lines():
                yield Label(line, markup=False)
        yield Footer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Those missed come again only where there are any."""
        return parameters != ("MISSED",) or bool(self.cram.missed)

    def action_leave(self, end: str) -> None:
        """Say what the learner wants."""
        self.dismiss(CramEnd[end])

    def _how_far(self) -> str:
        waiting = len(set(self.cram.waiting))
        return f"broken off, {say_number(waiting, 'card')} left" if waiting else "done"

    def _lines(self) -> Iterator[str]:
        cards = say_number(len({answer.card for answer in self.cram.answers}), "card")
        yield f"{cards} in {say_time(self.cram.time)}: {self.cram.known} known at once"
        yield "Your schedule has moved." if self.cram.counts else "Your schedule is as it was."
        if self.cram.missed:
            missed = "\n".join(f"✗ {self.cards[card].question}" for card in self.cram.missed)
            yield f"Missed at least once:\n{missed}"
        else:
            yield "None was missed."
