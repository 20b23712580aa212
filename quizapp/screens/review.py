"""Where a card is asked, its answer shown, and its grade given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.memory import Grade
from quizapp.widgets.card_view import CardView
from quizapp.widgets.counts_bar import CountsBar
from quizapp.widgets.grade_bar import GradeBar, GradeKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.session import Session
    from quizapp.study import Study


class ReviewScreen(Screen[None]):
    """Draws a session, and makes the next one of every key."""

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        # One binding for both, since Textual's keymap drops every binding of a key it moves.
        Binding("space,enter", "advance", "Show / Good", id="review-advance"),
        Binding("h", "hint", "Hint", id="review-hint"),
        Binding("1", "grade('again')", "Again", show=False, id="review-again"),
        Binding("2", "grade('hard')", "Hard", show=False, id="review-hard"),
        Binding("3", "grade('good')", "Good", show=False, id="review-good"),
        Binding("4", "grade('easy')", "Easy", show=False, id="review-easy"),
        Binding("u", "undo", "Undo", id="review-undo"),
        Binding("escape", "home", "Home", id="review-home"),
    ]

    class Finished(Message):
        """Nothing is left to ask."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    counts = getters.query_one(CountsBar)
    place = getters.query_one("#place", Label)
    view = getters.query_one(CardView)
    grades = getters.query_one(GradeBar)

    def __init__(self, study: Study, session: Session, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.session = session
        self.clock = clock
        self.cards = study.cards

    def compose(self) -> ComposeResult:
        """Counts above, the card in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield CountsBar()
            yield Label(id="place", markup=False)
        yield CardView()
        yield GradeBar()
        yield Footer()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self._show(self.session)

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.cards[self.session.asked] if self.session.asked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Grades come with the answer; undo is dim while there is nothing to undo."""
        if self.session.finished:
            return False  # the summary is on its way, and the key was typed ahead of it
        if action == "grade":
            return self.session.revealed
        if action == "hint":
            more = self.card is not None and self.session.hints < len(self.card.hints)
            return more and not self.session.revealed
        if action == "undo":
            return True if self.session.reviews else None
        return True

    async def action_advance(self) -> None:
        """Show the answer, or grade it Good when it is shown."""
        if self.session.revealed:
            await self.action_grade("good")
        else:
            await self._show(self.session.reveal())

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self._show(self.session.hint(len(self.card.hints)))

    async def action_grade(self, name: str) -> None:
        """Keep a grade, and only then ask the next card."""
        try:
            following = self.study.grade(self.session, Grade[name.upper()], self.clock())
        except OSError as error:
            self._say_not_saved(error)
            return
        if following.reviews == self.session.reviews:
            self.notify("Another window answered this card just now.")
        await self._show(following)

    async def action_undo(self) -> None:
        """Take the last grade back."""
        try:
            session = self.study.undo(self.session, self.clock())
        except OSError as error:
            self._say_not_saved(error)
            return
        if session.reviews == self.session.reviews:
            self.notify("Another window answered that card since: it cannot be undone here.")
        await self._show(session)

    def action_home(self) -> None:
        """Leave; everything graded is kept."""
        self.app.pop_screen()

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """A click on a grade is its key."""
        if self.session.revealed:
            await self.action_grade(message.grade.name)

    def _say_not_saved(self, error: OSError) -> None:
        self.notify(
            f"{error.strerror or error}. The card stays: mend this, then press the key again.",
            title="Not saved",
            severity="error",
            markup=False,
        )

    async def _show(self, session: Session) -> None:
        self.session = session
        card = self.card
        if card is None:
            self.post_message(self.Finished(session))
            return
        deck = self.study.library.deck_of(card)
        with self.app.batch_update():
            self.counts.show(session)
            self.place.update(f"{card.level} · {card.kind} · {deck.name or deck.title}")
            await self.view.show(card, session, self.cards)
            self._show_grades()
            self.refresh_bindings()

    def _show_grades(self) -> None:
        self.grades.display = self.session.revealed
        if not self.session.revealed:
            return
        now = self.clock()
        label = self.study.scheduler.label_interval
        self.grades.show(
            {grade: self._key_for(f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: label(now, memory) for grade, memory in self.session.futures(now).items()},
        )

    def _key_for(self, action: str) -> str:
        """The key a learner presses for an action, remapped or not."""
        bindings = [active.binding for active in self.active_bindings.values()]
        keys = (binding for binding in bindings if binding.action == action)
        return next(map(self.app.get_key_display, keys), "")
