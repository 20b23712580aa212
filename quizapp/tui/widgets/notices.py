"""The key shown for an action, and the notice that an answer was not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget


def key_for(screen: Screen[None], action: str) -> str:
    """The key a learner presses for an action of a screen, remapped or not."""
    bindings = [active.binding for active in screen.active_bindings.values()]
    keys = (binding for binding in bindings if binding.action == action)
    return next(map(screen.app.get_key_display, keys), "")


def say_not_saved(widget: Widget, error: OSError) -> None:
    """Tell the learner that an answer could not be kept."""
    widget.notify(
        f"{error.strerror or error}. Nothing is lost here: fix this, then press the key again.",
        title="Not saved",
        severity="error",
        markup=False,
    )
