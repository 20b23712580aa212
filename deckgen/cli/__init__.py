"""The command `deckgen`: it prints data to stdout and messages to stderr.

Each command imports what it needs in its body, so that `--help` and `check` load no genanki.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from deckgen.cli.authoring import import_document, new, sync
from deckgen.cli.build import build
from deckgen.cli.check import check
from deckgen.cli.export import export
from deckgen.cli.list import list_cards
from deckgen.cli.read import read
from deckgen.cli.release import release
from deckgen.cli.site import site


class Commands(click.Group):
    """A command group that shows no traceback for a closed pipe or a full disk."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a file that it cannot read or write counts as a wrong call."""
        if isinstance(sys.stdout, io.TextIOWrapper):  # which may lack a character of a name
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:
            raise click.UsageError(f"{error.filename or 'output'}: {error.strerror}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="torchdeck", prog_name="deckgen")
def main() -> None:
    """Check the cards, and compile them into an Anki package.

    Exit code 0: fine. 1: the cards are wrong. 2: the call was wrong.
    """


for command in (check, build, site, export, release, sync, list_cards, new, read, import_document):
    main.add_command(command)
