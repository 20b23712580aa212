"""Small questions in the middle of a screen: one of several, a word, or yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

LOOK = """
    align: center middle;
    #asked {
        width: auto;
        max-width: 90%;
        min-width: 30;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        background: $panel;
        border: round $primary;
    }
    #asked Label { width: auto; max-width: 100%; }
    #fault { color: $text-error; display: none; margin-top: 1; }
    OptionList { width: auto; min-width: 26; height: auto; max-height: 12; border: none; }
    Input { width: 34; max-width: 100%; }
"""


class ChoiceScreen(ModalScreen[int | None]):
    """One of several things, by its key, the mouse, or the arrows and Enter; None for none."""

    DEFAULT_CSS = f"ChoiceScreen {{ {LOOK} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="choice-leave")
    ]

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.choices = choices
        """The key of each, and what it says."""

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(id="asked"):
            yield Label(self.question, markup=False)
            yield OptionList(*(f"{key}  {words}" for key, words in self.choices), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take an answer by its key."""
        for n, (key, _) in enumerate(self.choices):
            if event.character == key:
                event.stop()
                self.dismiss(n)

    @on(OptionList.OptionSelected)
    def take(self, message: OptionList.OptionSelected) -> None:
        """Take the answer under the cursor."""
        self.dismiss(message.option_index)


class WordScreen(ModalScreen[str | None]):
    """A word that must pass a test; what is wrong with it is said below it."""

    DEFAULT_CSS = f"WordScreen {{ {LOOK} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="choice-leave")
    ]

    def __init__(self, question: str, fault_of: Callable[[str], str]) -> None:
        super().__init__()
        self.question = question
        self.fault_of = fault_of
        """What is wrong with a word; empty where nothing is."""

    def compose(self) -> ComposeResult:
        """The question, a line to write on, and what is wrong with it."""
        with Vertical(id="asked"):
            yield Label(self.question, markup=False)
            yield Input()
            yield Label(id="fault", markup=False)

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Take the word, or say why not."""
        label = self.query_one("#fault", Label)
        if fault := self.fault_of(message.value):
            label.update(fault)
            label.display = True
        else:
            self.dismiss(message.value)


class ConfirmScreen(ModalScreen[bool]):
    """Asks for a yes before an action that is easily taken by mistake."""

    DEFAULT_CSS = f"ConfirmScreen {{ {LOOK} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="confirm-yes"),
        Binding("n,escape", "dismiss(False)", "No", id="confirm-no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """The question, and yes or no."""
        with Vertical(id="asked"):
            yield Label(self.question, markup=False)
            yield OptionList("n  No", "y  Yes", markup=False)

    @on(OptionList.OptionSelected)
    def take(self, message: OptionList.OptionSelected) -> None:
        """Take the answer under the cursor."""
        self.dismiss(message.option_index == 1)
