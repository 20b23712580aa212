"""The command `deckgen`: stdout is data, stderr is talk.

Each command imports what it needs in its body, so that `--help` and `check` load no genanki.
"""

from __future__ import annotations

import click

from deckgen.cli.build import build
from deckgen.cli.check import check
from deckgen.cli.list import list_cards
from deckgen.cli.write import import_document, new, sync


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="torchdeck", prog_name="deckgen")
def main() -> None:
    """Check the cards, and compile them into an Anki package.

    Exit code 0: fine. 1: the cards are wrong. 2: the call was wrong.
    """


for command in (check, build, sync, list_cards, new, import_document):
    main.add_command(command)
