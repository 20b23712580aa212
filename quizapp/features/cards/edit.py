"""A card's source, or a typed answer, in the learner's own editor."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
import webbrowser
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.files import shown_path
from deckgen.syntax.library import default_cards, load_library
from deckgen.syntax.markdown import dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deckgen.model import Card, Problem
    from quizapp.collection.collection import Collection

TURN = "# --- your answer goes below this line ---"
POINTS = {
    "+{line} {path}": "vi vim nvim gvim view nano pico emacs emacsclient micro kak joe mcedit mg",
    "--goto {path}:{line}": "code code-insiders codium cursor windsurf",
    "{path}:{line}": "hx helix subl sublime_text zed zeditor",
}
"""How editors are told the line; any other is given the file alone."""
WAITS = {
    "--wait": "code code-insiders codium cursor windsurf subl sublime_text zed zeditor",
    "--nofork": "gvim",
}
"""What keeps an editor from returning while its window is open."""
CONSOLE = {"www-browser", "links", "elinks", "lynx", "w3m"}
"""Browsers that would draw over the quiz."""
URL = re.compile(r"https?://[^\s<>]*[^\s<>.,;]")


class EditorError(Exception):
    """No editor could be used; says why, and that the text is as it was."""


def named_editor(environ: Mapping[str, str]) -> list[str]:
    """The learner's editor with its arguments, from `VISUAL` or `EDITOR`."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:
            raise EditorError(f"{name} has a quotation mark that nobody closed: fix it.") from None
        if words:
            return words
    raise EditorError("No editor found. Set $EDITOR and restart.")


def edit_text(
    text: str,
    about: str,
    environ: Mapping[str, str],
    suffix: str = ".py",
    call: Callable[[Sequence[str]], int] = subprocess.call,
) -> str:
    """The text a learner leaves in the editor below some comments; raises EditorError.

    The caller gives the terminal away before, and takes it back after.
    """
    command = named_editor(environ)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answer{suffix}"
        path.write_text(f"{_commented(about)}\n{TURN}\n{text}\n", encoding="utf-8")
        call_editor([*command, str(path)], call)
        try:
            return _below_turn(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            why = error.strerror or str(error)
            raise EditorError(f"What you wrote could not be read: {why}.") from error


def call_editor(
    command: Sequence[str], call: Callable[[Sequence[str]], int] = subprocess.call
) -> None:
    """Run an editor to its end; raises EditorError where it cannot be started, or gives up."""
    try:
        status = call(command)
    except OSError as error:
        why = error.strerror or str(error)
        remedy = "set VISUAL or EDITOR to one that is installed"
        raise EditorError(f"`{command[0]}` cannot be started: {why}; {remedy}.") from error
    except KeyboardInterrupt:
        raise EditorError("The editor was interrupted: your text is as it was.") from None
    if status:
        raise EditorError(f"The editor ended with {status}: your text is as it was.")


def _commented(about: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in about.split("\n"))


def _below_turn(text: str) -> str:
    _, turn, below = text.partition(f"{TURN}\n")
    return (below if turn else text).removesuffix("\n")


class EditError(Exception):
    """A card that cannot be edited; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class EditedCards:
    """The result of editing a card."""

    collection: Collection
    """With the cards as they now are, or as they were where they now have problems."""
    problems: tuple[Problem, ...] = ()


def editor_command(environ: Mapping[str, str], place: Path, line: int) -> list[str]:
    """The call that opens a file at a line; raises EditError where no editor is named."""
    words = _editor_words(environ)
    program = Path(words[0]).stem
    waits = [option for option, programs in WAITS.items() if program in programs.split()]
    form = next((form for form, names in POINTS.items() if program in names.split()), "{path}")
    pointed = [part.format(path=place, line=line) for part in form.split()]
    return [*words, *(option for option in waits if option not in words), *pointed]


def edit_card(
    card: Card,
    collection: Collection,
    environ: Mapping[str, str],
    run: Callable[[Sequence[str]], int],
) -> EditedCards:
    """The collection after its learner edited a card; `run` calls the editor and waits for it.

    Raises EditError where the card cannot be edited or the editor cannot be run.
    """
    path = editable_path(card)
    command = editor_command(environ, path, card.place.line)
    known = set(load_library(path.parent)[1])
    try:
        code = run(command)
    except OSError as error:
        why = error.strerror or error
        raise EditError(f"`{command[0]}` cannot be run: {why}: {REMEDY}") from error
    if code:
        raise EditError(f"`{command[0]}` failed with code {code}, so nothing was read again")
    return _reload(collection, path, known)


def editable_path(card: Card) -> Path:
    """The file of a card; raises EditError where it must not be edited."""
    path = Path(card.place.path)
    if not path.is_file():
        raise EditError(f"{card.place} is not there: start quizapp where the cards are")
    packaged = default_cards()
    if packaged.name == "_cards" and packaged.resolve() in path.resolve().parents:
        raise EditError(
            f"{path} is part of the installed package, and the next update would overwrite it: "
            "study a folder of your own with --cards"
        )
    if not os.access(path, os.W_OK):
        raise EditError(f"{path} is read-only: make it writable, or study a copy with --cards")
    return path


def _reload(collection: Collection, path: Path, known: Container[Problem]) -> EditedCards:
    """The collection with its cards read again; a file with problems leaves them as they were."""
    library, problems = load_library(path.parent)
    ours = shown_path(path)
    news = tuple(each for each in problems if each.place.path == ours or each not in known)
    broken = any(each.place.path == ours for each in news)
    return EditedCards(collection if broken else replace(collection, library=library), news)


def code_of(card: Card) -> str:
    """The code blocks of a card, front and back, with an empty line between them."""
    blocks: dict[str, None] = {}
    for side in (card.front, card.back):
        for token in dialect().parse(side):
            if token.type == "fence" and not token.info.startswith("text"):
                blocks[strip_clozes(token.content).rstrip("\n")] = None
    return "\n\n".join(filter(None, blocks))


def urls_of(card: Card) -> tuple[str, ...]:
    """The addresses among a card's sources, each once."""
    found = (url for source in card.sources for url in URL.findall(source))
    return tuple(dict.fromkeys(found))


def open_url(url: str) -> bool:
    """Whether a browser could be asked to show an address in a window of its own."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if Path(getattr(browser, "name", "")).stem in CONSOLE:
        return False
    return browser.open(url)


REMEDY = "set EDITOR to an editor that is installed, as in `export EDITOR=nano`"


def _editor_words(environ: Mapping[str, str]) -> list[str]:
    try:
        return named_editor(environ)
    except EditorError as error:
        raise EditError(str(error).removesuffix(".")) from error
