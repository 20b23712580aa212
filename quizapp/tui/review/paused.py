"""The screen while the learner is away: it hides the card, and the clock stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PausedScreen(ModalScreen[None]):
    """Waits until the learner is back."""

    CSS_PATH = "../widgets/modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,escape,p", "resume", "Go on", id="pause-resume")
    ]

    def compose(self) -> ComposeResult:
        """The title, what a pause means, and the key that ends it."""
        with Vertical(id="modal"):
            yield Label("Paused", id="title")
            yield Label("The time away does not count. Everything graded is kept.")
            yield Label("Space goes on.", id="keys")

    def on_click(self) -> None:
        """A click goes on, too."""
        self.action_resume()

    def action_resume(self) -> None:
        """Back to the card."""
        self.dismiss(None)
