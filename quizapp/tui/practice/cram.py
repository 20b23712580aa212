"""The cram screen, and the screen at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.collection.topics import topic_name
from quizapp.features.cram import answer_cram, begin_cram, cram_futures, undo_cram
from quizapp.scheduler.model import Grade
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar, GradeKey
from quizapp.tui.widgets.notices import key_for, say_not_saved
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Study
    from quizapp.features.cram import Cram


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


class CramScreen(Screen[None]):
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
        Binding("u", "undo", "Undo", id="cram-undo"),
        Binding("escape", "end", "End", id="cram-end"),
    ]

    progress = getters.query_one("#progress", Label)
    place = getters.query_one("#place", Label)
    view = getters.query_one(CardView)
    grades = getters.query_one(GradeBar)

    def __init__(
        self,
        study: Study,
        cards: Sequence[str],
        clock: Callable[[], datetime],
        seed: int | None,
        *,
        counts: bool = False,
        name: str = "Cram",
    ) -> None:
        """Without a seed the cards come in their order; `name` is what the learner reads."""
        super().__init__(name=name)
        self.study = study
        self.clock = clock
        self.seed = seed
        self.cards = study.cards
        self.cram = begin_cram(cards, clock(), seed=seed, counts=counts)

    def compose(self) -> ComposeResult:
        """How far it is above, the card in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield Label(id="progress", markup=False)
            yield Label(id="place", markup=False)
        yield CardView()
        yield GradeBar()
        yield Footer()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self._show(self.cram)

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.cards[self.cram.asked] if self.cram.asked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Grades come with the answer; undo is dim while there is nothing to undo."""
        if self.card is None:
            return False  # the end is on its way, and the key was typed ahead of it
        if action == "grade":
            return self.cram.revealed
        if action == "hint":
            return self.cram.hints < len(self.card.hints) and not self.cram.revealed
        if action == "undo":
            return True if self.cram.answers else None
        return True

    async def action_advance(self) -> None:
        """Show the answer, or grade it Good when it is shown."""
        if self.cram.revealed:
            await self.action_grade("good")
        else:
            await self._show(self.cram.reveal())

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self._show(self.cram.hint(len(self.card.hints)))

    async def action_grade(self, name: str) -> None:
        """Ask the next card, once a grade that counts is kept."""
        try:
            following = answer_cram(self.study, self.cram, Grade[name.upper()], self.clock())
        except OSError as error:
            say_not_saved(self, error)
            return
        await self._show(following)

    async def action_undo(self) -> None:
        """Take the last grade back."""
        try:
            before = undo_cram(self.study, self.cram, self.clock())
        except OSError as error:
            say_not_saved(self, error)
            return
        if before is self.cram:
            self.notify("Another window answered that card since: it cannot be undone here.")
            return
        await self._show(before)

    def action_end(self) -> None:
        """Leave, by way of how it went where anything was answered."""
        if self.cram.answers:
            self._sum_up()
        else:
            self.dismiss()

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """A click on a grade is its key."""
        if self.cram.revealed:
            await self.action_grade(message.grade.name)

    async def _show(self, cram: Cram) -> None:
        self.cram = cram
        card = self.card
        if card is None:
            self._sum_up()
            return
        with self.app.batch_update():
            waiting = f"{len(cram.waiting)} left · {len(cram.missed)} missed"
            self.progress.update(f"{self.name} · {waiting}")
            deck = self.study.library.deck_of(card)
            self.place.update(f"{card.level} · {card.kind} · {topic_name(deck)}")
            await self.view.show(card, revealed=cram.revealed, hints=cram.hints, cards=self.cards)
            self._show_grades()
            self.refresh_bindings()

    def _show_grades(self) -> None:
        self.grades.display = self.cram.revealed
        now = self.clock()
        label = self.study.scheduler.label_interval
        futures = cram_futures(self.study, self.cram, now)
        self.grades.show(
            {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: label(now, futures[grade]) if futures else "" for grade in Grade},
        )

    def _sum_up(self) -> None:
        ending = CramEndScreen(self.cram, self.cards, str(self.name))
        self.app.push_screen(ending, self._go_on)

    async def _go_on(self, end: CramEnd | None) -> None:
        """What follows the end: the last card, those missed, or home."""
        if end is CramEnd.BACK:
            if self.card is None:
                await self.action_undo()
            if self.card is None:  # the undo could not be kept
                self._sum_up()
        elif end is CramEnd.MISSED:
            again = begin_cram(
                self.cram.missed, self.clock(), seed=self.seed, counts=self.cram.counts
            )
            await self._show(again)
        else:
            self.dismiss()
