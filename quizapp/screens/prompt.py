"""One line asked of the learner over the screen they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class PromptScreen(ModalScreen[str | None]):
    """Asks for a line, and asks again until it can be used; None where the learner left."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Cancel", id="modal-leave")]

    line = getters.query_one(Input)
    wrong = getters.query_one("#wrong", Label)

    def __init__(
        self, question: str, *, example: str = "", check: Callable[[str], str] = lambda _: ""
    ) -> None:
        super().__init__()
        self.question = question
        self.example = example
        self.check = check
        """Says what is wrong with a line, in a sentence; empty where nothing is."""

    def compose(self) -> ComposeResult:
        """The question, a line to write on, and room for what is wrong with it."""
        with Vertical(id="modal"):
            yield Label(self.question, markup=False)
            yield Input(placeholder=self.example)
            yield Label(id="wrong", markup=False)
            yield Label("Enter takes it, Esc leaves.", id="keys")

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Leave with the line, or say what is wrong with it."""
        text = message.value.strip()
        if wrong := self.check(text):
            self.wrong.update(wrong)
        else:
            self.dismiss(text)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
