"""The key shown for an action, and the notice that an answer was not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.keys import DEFAULT_KEYS, character_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.widget import Widget


def key_for(screen: Screen[None], action: str) -> str:
    """The key a learner presses for an action of a screen, remapped or not."""
    bindings = [active.binding for active in screen.active_bindings.values()]
    keys = (binding for binding in bindings if binding.action == action)
    return next(map(screen.app.get_key_display, keys), "")


class NamedKeys(dict[str, str]):
    """The first key of each binding id, as the learner has it."""

    def __init__(self, app: App[object]) -> None:
        names = DEFAULT_KEYS | dict(getattr(app, "learner_keys", {}))
        super().__init__({each: character_of(keys.split(",")[0]) for each, keys in names.items()})


def say_not_saved(widget: Widget, error: OSError) -> None:
    """Tell the learner that an answer could not be kept."""
    widget.notify(
        f"{error.strerror or error}. Nothing is lost here: fix this, then press the key again.",
        title="Not saved",
        severity="error",
        markup=False,
    )
