"""`deckgen build`."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import click

from deckgen.cli.options import folder_options, load, tell

DEFAULT = Path("dist/pytorch-interview.apkg")


@click.command()
@folder_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="Where to write the package.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def build(
    ctx: click.Context, cards: Path | None, snippets: Path | None, output: Path, as_json: bool
) -> None:
    """Compile the cards into an Anki package; refuses while a card is wrong or unproven.

    The time in SOURCE_DATE_EPOCH, or else now, becomes the notes' modification time.
    """
    stamp = _read_stamp()
    if output.suffix != ".apkg":
        raise click.UsageError(f"Anki imports `.apkg` files only: name {output} so")
    checked = load(cards, snippets)
    tell(checked.problems)
    if checked.problems:
        click.echo("nothing was built", err=True)
        ctx.exit(1)
    from deckgen.anki.package import write_package

    try:
        notes = write_package(checked, output, stamp)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}") from error
    if as_json:
        click.echo(json.dumps({"path": str(output), "notes": notes, "stamp": stamp}))
    else:
        click.echo(output)
        click.echo(f"{notes} notes", err=True)


def _read_stamp() -> int:
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if text is None:
        return int(time.time())
    if not re.fullmatch("[0-9]{1,10}", text) or int(text) < 1:
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is `{text}`: give seconds since 1970, 1 or more, or unset it"
        )
    return int(text)
