"""Which of Anki's seven flags a card gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from quizapp.memory import FLAGS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key


class FlagScreen(ModalScreen[int | None]):
    """Offers the flags by name and number; None where the learner left."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Cancel", id="modal-leave")]

    def __init__(self, flag: int) -> None:
        super().__init__()
        self.flag = flag
        """The one the card has."""

    def compose(self) -> ComposeResult:
        """A line a flag; the one the card has is chosen."""
        with Vertical(id="modal"):
            yield Label("Flag", id="title")
            yield OptionList(*(Option(f"{n} {name or 'no flag'}") for n, name in enumerate(FLAGS)))
            yield Label("Press its number, Esc leaves.", id="keys")

    def on_mount(self) -> None:
        """Begin at the flag the card has."""
        self.query_one(OptionList).highlighted = self.flag

    def on_key(self, event: Key) -> None:
        """A digit chooses at once."""
        if event.key in "01234567" and len(event.key) == 1:
            event.stop()
            self.dismiss(int(event.key))

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Enter or a click chooses."""
        self.dismiss(message.option_index)

    def action_leave(self) -> None:
        """Leave the flag as it is."""
        self.dismiss(None)
