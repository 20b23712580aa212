"""The commands that look after the learner's reviews."""

from __future__ import annotations

import sys

import click

from quizapp.cli import options


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--repair", "mend", is_flag=True, help="Mend what can be mended, a copy made before.")
@click.pass_obj
def doctor(folders: options.Folders, as_json: bool, mend: bool) -> None:
    """Look at folders, versions, cards and reviews, and say what needs mending."""
    from quizapp.features.doctor.doctor import examine, prepare, repair

    visit, wrong = prepare(folders.data_folder(), folders.cards_folder(), options.now)
    with options.mendable():
        done = repair(visit) if mend else ()
        found = examine(visit)
    if as_json:
        click.echo(options.as_json({**found.as_json(), "settings": wrong, "repaired": list(done)}))
    else:
        click.echo("\n".join([*(f"Done: {each}" for each in done), found.describe(wrong)]))
    sys.exit(bool(found.troubles or wrong))


@click.command()
@click.pass_obj
def reports(folders: options.Folders) -> None:
    """List the cards you reported as wrong, with the file of each report."""
    from quizapp.features.cards.report import find_reports

    with options.mendable():
        found = find_reports(folders.data_folder())
    for path, title in found:
        click.echo(f"{path}: {title}")
    if not found:
        click.echo("You have reported no card.")


@click.command()
@click.option("--csv", "as_csv", is_flag=True, help="Print a table instead of JSON lines.")
@click.pass_obj
def history(folders: options.Folders, as_csv: bool) -> None:
    """Print every answer that stands, oldest first, for other programs."""
    from quizapp.cli import revlog

    with options.mendable():
        opened = options.open_here(folders, options.read_config(folders))
        reviews = opened.collection.store.reviews()
    for line in (revlog.as_csv if as_csv else revlog.as_json_lines)(reviews):
        click.echo(line)
    options.finish(opened)
