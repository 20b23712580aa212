"""`deckgen export`: cards as CSV, JSON or Markdown."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from deckgen.backends.export import FORMATS
from deckgen.cli.options import folder_options, load, plural, print_problems


@click.command()
@folder_options
@click.option(
    "--format",
    "kind",
    type=click.Choice([*FORMATS]),
    required=True,
    help="What to write the cards as.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write them  [default: standard output].",
)
@click.argument("query", nargs=-1)
@click.pass_context
def export(
    ctx: click.Context,
    cards: Path | None,
    snippets: Path | None,
    kind: str,
    output: Path | None,
    query: tuple[str, ...],
) -> None:
    """Write the cards that match QUERY, or all, for other programs and for reading.

    QUERY is that of `deckgen list`. Refuses while a card is wrong or unproven.
    """
    from deckgen.cli.query import QueryError, find_cards, read_query

    try:
        terms = read_query(query)
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    checked = load(cards, snippets)
    print_problems(checked.problems)
    if checked.problems:
        click.echo("nothing was exported", err=True)
        ctx.exit(1)
    found = find_cards(terms, checked)
    from deckgen.syntax.files import replace_file

    content = import_module(f"deckgen.backends.export.{FORMATS[kind]}").export(checked, found)
    if output is None:
        click.echo(content, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        replace_file(output, content)
        click.echo(output)
    click.echo(plural(len(found), "card"), err=True)
