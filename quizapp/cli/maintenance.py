"""The commands that look after the learner's reviews and reports."""

from __future__ import annotations

import sys

import click

from quizapp.cli import options


@click.command()
@options.JSON
@click.option(
    "--repair", "repairing", is_flag=True,
    help="Repair what can be repaired, a copy made before.",
)  # fmt: skip
@options.with_folders
@click.pass_obj
def doctor(call: options.Call, as_json: bool, repairing: bool) -> None:
    """Examine folders, versions, cards and reviews, and say what is wrong with them."""
    from quizapp.features.doctor.doctor import examine, prepare, repair

    visit, wrong = prepare(
        call.data_folder(), call.cards_folder(), call.snippets_folder(), options.now
    )
    with options.exit_on_file_error():
        done = repair(visit) if repairing else ()
        found = examine(visit)
    if as_json:
        click.echo(options.as_json({**found.as_json(), "settings": wrong, "repaired": list(done)}))
    else:
        click.echo("\n".join([*(f"Done: {each}" for each in done), found.describe(wrong)]))
    sys.exit(bool(found.troubles or wrong))


@click.command()
@options.with_folders
@click.pass_obj
def reports(call: options.Call) -> None:
    """List the cards you reported as wrong, with the file of each report."""
    from quizapp.features.cards.report import find_reports

    with options.exit_on_file_error():
        found = find_reports(call.data_folder())
    for path, title in found:
        click.echo(f"{path}: {title}")
    if not found:
        click.echo("You have reported no card.")
