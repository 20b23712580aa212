"""The themes a learner can choose from, and the choice that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.keeper import Store

THEMES = ("dark", "light", "contrast-dark", "contrast-light", "ansi")
"""What they are called, in the order the key goes through them."""
REMEMBERED = "theme"
"""The setting the choice is kept under."""


def next_theme(name: str) -> str:
    """The theme after another one; the first after the last, or after one that is not ours."""
    place = THEMES.index(name) if name in THEMES else -1
    return THEMES[(place + 1) % len(THEMES)]


def remembered_theme(store: Store) -> str | None:
    """The theme that was chosen last; None where none ever was."""
    name = (store.setting(REMEMBERED) or {}).get("name")
    return name if isinstance(name, str) else None


def remember_theme(store: Store, name: str) -> None:
    """Keep the choice of a theme; raises OSError where it could not be."""
    if name != remembered_theme(store):
        store.set(REMEMBERED, {"name": name})
