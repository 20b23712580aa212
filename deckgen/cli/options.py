"""Options and talk that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from deckgen.check import Checked
    from deckgen.model import Problem

F = TypeVar("F", bound=Callable[..., object])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def folder_options(command: F) -> F:
    """Let a command be pointed at another folder of cards and of snippets."""
    command = click.option(
        "--snippets", type=FOLDER, help="The folder of snippets [default: beside the cards]."
    )(command)
    return click.option("--cards", type=FOLDER, help="The folder of cards [default: ours].")(
        command
    )


def load(cards: Path | None, snippets: Path | None) -> Checked:
    """The checked library of the folders a command was given."""
    from deckgen.check import check_library

    cards, snippets = folders(cards, snippets)
    return check_library(cards, snippets)


def folders(cards: Path | None, snippets: Path | None) -> tuple[Path, Path]:
    """The folders to work on, defaults filled in."""
    from deckgen.library import default_cards
    from deckgen.shelf import default_snippets

    cards = cards or default_cards()
    return cards, snippets or default_snippets(cards)


def tell(problems: tuple[Problem, ...]) -> None:
    """Name every problem, and how many there are, on stderr."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        noun = "problem" if len(problems) == 1 else "problems"
        click.echo(f"{len(problems)} {noun}", err=True)
