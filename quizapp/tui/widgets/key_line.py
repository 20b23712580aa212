"""The line of keys at the bottom of a screen, which has every key of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.screen import Screen

NAMES = {"⏎": "Enter", "space": "Space", "esc": "Esc"}
"""What a key is called here where Textual has another name for it."""
GAP = "  "


class KeyLine(Widget):
    """All keys that work now, in the order of their bindings, each with a word where it fits.

    Where the words don't all fit, the last keys stand alone; `?`, which stays, says what they do.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """The keys, with as many words as there is room for."""
        keys, room = list(_keys_of(self.screen)), self.size.width
        while keys and _join(keys, 0).cell_length > room:
            keys.remove(next(key for key in reversed(keys) if key.name != "?" or len(keys) == 1))
        lines = (_join(keys, worded) for worded in range(len(keys), -1, -1))
        return next((line for line in lines if line.cell_length <= room), Content())


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the moment."""

    name: str
    word: str
    pressed: str
    """What Textual calls the key."""
    enabled: bool

    def label(self, *, worded: bool) -> Content:
        """The key as it is shown; a click presses it."""
        label = Content.assemble((self.name, "bold"), f" {self.word}" if worded else "")
        if not self.enabled:
            return label.stylize("dim")
        return label.stylize(Style.from_meta({"@click": f"app.simulate_key({self.pressed!r})"}))


def _keys_of(screen: Screen[object]) -> Iterator[_Key]:
    """Yield each key once; a screen may have words of the moment for some actions."""
    words: Mapping[str, str] = getattr(screen, "key_words", {})
    seen = set[str]()
    for active in screen.active_bindings.values():
        binding = active.binding
        word = words.get(binding.action, binding.description)
        if binding.show and word and binding.action not in seen:
            seen.add(binding.action)
            name = screen.app.get_key_display(binding)
            yield _Key(NAMES.get(name, name), word, binding.key, active.enabled)


def _join(keys: list[_Key], worded: int) -> Content:
    alone = [key.label(worded=False) for key in keys[worded:]]
    parts = [key.label(worded=True) for key in keys[:worded]]
    return Content(GAP).join([*parts, Content(" ").join(alone)] if alone else parts)
