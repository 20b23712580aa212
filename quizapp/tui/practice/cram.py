"""The cram screen, and the screen at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Label

from quizapp.collection.topics import topic_name
from quizapp.features.cram import Cram, begin_cram
from quizapp.scheduler.model import Grade
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.tui.widgets.notices import key_for
from quizapp.tui.widgets.turn_screen import TurnScreen
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.judge.judge import Judge


class CramEnd(Enum):
    """The ways on from the end of a run."""

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
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Those missed come again only where there are any."""
        return parameters != ("MISSED",) or bool(self.cram.missed)

    def action_leave(self, end: str) -> None:
        """Say what the learner wants."""
        self.dismiss(CramEnd[end])

    def _how_far(self) -> str:
        waiting = len(set(self.cram.waiting))
        return f"ended early, {say_number(waiting, 'card')} left" if waiting else "done"

    def _lines(self) -> Iterator[str]:
        cards = say_number(len({answer.card for answer in self.cram.answers}), "card")
        yield f"{cards} in {say_time(self.cram.time)}: {self.cram.known} known at once"
        yield "Your schedule is as it was."
        if self.cram.missed:
            missed = "\n".join(f"✗ {self.cards[card].question}" for card in self.cram.missed)
            yield f"Missed at least once:\n{missed}"
        else:
            yield "None was missed."


class CramScreen(TurnScreen[Cram]):
    """Draws a run through some cards; dismissed when the learner has had enough."""

    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "advance", "Show / Good", id="cram-advance"),
        Binding("h", "hint", "Hint", id="cram-hint"),
        Binding("1", "grade('again')", "Again", show=False, id="cram-again"),
        Binding("2", "grade('hard')", "Hard", show=False, id="cram-hard"),
        Binding("3", "grade('good')", "Good", show=False, id="cram-good"),
        Binding("4", "grade('easy')", "Easy", show=False, id="cram-easy"),
        Binding("t", "type", "Type", id="cram-answer"),
        Binding("u", "undo", "Undo", id="cram-undo"),
        Binding("escape", "end", "End", id="cram-end"),
    ]

    progress = getters.query_one("#progress", Label)
    place = getters.query_one("#place", Label)

    def __init__(
        self,
        collection: Collection,
        cards: Sequence[str],
        clock: Callable[[], datetime],
        seed: int | None,
        *,
        judge: Judge,
        name: str = "Cram",
    ) -> None:
        """Without a seed the cards come in their order; `name` is what the learner reads."""
        cram = begin_cram(cards, clock(), seed=seed)
        super().__init__(collection, cram, clock, judge=judge, name=name)
        self.seed = seed

    def compose(self) -> ComposeResult:
        """How far it is above, the card in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield Label(id="progress", markup=False)
            yield Label(id="place", markup=False)
        yield CardView()
        yield AnswerPane(self.judge, self.attempts)
        yield GradeBar()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self.show(self.turn)

    @property
    def asking(self) -> int:
        """How many cards were answered before."""
        return len(self.turn.answers)

    async def grade(self, grade: Grade) -> None:
        """Ask the next card."""
        await self.show(self.turn.grade(grade, self.clock()))

    async def action_undo(self) -> None:
        """Take the last grade back."""
        await self.show(self.turn.undo(self.clock()))

    def action_end(self) -> None:
        """Leave, by way of how it went where anything was answered."""
        if self.turn.answers:
            self._sum_up()
        else:
            self.dismiss()

    async def show(self, turn: Cram) -> None:
        """Show a run, or how it went where it is over."""
        self.turn = turn
        card = self.card
        if card is None:
            self._sum_up()
            return
        with self.app.batch_update():
            waiting = f"{len(turn.waiting)} left · {len(turn.missed)} missed"
            self.progress.update(f"{self.name} · {waiting}")
            deck = self.collection.library.deck_of(card)
            self.place.update(f"{card.level} · {card.kind} · {topic_name(deck)}")
            cards = self.collection.cards
            await self.view.show(card, revealed=turn.revealed, hints=turn.hints, cards=cards)
            await self.ask_for_answer(card)
            self.show_grades()
            self.refresh_bindings()

    def show_grades(self) -> None:
        """Show the grades with the answer; they bring no interval."""
        self.grades.display = self.gradable
        keys = {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade}
        self.grades.show(keys, dict.fromkeys(Grade, ""))

    def _sum_up(self) -> None:
        ending = CramEndScreen(self.turn, self.collection.cards, str(self.name))
        self.app.push_screen(ending, self._go_on)

    async def _go_on(self, end: CramEnd | None) -> None:
        """Go where the learner wants after the end: to the last card, the missed cards, or home."""
        if end is CramEnd.BACK:
            await (self.action_undo() if self.card is None else self.show(self.turn))
        elif end is CramEnd.MISSED:
            await self.show(begin_cram(self.turn.missed, self.clock(), seed=self.seed))
        else:
            self.dismiss()
