"""The commands that print what waits, and how it has gone."""

from __future__ import annotations

import click

from quizapp.cli import call


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def due(folders: call.Folders, as_json: bool) -> None:
    """Say how many cards wait today."""
    from quizapp.outlook import look_ahead
    from quizapp.wording import describe_outlook

    now = call.now()
    with call.mendable():
        opened = call.open_here(folders, call.read_config(folders))
        outlook = look_ahead(opened.study.library, opened.study.begin(now))
    text = describe_outlook(outlook, now, opened.study.scheduler.days)
    click.echo(call.as_json(outlook.as_json()) if as_json else text)
    call.finish(opened)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(folders: call.Folders, as_json: bool) -> None:
    """Say how it has gone so far, how the cards stand, and what the days ahead bring."""
    from shutil import get_terminal_size

    from quizapp.statistics.look import look_back
    from quizapp.statistics.report import describe

    with call.mendable():
        opened = call.open_here(folders, call.read_config(folders))
        statistics = look_back(opened.study, call.now())
    questions = {str(card.id): card.question for card in opened.study.cards.values()}
    text = describe(statistics, questions, get_terminal_size().columns)
    click.echo(call.as_json(statistics.as_json()) if as_json else text)
    call.finish(opened)
