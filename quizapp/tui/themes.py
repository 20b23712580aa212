"""The themes, and the one the learner chose last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.theme import BUILTIN_THEMES, Theme

from quizapp.config import THEMES

if TYPE_CHECKING:
    from textual.app import App

    from quizapp.store.protocol import Store

REMEMBERED = "theme"
"""The setting the choice is kept under."""
HUES = ("primary", "secondary", "warning", "error", "success")


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


def _theme(name: str, *, dark: bool, grounds: tuple[str, str, str], **colours: str) -> Theme:
    """A theme whose coloured texts are its colours themselves, and whose dim texts are named."""
    background, surface, panel = grounds
    return Theme(
        name,
        primary=colours["primary"],
        secondary=colours["secondary"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        accent=colours["warning"],
        foreground=colours["foreground"],
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            **{f"text-{each}": colours[each] for each in HUES},
            "text": colours["foreground"],
            "text-accent": colours["warning"],
            "text-muted": colours["muted"],
            "text-disabled": colours["disabled"],
            "foreground-muted": colours["muted"],
            "foreground-disabled": colours["disabled"],
            "block-cursor-foreground": background,
            "block-cursor-blurred-background": panel,
            "button-color-foreground": background,
            "footer-background": panel,
            "footer-key-foreground": colours["warning"],
        },
    )


DARK = _theme(
    "dark",
    dark=True,
    grounds=("#121417", "#1b1f24", "#252b32"),
    foreground="#e4e7eb",
    primary="#6cb6f5",
    secondary="#9db7f2",
    warning="#f0b84a",
    error="#ff8f85",
    success="#7fd894",
    muted="#aab2bb",
    disabled="#98a1ab",
)
LIGHT = _theme(
    "light",
    dark=False,
    grounds=("#f7f7f5", "#ececea", "#e0e3e6"),
    foreground="#1c2126",
    primary="#004f94",
    secondary="#37498f",
    warning="#734800",
    error="#a10a1b",
    success="#0e5221",
    muted="#464e57",
    disabled="#555d66",
)
CONTRAST_DARK = _theme(
    "contrast-dark",
    dark=True,
    grounds=("#000000", "#000000", "#1a1a1a"),
    foreground="#ffffff",
    primary="#8fd4ff",
    secondary="#c3d2ff",
    warning="#ffd35c",
    error="#ffb8b0",
    success="#93f0a8",
    muted="#dedede",
    disabled="#c6c6c6",
)
CONTRAST_LIGHT = _theme(
    "contrast-light",
    dark=False,
    grounds=("#ffffff", "#ffffff", "#f7f7f7"),
    foreground="#000000",
    primary="#003a7d",
    secondary="#26316e",
    warning="#533400",
    error="#7f0010",
    success="#003a0e",
    muted="#1f1f1f",
    disabled="#333333",
)
PLAIN = dict.fromkeys(
    ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled"), "ansi_default"
)
"""A terminal may dim its own colour until nobody can read it."""
ANSI = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="ansi",
    variables=BUILTIN_THEMES["ansi-dark"].variables | PLAIN,
)
"""The terminal's own sixteen colours, whatever it shows them as."""


def register_themes(app: App[Any]) -> None:
    """Give an app our themes, and the first of them."""
    for theme in (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, ANSI):
        app.register_theme(theme)
    app.theme = THEMES[0]


def chosen_theme(app: App[Any], store: Store) -> str:
    """The theme that was chosen last, or the one there is where an app does not know it."""
    name = remembered_theme(store)
    return name if name in app.available_themes else app.theme
