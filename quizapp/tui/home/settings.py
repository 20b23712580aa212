"""The settings that learners change most, on a screen; the others stay in config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Select

from quizapp.config import (
    FILE,
    NEW_ORDERS,
    THEMES,
    Config,
    ConfigError,
    load_config,
    write_settings,
    wrong_settings,
)
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class _Number:
    """A setting that is typed."""

    key: str
    label: str
    read: Callable[[str], int | float]


NUMBERS = (
    _Number("new_per_day", "New cards a day", int),
    _Number("reviews_per_day", "Reviews a day", int),
    _Number("desired_retention", "Desired retention, 0.70 to 0.97", float),
)
CHOICES: Mapping[str, tuple[str, list[tuple[str, str | None]]]] = {
    "new_order": (
        "New cards come",
        [(f"{each} reviews" if each != "mixed" else "mixed", each) for each in NEW_ORDERS],
    ),
    "theme": (
        "Theme at the start",
        [("the one chosen last", None), *((name, name) for name in THEMES)],
    ),
}
"""The settings that are chosen: each with its label, and with what each choice is called."""
LAST = "last"
"""What stands for None in a list of choices, where None means that nothing is chosen."""


class SettingsScreen(ModalScreen[Config | None]):
    """Dismissed with the settings as they were saved, or with None."""

    DEFAULT_CSS = """
    SettingsScreen {
        align: center middle;
        #settings {
            width: 64;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            background: $panel;
            border: round $primary;
        }
        Horizontal { height: auto; }
        Horizontal Label { width: 1fr; padding: 1 1 0 0; }
        Input, Select { width: 26; }
        #fault { color: $text-error; display: none; width: 100%; }
    }
    SettingsScreen.-narrow, SettingsScreen.-tiny {
        Horizontal { layout: vertical; }
        Horizontal Label { width: 100%; padding: 0; }
        Input, Select { width: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f5", "save", "Save", id="settings-save"),
        Binding("escape", "leave", "Cancel", id="settings-leave"),
    ]

    def __init__(self, data: Path, config: Config) -> None:
        super().__init__()
        self.data = data
        self.config = config

    def compose(self) -> ComposeResult:
        """A row for each setting, and what is wrong below them."""
        with VerticalScroll(id="settings"):
            yield Label(f"Settings, kept in {FILE}", markup=False)
            for number in NUMBERS:
                with Horizontal():
                    yield Label(number.label, markup=False)
                    yield Input(str(getattr(self.config, number.key)), id=number.key)
            for key, (label, choices) in CHOICES.items():
                options = [(words, value or LAST) for words, value in choices]
                with Horizontal():
                    yield Label(label, markup=False)
                    chosen = getattr(self.config, key) or LAST
                    yield Select(options, value=chosen, allow_blank=False, id=key)
            with Vertical():
                yield Label(id="fault", markup=False)
        yield KeyLine()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Write what changed; say what is wrong with it, if anything is."""
        try:
            settings = self._changed()
            given = {key: value for key, value in settings.items() if value is not None}
            if wrong := [f"{what}: {remedy}" for _, what, remedy in wrong_settings(given)]:
                self._say("\n".join(wrong))
                return
            if settings:
                write_settings(self.data, settings)
            self.dismiss(load_config(self.data))
        except (ConfigError, OSError) as error:
            self._say(str(error))

    def action_leave(self) -> None:
        """Leave the settings as they were."""
        self.dismiss(None)

    def _changed(self) -> dict[str, Any]:
        """The settings that differ from those there were; one that is no number stays a word."""
        found: dict[str, Any] = {}
        for number in NUMBERS:
            text = self.query_one(f"#{number.key}", Input).value.strip()
            try:
                found[number.key] = number.read(text)
            except ValueError:
                found[number.key] = text
        for key in CHOICES:
            value = self.query_one(f"#{key}", Select).value
            found[key] = None if value == LAST else value
        return {key: value for key, value in found.items() if value != getattr(self.config, key)}

    def _say(self, fault: str) -> None:
        label = self.query_one("#fault", Label)
        label.update(fault)
        label.display = True
        self.call_after_refresh(label.scroll_visible, animate=False)
