"""The help: the meaning of the numbers, of the grades and of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.screen import Screen

    Meanings = Sequence[tuple[str, str]]


class HelpScreen(ModalScreen[None]):
    """The keys of the screen below, remapped ones included, and the numbers it shows."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,space,enter", "dismiss", "Back", id="help-leave")
    ]

    def __init__(
        self, below: Screen[Any], *, numbers: Meanings = (), grades: Meanings = ()
    ) -> None:
        super().__init__()
        self.parts = {"The numbers": numbers, "The grades": grades, "The keys": keys_of(below)}

    def compose(self) -> ComposeResult:
        """A head and its lines, for each part that has any."""
        with VerticalScroll(id="help"):
            for head, meanings in self.parts.items():
                if meanings:
                    yield Label(head, classes="head")
                for word, meaning in meanings:
                    yield Label(f"{word}: {meaning}", markup=False)


def keys_of(screen: Screen[Any]) -> list[tuple[str, str]]:
    """What can be done on a screen now, each with its keys, in the order of its bindings."""
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and binding.description:
            does = binding.tooltip or binding.description
            keys.setdefault(does, []).append(screen.app.get_key_display(binding))
    return [(" ".join(names), description) for description, names in keys.items()]
