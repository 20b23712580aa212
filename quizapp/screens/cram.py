"""Where the cards of a search are asked whatever their schedule says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.cram import answer_cram, begin_cram, cram_futures, undo_cram
from quizapp.memory import Grade
from quizapp.screens.cram_end import CramEnd, CramEndScreen
from quizapp.screens.turned import key_for, say_not_saved
from quizapp.topics import topic_name
from quizapp.widgets.card_view import CardView
from quizapp.widgets.grade_bar import GradeBar, GradeKey

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.cram import Cram
    from quizapp.study import Study


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
