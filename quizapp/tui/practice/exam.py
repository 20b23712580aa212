"""The screen of the exam plan and its forecast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from quizapp.collection.exam_plan import kept_plan
from quizapp.features.exam.forecast import forecast
from quizapp.features.exam.text import describe_forecast, say_no_plan
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from quizapp.collection.collection import Collection
    from quizapp.collection.exam_plan import Plan
    from quizapp.features.exam.forecast import Forecast

MARGIN = 6
"""The columns beside the text: the padding, and the bar that scrolls."""


class InterviewScreen(Screen[None]):
    """The plan and its forecast, worked out behind the screen."""

    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = "#forecast"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "home", "Home", id="interview-home"),
    ]

    plan = getters.query_one("#plan", Static)

    def __init__(self, collection: Collection, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.collection = collection
        self.clock = clock
        self.forecast: Forecast | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="forecast"):
            yield Static("Working it out…", id="plan", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Work it out without keeping the screen waiting."""
        plan = kept_plan(self.collection.store)
        if plan is None:
            today = self.collection.scheduler.days.day_of(self.clock())
            self.plan.update(say_no_plan(today))
        else:
            self.run_worker(lambda: self._work_out(plan), thread=True)

    def on_resize(self) -> None:
        """Write the lines anew for the width there is."""
        self._draw()

    def action_home(self) -> None:
        """Leave."""
        self.dismiss()

    def _work_out(self, plan: Plan) -> None:
        found = forecast(plan, self.collection, self.clock())
        self.app.call_from_thread(self._found, found)

    def _found(self, found: Forecast) -> None:
        self.forecast = found
        self._draw()

    def _draw(self) -> None:
        if self.forecast:
            self.plan.update(describe_forecast(self.forecast, self.size.width - MARGIN))
