"""Actions on a card's source: edit it, copy its code, open the address it cites."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from quizapp.features.cards.edit import EditError, code_of, edit_card, open_url, urls_of
from quizapp.tui.widgets.dialogs import ChoiceScreen
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from deckgen.model import Card
    from quizapp.collection.collection import Collection

SHOWN = 5
"""How many problems of an edited file are told at once."""


def edit_source(app: App[object], card: Card, collection: Collection) -> Collection:
    """The collection after the learner edited a card; the same one where the edit has problems."""
    try:
        edited = edit_card(card, collection, os.environ, lambda command: _hand_over(app, command))
    except EditError as error:
        app.notify(f"{error}.", title="Not edited", severity="error", markup=False)
        return collection
    if edited.problems:
        kept = (
            "The card stays as it was."
            if edited.collection is collection
            else "The card was taken over."
        )
        more = len(edited.problems) - SHOWN
        lines = [*map(str, edited.problems[:SHOWN]), *[f"and {more} more"] * (more > 0), kept]
        title = say_number(len(edited.problems), "problem")
        app.notify("\n".join(lines), title=title, severity="error", timeout=20, markup=False)
    return edited.collection


def copy_code(app: App[object], card: Card) -> None:
    """Put the code of a card on the clipboard, and say how much it is."""
    code = code_of(card)
    if not code:
        app.notify("This card has no code to copy.")
        return
    app.copy_to_clipboard(code)
    lines = say_number(len(code.splitlines()), "line")
    app.notify(f"{lines} of code copied, where your terminal lets programs copy.")


def open_source(app: App[object], card: Card) -> None:
    """Show what a card cites in a browser; of several addresses, the one that is chosen."""
    urls = urls_of(card)
    if not urls:
        app.notify("This card cites no address.")
    elif len(urls) == 1:
        _open(app, urls[0])
    else:
        screen = ChoiceScreen(
            "Open which source?", [(str(n), url) for n, url in enumerate(urls, 1)]
        )
        app.push_screen(screen, lambda n: None if n is None else _open(app, urls[n]))


def _open(app: App[object], url: str) -> None:
    if app.is_web:
        app.open_url(url)
    elif open_url(url):
        app.notify(f"Opened {url}", markup=False)
    else:
        app.notify(f"There is no browser here. The address is {url}", timeout=20, markup=False)


def _hand_over(app: App[object], command: Sequence[str]) -> int:
    """Leave the terminal to a program until it ends; its exit code."""
    try:
        # raised in there, an error would keep Textual from taking its terminal back
        with app.suspend():
            outcome = _run(command)
    except SuspendNotSupported as error:
        raise EditError(
            "an editor needs the terminal, which cannot be had here: edit the file elsewhere"
        ) from error
    if isinstance(outcome, OSError):
        raise outcome
    return outcome


def _run(command: Sequence[str]) -> int | OSError:
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        return error
