"""How many reviews each day of the last weeks had; the mouse or the arrows name a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizapp.features.stats.heatmap import MARGIN, Heat, fitting_weeks
from quizapp.tui.stats.lines import colour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Click, MouseMove
    from textual.geometry import Size


class Heatmap(Widget, can_focus=True):
    """A square a day, darker with more reviews, and a line that says one of them in numbers."""

    DEFAULT_CSS = """
    Heatmap {
        height: auto;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-7)", "A week back", show=False),
        Binding("right", "move(7)", "A week on", show=False),
        Binding("up", "move(-1)", "A day back", show=False),
        Binding("down", "move(1)", "A day on", show=False),
    ]

    named: reactive[date | None] = reactive(None)
    """The day that is said in numbers; None stands for today."""

    def __init__(self, counts: Mapping[date, int], today: date, weeks: int | None = None) -> None:
        super().__init__()
        self.counts = counts
        self.today = today
        self.weeks = weeks
        """How many weeks are shown; None stands for as many as there is room for."""

    def render(self) -> Content:
        """The map, its legend, and the day in numbers."""
        width = self.content_size.width
        heat = self._heat(width)
        caption = Content(heat.describe(self.named or self.today))
        return Content("\n").join([*colour(heat.draw(width)), caption])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """How many lines the map takes at a width."""
        return len(list(self._heat(width).draw(width))) + 1

    def action_move(self, days: int) -> None:
        """Name another day, unless the map has no such day."""
        day = (self.named or self.today) + timedelta(days=days)
        if self._heat(self.content_size.width).first <= day <= self.today:
            self.named = day

    def on_mouse_move(self, event: MouseMove) -> None:
        """Name the day under the mouse."""
        self.named = self._day_under(event) or self.named

    def on_click(self, event: Click) -> None:
        """Name the day that was clicked, where the mouse is seen only when it clicks."""
        self.named = self._day_under(event) or self.named

    def on_leave(self) -> None:
        """Name today again."""
        self.named = None

    def on_blur(self) -> None:
        """Name today again."""
        self.named = None

    def _day_under(self, event: MouseMove | Click) -> date | None:
        place = event.get_content_offset(self)
        if place is None or place.x < MARGIN:
            return None
        width = self.content_size.width
        heat = self._heat(width)
        return heat.day_at((place.x - MARGIN) // heat.cell(width), place.y - 1)

    def _heat(self, width: int) -> Heat:
        named = self.named or (self.today if self.has_focus else None)
        weeks = self.weeks or fitting_weeks(width, self.counts, self.today)
        return Heat(self.counts, self.today, weeks, named)
