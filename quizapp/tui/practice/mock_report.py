"""The report of a mock interview, and the question whether its misses count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from quizapp.features.mock.report import feed_back, feedable, report_on, report_text
from quizapp.tui.widgets.card_text import CardText
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.tui.widgets.notices import say_not_saved
from quizapp.words import say_number

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from quizapp.collection.collection import Collection
    from quizapp.features.mock.interview import MockInterview


class MockReportScreen(Screen[bool]):
    """The report; dismissed with whether the learner goes back to the last question."""

    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = "#report"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "feed", "Yes, as Again", id="mockreport-yes"),
        Binding("n", "keep", "No", id="mockreport-no"),
        Binding("u", "back", "Back", id="mockreport-back"),
        Binding("escape,enter", "home", "Home", id="mockreport-home"),
    ]

    asks = getters.query_one("#asks", Static)
    text = getters.query_one(CardText)

    def __init__(
        self,
        collection: Collection,
        mock: MockInterview,
        clock: Callable[[], datetime],
        *,
        began: datetime,
    ) -> None:
        super().__init__()
        self.collection = collection
        self.mock = mock
        self.clock = clock
        self.began = began
        self.decided = not feedable(collection, mock)
        """Whether there is nothing left to ask about the misses."""
        self.fed = False

    def compose(self) -> ComposeResult:
        """The report, and below it the one question that is left."""
        with VerticalScroll(id="report"):
            yield CardText(id="text")
        yield Static(id="asks", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the report."""
        day = self.collection.scheduler.days.day_of(self.began)
        await self.text.show(report_text(report_on(self.collection, self.mock, self.clock()), day))
        self._ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """The answered question is gone, and so is the way back once misses were graded Again."""
        if action == "back":
            return not self.fed
        return not (self.decided and action in {"feed", "keep"})

    def action_feed(self) -> None:
        """Keep the misses as reviews graded Again."""
        try:
            reviews = feed_back(self.collection, self.mock, self.began, self.clock())
        except OSError as error:
            say_not_saved(self, error)
            return
        self.fed = True
        self._decide(f"{say_number(len(reviews), 'card')} graded Again.")

    def action_keep(self) -> None:
        """Leave the schedule as it is."""
        self._decide("Your schedule is as it was.")

    def action_back(self) -> None:
        """Back to the last question."""
        self.dismiss(True)

    def action_home(self) -> None:
        """Leave."""
        self.dismiss(False)

    def _ask(self) -> None:
        fed, missed = len(feedable(self.collection, self.mock)), len(self.mock.missed)
        new = f" ({say_number(missed - fed, 'new card')} not among them)" if missed > fed else ""
        self.asks.update(f"Grade {say_number(fed, 'missed card')} Again?{new}")
        self.asks.display = not self.decided

    def _decide(self, outcome: str) -> None:
        self.decided = True
        self.asks.update(outcome)
        self.refresh_bindings()
