"""The terminal with one screen on it: what a command opens that is not the daily quiz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from quizapp.app import WIDTHS

if TYPE_CHECKING:
    from textual.screen import Screen


class DrillApp(App[None]):
    """Leaves when its screen is dismissed."""

    TITLE = "torchdeck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit", id="quit")]

    def __init__(self, first: Screen[None], *, keys: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.first = first
        self.set_keymap(dict(keys or {}))

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(self.first, lambda _: self.exit())
