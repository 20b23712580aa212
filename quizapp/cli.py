"""The `quizapp` command; a subcommand imports in its body what only it needs."""

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

    from quizapp.config import Config
    from quizapp.opening import Opened


@dataclass(frozen=True, slots=True)
class Folders:
    """Where this call was told to look; None stands for the usual place."""

    data: Path | None
    cards: Path | None


@click.group(invoke_without_command=True)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Keep reviews and settings here.",
)  # fmt: skip
@click.option(
    "--cards", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Study these cards instead of those that came with the quiz.",
)  # fmt: skip
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def main(context: click.Context, data: Path | None, cards: Path | None, version: bool) -> None:
    """Study interview cards in the terminal. Without a command, the quiz opens."""
    if version:
        click.echo(f"quizapp {_version()}")
        context.exit()
    context.obj = Folders(data, cards)
    if context.invoked_subcommand is None:
        _study(context.obj)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def due(folders: Folders, as_json: bool) -> None:
    """Say how many cards wait today."""
    from quizapp.outlook import look_ahead
    from quizapp.wording import describe_outlook

    now = _now()
    with _mendable():
        opened = _read(folders, _config(folders))
        outlook = look_ahead(opened.study.library, opened.study.begin(now))
    days = opened.study.scheduler.days
    click.echo(_json(outlook.as_json()) if as_json else describe_outlook(outlook, now, days))
    _finish(opened)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(folders: Folders, as_json: bool) -> None:
    """Say how it has gone so far, and what the week brings."""
    from quizapp.wording import describe_statistics

    with _mendable():
        opened = _read(folders, _config(folders))
        statistics = opened.study.statistics(_now())
    click.echo(_json(statistics.as_json()) if as_json else describe_statistics(statistics))
    _finish(opened)


def _study(folders: Folders) -> None:
    if not _at_a_terminal():
        raise click.UsageError("the quiz needs a terminal; `quizapp due` does not")
    from quizapp.app import QuizApp

    config = _config(folders)
    app = QuizApp(lambda: _read(folders, config), keys=config.keys, clock=_now)
    app.run()
    sys.exit(app.return_code)


def _at_a_terminal() -> bool:
    # A dumb terminal is one that cannot move its cursor, as inside an editor.
    dumb = os.environ.get("TERM") == "dumb"
    return sys.stdin.isatty() and sys.stdout.isatty() and not dumb


def _config(folders: Folders) -> Config:
    from quizapp.config import ConfigError, default_data, load_config

    try:
        return load_config(folders.data or default_data())
    except ConfigError as error:
        _fail(str(error))


@contextmanager
def _mendable() -> Iterator[None]:
    """Leave with 1, and say why, where a file cannot be read or written."""
    try:
        yield
    except OSError as error:
        _fail(f"{error}: mend this, then try again")


def _read(folders: Folders, config: Config) -> Opened:
    from deckgen.library import default_cards
    from quizapp.config import default_data
    from quizapp.opening import open_study

    data, cards = folders.data or default_data(), folders.cards or default_cards()
    return open_study(data, cards, config=config, clock=_now)


def _finish(opened: Opened) -> None:
    """Leave with 1 and name what is wrong with the cards or the reviews, if anything is."""
    # Every answer is kept already: only the quick start can fail here.
    with suppress(OSError):
        opened.study.store.close()
    if wrong := [*opened.study.store.damaged, *map(str, opened.problems)]:
        _fail("\n".join(wrong))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _now() -> datetime:
    return datetime.now(UTC)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("torchdeck")
    except PackageNotFoundError:
        return "(not installed)"
