"""What every command does: find its folders, read them, and leave with the right code."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizapp.collection.open_collection import OpenCollection
    from quizapp.config import Config

PLAIN = click.option("--plain", is_flag=True, help="Study in lines: for screen readers and pipes.")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a call was told to look; None stands for the usual place."""

    data: Path | None
    cards: Path | None
    plain: bool = False
    """Whether lines were asked for instead of a screen."""

    def data_folder(self) -> Path:
        """Where reviews and settings are kept."""
        from quizapp.config import default_data

        return self.data or default_data()

    def cards_folder(self) -> Path:
        """Where the cards are."""
        from deckgen.syntax.library import default_cards

        return self.cards or default_cards()


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def read_config(folders: Folders) -> Config:
    """The learner's settings; leaves with 1 and says all that is wrong with them."""
    from quizapp.config import ConfigError, load_config

    try:
        return load_config(folders.data_folder())
    except ConfigError as error:
        fail(str(error))


def open_here(folders: Folders, config: Config) -> OpenCollection:
    """The cards and reviews of a call; raises OSError where they cannot be read."""
    from quizapp.collection.open_collection import open_collection

    return open_collection(folders.data_folder(), folders.cards_folder(), config=config, clock=now)


@contextmanager
def mendable() -> Iterator[None]:
    """Leave with 1, and say why, where a file cannot be read or written."""
    try:
        yield
    except OSError as error:
        fail(f"{error}: mend this, then try again")


def finish(opened: OpenCollection) -> None:
    """Leave with 1 and name what is wrong with the cards or the reviews, if anything is."""
    close(opened)
    if wrong := [*opened.collection.store.damaged, *map(str, opened.problems)]:
        fail("\n".join(wrong))


def close(opened: OpenCollection) -> None:
    """Leave the store so that the next start is quick."""
    # Every answer is kept already: only the quick start can fail here.
    with suppress(OSError):
        opened.collection.store.close()


def fail(message: str) -> NoReturn:
    """Leave with 1, and say what is wrong."""
    click.echo(message, err=True)
    sys.exit(1)


def as_json(value: object) -> str:
    """A value as JSON a person can read, too."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def at_a_terminal() -> bool:
    """Whether a screen can be shown."""
    # `textual serve` shows the screen in a browser, with no terminal in between.
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    # A dumb terminal is one that cannot move its cursor, as inside an editor.
    dumb = os.environ.get("TERM") == "dumb"
    return _has_keys() and not dumb


def wants_lines(folders: Folders, plain: bool = False) -> bool:
    """Whether lines were asked for, or are all that the terminal can show."""
    return plain or folders.plain or (_has_keys() and not at_a_terminal())


def _has_keys() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def version() -> str:
    """The version of the deck and the quiz."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("torchdeck")
    except PackageNotFoundError:
        return "(not installed)"
