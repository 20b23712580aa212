"""The commands that look after the learner's reviews."""

from __future__ import annotations

import sys

import click

from quizapp.cli import call


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--repair", "mend", is_flag=True, help="Mend what can be mended, a copy made before.")
@click.pass_obj
def doctor(folders: call.Folders, as_json: bool, mend: bool) -> None:
    """Look at folders, versions, cards and reviews, and say what needs mending."""
    from quizapp import doctor

    visit, wrong = doctor.prepare(folders.data_folder(), folders.cards_folder(), call.now)
    with call.mendable():
        done = doctor.repair(visit) if mend else ()
        found = doctor.examine(visit)
    if as_json:
        click.echo(call.as_json({**found.as_json(), "settings": wrong, "repaired": list(done)}))
    else:
        click.echo("\n".join([*(f"Done: {each}" for each in done), found.describe(wrong)]))
    sys.exit(bool(found.troubles or wrong))


@click.command()
@click.pass_obj
def reports(folders: call.Folders) -> None:
    """List the cards you reported as wrong, with the file of each report."""
    from quizapp.reports import find_reports

    with call.mendable():
        found = find_reports(folders.data_folder())
    for path, title in found:
        click.echo(f"{path}: {title}")
    if not found:
        click.echo("You have reported no card.")


@click.command()
@click.option("--csv", "as_csv", is_flag=True, help="Print a table instead of JSON lines.")
@click.pass_obj
def history(folders: call.Folders, as_csv: bool) -> None:
    """Print every answer that stands, oldest first, for other programs."""
    from quizapp import history

    with call.mendable():
        opened = call.open_here(folders, call.read_config(folders))
        reviews = opened.study.store.reviews()
    for line in (history.as_csv if as_csv else history.as_json_lines)(reviews):
        click.echo(line)
    call.finish(opened)
