"""Options and messages that several commands share."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary
    from deckgen.model import Problem

F = TypeVar("F", bound=Callable[..., object])
STAMP = "SOURCE_DATE_EPOCH"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def folder_options(command: F) -> F:
    """Add the options `--cards` and `--snippets` to a command."""
    command = click.option(
        "--snippets", type=FOLDER, help="The folder of snippets [default: beside the cards]."
    )(command)
    return click.option("--cards", type=FOLDER, help="The folder of cards [default: ours].")(
        command
    )


def load(cards: Path | None, snippets: Path | None) -> CheckedLibrary:
    """Return the checked library of the folders that a command was given."""
    from deckgen.checks.check import check_library

    cards, snippets = folders(cards, snippets)
    return check_library(cards, snippets)


def folders(cards: Path | None, snippets: Path | None) -> tuple[Path, Path]:
    """Return the folders to work on, with defaults filled in."""
    from deckgen.snippets.library import default_snippets
    from deckgen.syntax.library import default_cards

    cards = cards or default_cards()
    return cards, snippets or default_snippets(cards)


def refuse_packaged(cards: Path) -> None:
    """Refuse to change the cards of an installation, which the next one would overwrite."""
    import deckgen

    if cards.resolve() == Path(deckgen.__file__).resolve().parent / "_cards":
        remedy = "name a folder of your own with --cards"
        raise click.UsageError(f"{cards} is part of the installed package: {remedy}")


def read_now() -> int:
    """Return the time of changes that are not released: SOURCE_DATE_EPOCH, or else now."""
    text = os.environ.get(STAMP)
    if text is None:
        return int(time.time())
    if not re.fullmatch("[0-9]{1,10}", text) or int(text) < 1:
        raise click.UsageError(
            f"{STAMP} is `{text}`: give seconds since 1970, 1 or more, or unset it"
        )
    return int(text)


def plural(n: int, noun: str) -> str:
    """Return a number with its noun: `1 note`, `2 notes`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print every problem and their number to stderr."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(plural(len(problems), "problem"), err=True)
