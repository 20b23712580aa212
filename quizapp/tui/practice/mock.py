"""Where a mock interview is held against the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Label, Static

from quizapp.collection.topics import topic_name
from quizapp.features.mock.interview import VERDICTS
from quizapp.features.mock.questions import EXPECTED
from quizapp.features.mock.report import say_clock
from quizapp.scheduler.model import Grade
from quizapp.tui.practice.mock_report import MockReportScreen
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar, GradeKey
from quizapp.tui.widgets.notices import key_for

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Study
    from quizapp.features.mock.interview import MockInterview


class MockScreen(Screen[None]):
    """Draws a mock interview; dismissed once its report was read."""

    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "advance", "Show / Yes", id="mock-advance"),
        Binding("h", "hint", "Hint", id="mock-hint"),
        Binding("p", "pause", "Pause", id="mock-pause"),
        Binding("1", "grade('again')", "Missed", show=False, id="mock-again"),
        Binding("2", "grade('hard')", "Partly", show=False, id="mock-hard"),
        Binding("3", "grade('good')", "Accepted", show=False, id="mock-good"),
        Binding("4", "grade('easy')", "Easy", show=False, id="mock-easy"),
        # Other names than those of the numbers, since a footer shows one key an action.
        Binding("y", "verdict('good')", "Yes", id="mock-yes"),
        Binding("n", "verdict('again')", "No", id="mock-no"),
        Binding("u", "undo", "Undo", id="mock-undo"),
        Binding("escape", "end", "End", id="mock-end"),
    ]

    clock_line = getters.query_one("#progress", Label)
    place = getters.query_one("#place", Label)
    view = getters.query_one(CardView)
    stands = getters.query_one("#stands", Static)
    asks = getters.query_one("#asks", Static)
    grades = getters.query_one(GradeBar)

    def __init__(self, study: Study, mock: MockInterview, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.mock = mock
        self.clock = clock
        self.began = clock()
        self.cards = study.cards

    def compose(self) -> ComposeResult:
        """The clock above, the card in the middle, verdicts and keys below."""
        with Horizontal(id="head"):
            yield Label(id="progress", markup=False)
            yield Label(id="place", markup=False)
        yield CardView()
        yield Static("Paused: the clock stands, and the question is covered.", id="stands")
        yield Static("Would the interviewer have accepted that?", id="asks")
        yield GradeBar()
        yield Footer()

    async def on_mount(self) -> None:
        """Show the first question, and let the clock be seen to go."""
        self.set_interval(1, self._show_clock)
        await self._show(self.mock.resume(self.clock()))

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.cards[self.mock.asked] if self.mock.asked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Verdicts come with the answer; while the clock stands, only it can be started again."""
        if self.card is None:
            return False  # the report is on its way, and the key was typed ahead of it
        if self.mock.paused:
            return action not in {"advance", "hint", "grade", "verdict", "undo"}
        if action in {"grade", "verdict"}:
            return self.mock.revealed
        if action == "hint":
            return self.mock.hints < len(self.card.hints) and not self.mock.revealed
        if action == "undo":
            return True if self.mock.answers else None
        return True

    async def action_advance(self) -> None:
        """Show the answer, or have it accepted when it is shown."""
        if self.mock.revealed:
            await self.action_grade("good")
        else:
            await self._show(self.mock.reveal())

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self._show(self.mock.hint(len(self.card.hints)))

    async def action_pause(self) -> None:
        """Stop the clock and cover the question, or go on."""
        turn = self.mock.resume if self.mock.paused else self.mock.pause
        await self._show(turn(self.clock()))

    async def action_grade(self, name: str) -> None:
        """Ask the next question."""
        await self._show(self.mock.grade(Grade[name.upper()], self.clock()))

    action_verdict = action_grade

    async def action_undo(self) -> None:
        """Take the last verdict back; the time stays used."""
        await self._show(self.mock.undo(self.clock()))

    async def action_end(self) -> None:
        """Break it off, by way of the report so far."""
        if self.mock.answers:
            await self._show(self.mock.stop(self.clock()))
        else:
            self.dismiss()

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """A click on a verdict is its key."""
        if self.mock.revealed and not self.mock.paused:
            await self.action_grade(message.grade.name)

    async def _show(self, mock: MockInterview) -> None:
        self.mock = mock
        card = self.card
        if card is None:
            self._sum_up()
            return
        with self.app.batch_update():
            self._show_clock()
            deck = self.study.library.deck_of(card)
            minutes = f"about {EXPECTED[card.kind].seconds // 60} min"
            self.place.update(f"{card.level} · {card.kind} · {topic_name(deck)} · {minutes}")
            await self.view.show(card, revealed=mock.revealed, hints=mock.hints, cards=self.cards)
            self.view.display, self.stands.display = not mock.paused, mock.paused
            self._show_verdicts()
            self.refresh_bindings()

    def _show_clock(self) -> None:
        left = self.mock.left(self.clock())
        clock = f"{say_clock(left)} left" if left else "Time is up: finish this answer"
        follow_up = "Follow-up: " if self.mock.row else ""
        question = f"question {len(self.mock.answers) + 1}"
        self.clock_line.update(f"{clock} · {follow_up}{question}")

    def _show_verdicts(self) -> None:
        self.grades.display = self.asks.display = self.mock.revealed and not self.mock.paused
        self.grades.show(
            {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: str(verdict) for grade, verdict in VERDICTS.items()},
        )

    def _sum_up(self) -> None:
        report = MockReportScreen(self.study, self.mock, self.clock, began=self.began)
        self.app.push_screen(report, self._go_on)

    async def _go_on(self, back: bool | None) -> None:
        """Go back to the last question, or leave."""
        if back:
            await self._show(self.mock.undo(self.clock()))
        else:
            self.dismiss()
