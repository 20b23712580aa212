"""The command that lists cards."""

from __future__ import annotations

import click

from quizapp.cli import call


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object a card.")
@click.argument("query", nargs=-1)
@click.pass_obj
def list_cards(folders: call.Folders, as_json: bool, query: tuple[str, ...]) -> None:
    """List the cards that QUERY means, in Anki's search language; all of them without one.

    Put `--` before a query that begins with `-`, and quotes around one with brackets.
    """
    from quizapp.listing import list_rows, say_rows
    from quizapp.search import QueryError, find_cards

    now = call.now()
    with call.mendable():
        opened = call.open_here(folders, call.read_config(folders))
        opened.study.store.refresh()
        try:
            found = find_cards(" ".join(query), opened.study, now)
        except QueryError as error:
            opened.study.store.close()
            raise click.UsageError(str(error)) from error
        rows = list_rows(found, opened.study, now)
    if as_json:
        click.echo(call.as_json([row.as_json() for row in rows]))
    elif rows:
        click.echo(say_rows(rows))
    call.finish(opened)
