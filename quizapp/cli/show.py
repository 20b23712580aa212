"""The commands that print: `due`, `stats` and `list`."""

from __future__ import annotations

import click

from quizapp.cli import options


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object a card.")
@click.argument("query", nargs=-1)
@click.pass_obj
def list_cards(folders: options.Folders, as_json: bool, query: tuple[str, ...]) -> None:
    """List the cards that QUERY means, in Anki's search language; all of them without one.

    Put `--` before a query that begins with `-`, and quotes around one with brackets.
    """
    from quizapp.features.cards.rows import list_rows, say_rows
    from quizapp.features.search import QueryError, find_cards

    now = options.now()
    with options.mendable():
        opened = options.open_here(folders, options.read_config(folders))
        opened.collection.store.refresh()
        try:
            found = find_cards(" ".join(query), opened.collection, now)
        except QueryError as error:
            opened.collection.store.close()
            raise click.UsageError(str(error)) from error
        rows = list_rows(found, opened.collection, now)
    if as_json:
        click.echo(options.as_json([row.as_json() for row in rows]))
    elif rows:
        click.echo(say_rows(rows))
    options.finish(opened)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def due(folders: options.Folders, as_json: bool) -> None:
    """Say how many cards wait today."""
    from quizapp.collection.due import count_due, describe_due

    now = options.now()
    with options.mendable():
        opened = options.open_here(folders, options.read_config(folders))
        due = count_due(opened.collection.library, opened.collection.begin(now))
    text = describe_due(due, now, opened.collection.scheduler.days)
    click.echo(options.as_json(due.as_json()) if as_json else text)
    options.finish(opened)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(folders: options.Folders, as_json: bool) -> None:
    """Say how it has gone so far, how the cards stand, and what the days ahead bring."""
    from shutil import get_terminal_size

    from quizapp.features.stats.stats import look_back
    from quizapp.features.stats.tables import describe

    with options.mendable():
        opened = options.open_here(folders, options.read_config(folders))
        statistics = look_back(opened.collection, options.now())
    questions = {str(card.id): card.question for card in opened.collection.cards.values()}
    text = describe(statistics, questions, get_terminal_size().columns)
    click.echo(options.as_json(statistics.as_json()) if as_json else text)
    options.finish(opened)
