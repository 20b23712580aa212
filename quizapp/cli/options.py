"""The options that commands share, the folders they name, and the exit codes."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App

    from quizapp.collection.open_collection import OpenCollection
    from quizapp.config import Config

PLAIN = click.option("--plain", is_flag=True, help="Use lines: for screen readers and pipes.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
F = TypeVar("F", bound="Callable[..., Any]")


@dataclass(frozen=True, slots=True)
class Call:
    """The options of every command; None stands for the usual folder."""

    data: Path | None = None
    cards: Path | None = None
    snippets: Path | None = None
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

    def snippets_folder(self) -> Path:
        """The folder of the snippets that the cards quote."""
        from deckgen.snippets.library import default_snippets

        return self.snippets or default_snippets(self.cards_folder())


def with_folders(command: F) -> F:
    """A command that takes the folders as its options, before a subcommand and behind it."""
    return reduce(lambda made, option: option(made), reversed(FOLDERS), command)


def _name_folder(context: click.Context, option: click.Parameter, folder: Path | None) -> None:
    call = context.obj or Call()
    context.obj = replace(call, **{str(option.name): folder}) if folder else call


def _folder(name: str, words: str, *, exists: bool = True) -> Callable[[F], F]:
    kind = click.Path(path_type=Path, file_okay=False, exists=exists)
    return click.option(
        name, type=kind, metavar="DIR", help=words, expose_value=False, callback=_name_folder
    )


FOLDERS = (
    _folder("--data", "Keep reviews and settings here.", exists=False),
    _folder("--cards", "Study these cards instead of those that came with the quiz."),
    _folder("--snippets", "Run the code of the cards with these snippets."),
)
"""The options that name a folder."""


def prepare_streams() -> None:
    """Stand in for a stream that is closed, and replace characters that a stream lacks."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 # for good
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def read_config(call: Call) -> Config:
    """The learner's settings, which know what is wrong with them."""
    from quizapp.config import ConfigError, load_config

    try:
        return load_config(call.data_folder())
    except ConfigError as error:
        return error.config


def open_here(call: Call, config: Config) -> OpenCollection:
    """The cards and reviews in the folders of a call; raises OSError where they can't be read."""
    from quizapp.collection.open_collection import open_collection

    return open_collection(
        call.data_folder(), call.cards_folder(), call.snippets_folder(), config=config, clock=now
    )


@contextmanager
def exit_on_file_error() -> Iterator[None]:
    """Exit with 1, and say why, where the block can't read or write a file."""
    try:
        yield
    except OSError as error:
        fail(f"{error}: fix this, then try again")


def close_and_check(opened: OpenCollection) -> None:
    """Close the store; exit with 1 where cards, settings or reviews are wrong, and name it."""
    close(opened)
    damaged, problems = opened.collection.store.damaged, map(str, opened.problems)
    if wrong := [*opened.wrong_settings, *damaged, *problems]:
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
    return json_text(value, indent=2)


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON; what the output has no character for is written as JSON escapes it."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def run_on_screen(app: App[None]) -> None:
    """Run an app; a signal that ends programs ends it with the terminal as it was."""
    import asyncio

    def leave(number: int, _: object) -> None:
        code = 128 + number
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # it has not begun, or is over
            sys.exit(code)
        loop.call_soon_threadsafe(lambda: app.exit(return_code=code))

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):  # Windows has no SIGHUP
            signal.signal(number, leave)
    app.run()


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
