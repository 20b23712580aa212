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
from quizapp.features.exam.commands import clear_interview, set_interview
from quizapp.features.exam.forecast import forecast
from quizapp.features.exam.propose import ImpossiblePlanError, PlanError, propose_plan
from quizapp.features.exam.text import describe_forecast
from quizapp.scheduler.day import DAY
from quizapp.tui.widgets.dialogs import ConfirmScreen, WordScreen
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
        Binding("d", "date", "Date", tooltip="Set the day of the interview", id="interview-date"),
        Binding("x", "clear", "Clear", tooltip="Forget the day", id="interview-clear"),
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
        """Show the plan there is."""
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Only a plan that there is can be forgotten."""
        return action != "clear" or kept_plan(self.collection.store) is not None

    def _look(self) -> None:
        """Work out the plan without keeping the screen waiting."""
        plan = kept_plan(self.collection.store)
        self.forecast = None
        self.refresh_bindings()
        if plan is None:
            self.plan.update("No interview is planned. Press d to set its day.")
        else:
            self.plan.update("Working it out…")
            self.run_worker(lambda: self._work_out(plan), thread=True, exclusive=True)

    def action_date(self) -> None:
        """Ask for the day of the interview."""
        today = self.collection.scheduler.days.day_of(self.clock())
        example = today + 14 * DAY
        self.app.push_screen(
            WordScreen(f"Day of the interview, like {example}", self._fault_of), self._plan
        )

    def action_clear(self) -> None:
        """Forget the day of the interview."""
        self._keep(lambda: clear_interview(self.collection, self.clock()))

    def _fault_of(self, day: str) -> str:
        """What is wrong with a day; one that asks for many new cards can still be chosen."""
        try:
            propose_plan(self.collection, self.clock(), day.strip())
        except ImpossiblePlanError:
            return ""
        except PlanError as error:
            return f"{error}."
        return ""

    def _plan(self, day: str | None) -> None:
        """Plan for a day, with more new cards a day than usual if the learner agrees."""
        if day is None:
            return
        try:
            propose_plan(self.collection, self.clock(), day.strip())
        except ImpossiblePlanError as error:
            wanted = error.wanted
            question = f"That takes {wanted} new cards a day. Plan it?"
            self.app.push_screen(
                ConfirmScreen(question), lambda yes: self._set(day, wanted) if yes else None
            )
        else:
            self._set(day, None)

    def _set(self, day: str, new_per_day: int | None) -> None:
        self._keep(
            lambda: set_interview(
                self.collection, self.clock(), day.strip(), new_per_day=new_per_day
            )
        )

    def _keep(self, write: Callable[[], object]) -> None:
        try:
            write()
        except (PlanError, OSError) as error:
            self.notify(f"{error}.", severity="error", markup=False)
        self._look()

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
