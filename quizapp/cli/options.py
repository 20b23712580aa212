"""The options that commands share, the folders they name, and the exit codes."""

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

PLAIN = click.option("--plain", is_flag=True, help="Use lines: for screen readers and pipes.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@dataclass(frozen=True, slots=True)
class Call:
    """The options before the command; None stands for the usual folder."""

    data: Path | None
    cards: Path | None
    plain: bool = False
    """Whether the learner asked for lines instead of a screen."""

    def data_folder(self) -> Path:
        """The folder of reviews and settings."""
        from quizapp.config import default_data

        return self.data or default_data()

    def cards_folder(self) -> Path:
        """The folder of the cards."""
        from deckgen.syntax.library import default_cards

        return self.cards or default_cards()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def read_config(call: Call) -> Config:
    """The learner's settings; exits with 1 where they are wrong, and says what is."""
    from quizapp.config import ConfigError, load_config

    try:
        return load_config(call.data_folder())
    except ConfigError as error:
        fail(str(error))


def open_here(call: Call, config: Config) -> OpenCollection:
    """The cards and reviews in the folders of a call; raises OSError where they can't be read."""
    from quizapp.collection.open_collection import open_collection

    return open_collection(call.data_folder(), call.cards_folder(), config=config, clock=now)


@contextmanager
def exit_on_file_error() -> Iterator[None]:
    """Exit with 1, and say why, where the block can't read or write a file."""
    try:
        yield
    except OSError as error:
        fail(f"{error}: mend this, then try again")


def close_and_check(opened: OpenCollection) -> None:
    """Close the store; exit with 1 where the cards or the reviews have problems, and name them."""
    close(opened)
    if wrong := [*opened.collection.store.damaged, *map(str, opened.problems)]:
        fail("\n".join(wrong))


def close(opened: OpenCollection) -> None:
    """Close the store, so that the next start is quick."""
    # Every answer is kept already: only the quick start can fail here.
    with suppress(OSError):
        opened.collection.store.close()


def write_report(file: Path | None, text: str) -> None:
    """Write a report to the file that the learner named, if there is anything to report."""
    if file and text:
        with exit_on_file_error():
            file.write_text(text, encoding="utf-8")


def fail(message: str) -> NoReturn:
    """Exit with 1, and say what is wrong."""
    click.echo(message, err=True)
    sys.exit(1)


def as_json(value: object) -> str:
    """A value as indented JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def at_a_terminal() -> bool:
    """Whether a screen can be shown."""
    # `textual serve` shows the screen in a browser, with no terminal in between.
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    # A dumb terminal is one that cannot move its cursor, as inside an editor.
    dumb = os.environ.get("TERM") == "dumb"
    return _has_keys() and not dumb


def wants_lines(call: Call, plain: bool = False) -> bool:
    """Whether the learner asked for lines, or the terminal can show nothing else."""
    return plain or call.plain or (_has_keys() and not at_a_terminal())


def _has_keys() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def version() -> str:
    """The installed version of the deck and the quiz."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("torchdeck")
    except PackageNotFoundError:
        return "(not installed)"
