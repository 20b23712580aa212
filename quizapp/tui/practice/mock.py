"""The screen of a mock interview, which runs against the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Label, Static

from quizapp.collection.topics import topic_name
from quizapp.features.mock.interview import VERDICTS, MockInterview
from quizapp.features.mock.questions import EXPECTED
from quizapp.features.mock.record import MockRecord
from quizapp.features.mock.report import say_clock
from quizapp.scheduler.model import Grade
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.practice.mock_report import MockReportScreen
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.tui.widgets.notices import key_for
from quizapp.tui.widgets.turn_screen import TurnScreen

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from textual.app import ComposeResult

    from quizapp.collection.collection import Collection
    from quizapp.features.judge.judge import Judge


class MockScreen(TurnScreen[MockInterview]):
    """Draws a mock interview; dismissed once its report was read."""

    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "advance", "Show / Yes", id="mock-advance"),
        Binding("h", "hint", "Hint", id="mock-hint"),
        Binding("t", "type", "Type", id="mock-answer"),
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
    stands = getters.query_one("#stands", Static)
    asks = getters.query_one("#asks", Static)

    def __init__(
        self,
        collection: Collection,
        mock: MockInterview,
        clock: Callable[[], datetime],
        *,
        judge: Judge,
        data: Path | None = None,
    ) -> None:
        """The report grows in the folder `data`, where one is named."""
        super().__init__(collection, mock, clock, judge=judge)
        self.record = MockRecord(collection, data, clock())
        self.unwritten = ""
        """Why the report could not be written last; empty where it was."""

    def report(self) -> str:
        """The report so far; empty where nothing was answered."""
        return self.record.text(self.turn, self.clock())

    def compose(self) -> ComposeResult:
        """The clock above, the card in the middle, verdicts and keys below."""
        with Horizontal(id="head"):
            yield Label(id="progress", markup=False)
            yield Label(id="place", markup=False)
        yield CardView()
        yield AnswerPane(self.judge, self.attempts)
        yield Static("Paused: the clock stands, and the question is covered.", id="stands")
        yield Static("Would the interviewer have accepted that?", id="asks")
        yield GradeBar()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the first question, and let the clock be seen to go."""
        self.set_interval(1, self._show_clock)
        await self.show(self.turn.resume(self.clock()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something now; yes and no are grades."""
        return super().check_action("grade" if action == "verdict" else action, parameters)

    async def action_pause(self) -> None:
        """Stop the clock and cover the question, or go on."""
        switch = self.turn.resume if self.turn.paused else self.turn.pause
        await self.show(switch(self.clock()))

    @property
    def asking(self) -> int:
        """How many questions were answered before."""
        return len(self.turn.answers)

    async def grade(self, grade: Grade) -> None:
        """Ask the next question."""
        await self._take(self.turn.grade(grade, self.clock()))

    action_verdict = TurnScreen.action_grade

    async def action_undo(self) -> None:
        """Take the last verdict back; the time stays used."""
        await self._take(self.turn.undo(self.clock()))

    async def action_end(self) -> None:
        """Break it off, by way of the report so far."""
        if self.turn.answers:
            await self._take(self.turn.stop(self.clock()))
        else:
            self.dismiss()

    async def _take(self, turn: MockInterview) -> None:
        """Write the report as it is now, and show what comes next."""
        try:
            self.record.write(turn, self.clock())
        except OSError as error:
            why = str(error.strerror or error)
            if why != self.unwritten:
                words = f"{why}. The report is shown when you leave."
                self.notify(words, title="Report not written", severity="error", markup=False)
            self.unwritten = why
        else:
            self.unwritten = ""
        await self.show(turn)

    async def show(self, turn: MockInterview) -> None:
        """Show a question, or the report where it is over."""
        self.turn = turn
        card = self.card
        if card is None:
            self._sum_up()
            return
        with self.app.batch_update():
            self._show_clock()
            deck = self.collection.library.deck_of(card)
            minutes = f"about {EXPECTED[card.kind].seconds // 60} min"
            self.place.update(f"{card.level} · {card.kind} · {topic_name(deck)} · {minutes}")
            cards = self.collection.cards
            await self.view.show(card, revealed=turn.revealed, hints=turn.hints, cards=cards)
            self.view.display, self.stands.display = not turn.paused, turn.paused
            await self.ask_for_answer(card)
            if turn.paused:
                self.pane.display = False
                self.leave_field()
            self.show_grades()
            self.refresh_bindings()

    def _show_clock(self) -> None:
        left = self.turn.left(self.clock())
        clock = f"{say_clock(left)} left" if left else "Time is up: finish this answer"
        follow_up = "Follow-up: " if self.turn.row else ""
        question = f"question {len(self.turn.answers) + 1}"
        self.clock_line.update(f"{clock} · {follow_up}{question}")

    def show_grades(self) -> None:
        """Show the verdicts with the answer."""
        self.grades.display = self.asks.display = self.gradable
        self.grades.show(
            {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: str(verdict) for grade, verdict in VERDICTS.items()},
        )

    def _sum_up(self) -> None:
        report = MockReportScreen(self.collection, self.turn, self.clock, began=self.record.began)
        self.app.push_screen(report, self._go_on)

    async def _go_on(self, back: bool | None) -> None:
        """Go back to the last question, or leave."""
        if back:
            await self.action_undo()
        else:
            self.dismiss()
