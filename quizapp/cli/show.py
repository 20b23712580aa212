"""The commands that print: `due`, `stats` and `list`."""

from __future__ import annotations

import click

from quizapp.cli import options
from quizapp.cli.progress import Progress


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object a card.")
@options.PLAIN
@click.argument("query", nargs=-1)
@options.with_folders
@click.pass_obj
def list_cards(call: options.Call, as_json: bool, plain: bool, query: tuple[str, ...]) -> None:
    """List the cards that QUERY means, in Anki's search language; all of them without one.

    Put `--` before a query that begins with `-`, and quotes around one with brackets.
    """
    from quizapp.features.cards.rows import list_rows, say_rows
    from quizapp.features.search import QueryError, find_cards

    now, in_lines = options.now(), options.wants_lines(call, plain)
    with options.exit_on_file_error():
        opened = options.open_here(call, options.read_config(call))
        opened.collection.store.refresh()
        try:
            found = find_cards(" ".join(query), opened.collection, now)
        except QueryError as error:
            opened.collection.store.close()
            raise click.UsageError(error.sentence if in_lines else str(error)) from error
        rows = list_rows(found, opened.collection, now)
    if as_json:
        click.echo(options.as_json([row.as_json() for row in rows]))
    elif in_lines:
        from quizapp.cli.plain import say_lines
        from quizapp.plain.statistics import list_lines

        say_lines(list_lines(rows))
    elif rows:
        click.echo(say_rows(rows))
    options.close_and_check(opened)


@click.command()
@options.JSON
@options.with_folders
@click.pass_obj
def due(call: options.Call, as_json: bool) -> None:
    """Say how many cards wait today."""
    from quizapp.collection.due import count_due, describe_due

    now = options.now()
    with options.exit_on_file_error():
        opened = options.open_here(call, options.read_config(call))
        outlook = count_due(opened.collection.library, opened.collection.begin(now))
    text = describe_due(outlook, now, opened.collection.scheduler.days)
    click.echo(options.as_json(outlook.as_json()) if as_json else text)
    options.close_and_check(opened)


@click.command()
@options.JSON
@options.PLAIN
@options.with_folders
@click.pass_obj
def stats(call: options.Call, as_json: bool, plain: bool) -> None:
    """Say how it has gone so far, how the cards stand, and what the days ahead bring."""
    from quizapp.features.stats.stats import look_back

    in_lines = options.wants_lines(call, plain)
    with options.exit_on_file_error(), Progress("Reading the reviews", in_lines) as progress:
        opened = options.open_here(call, options.read_config(call))
        statistics = look_back(opened.collection, options.now(), progress.show)
    questions = {str(card.id): card.question for card in opened.collection.cards.values()}
    if as_json:
        click.echo(options.as_json(statistics.as_json()))
    elif in_lines:
        from quizapp.cli.plain import say_lines
        from quizapp.plain.statistics import statistics_lines

        say_lines(statistics_lines(statistics, questions))
    else:
        from shutil import get_terminal_size

        from quizapp.features.stats.tables import describe

        click.echo(describe(statistics, questions, get_terminal_size().columns))
    options.close_and_check(opened)
