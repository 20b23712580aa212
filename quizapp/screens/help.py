"""What the numbers mean, what the keys do, and when to press which grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.screen import Screen

GRADES = [
    ("Again", "you did not know it, or the interviewer would not have accepted it"),
    ("Hard", "a pass, with real effort; never press it for what you forgot"),
    ("Good", "a pass, after a little thought"),
    ("Easy", "at once, and surely"),
]


class HelpScreen(ModalScreen[None]):
    """Lists keys and numbers of the screen it was called from."""

    CSS_PATH = ["modal.tcss", "help.tcss"]  # noqa: RUF012 # Textual's signature
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,space,enter", "leave", "Back", id="help-leave")
    ]

    def __init__(
        self, keys: Sequence[tuple[str, str]], numbers: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self.keys = keys
        self.numbers = numbers

    def compose(self) -> ComposeResult:
        """Numbers, grades, keys."""
        with VerticalScroll(id="modal"):
            if self.numbers:
                yield Label("The numbers", classes="head")
                yield from _lines(self.numbers)
            yield Label("The grades", classes="head")
            yield from _lines(GRADES)
            yield Label("The keys", classes="head")
            yield from _lines(self.keys)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def keys_of(screen: Screen[Any]) -> list[tuple[str, str]]:
    """The keys of a screen, as they are mapped now, and what each does."""
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not binding.system:
            keys.setdefault(binding.description, []).append(screen.app.get_key_display(binding))
    return [(" ".join(pressed), description) for description, pressed in keys.items()]


def _lines(pairs: Iterable[tuple[str, str]]) -> Iterable[Label]:
    for word, meaning in pairs:
        yield Label(f"{word}: {meaning}", markup=False)
