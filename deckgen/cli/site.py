"""`deckgen site`: the deck as a web page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from deckgen.cli.options import folder_options, load, plural, print_problems

DEFAULT = Path("dist/site")


@click.command()
@folder_options
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="The folder to write index.html into.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def site(
    ctx: click.Context, cards: Path | None, snippets: Path | None, output: Path, as_json: bool
) -> None:
    """Write the deck as one web page; refuses while a card is wrong or unproven.

    The page needs no network and no server: open it as a file, or publish the folder.
    """
    checked = load(cards, snippets)
    print_problems(checked.problems)
    if checked.problems:
        click.echo("nothing was built", err=True)
        ctx.exit(1)
    from deckgen.backends.site.page import write_site

    try:
        page = write_site(checked, output)
    except OSError as error:
        raise click.UsageError(f"cannot write into {output}: {error.strerror}") from error
    count = len(checked.library.cards)
    if as_json:
        click.echo(json.dumps({"path": str(page), "cards": count}))
    else:
        click.echo(page)
        click.echo(plural(count, "card"), err=True)
