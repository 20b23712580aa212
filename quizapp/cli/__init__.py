"""The `quizapp` command; a subcommand imports in its body what only it needs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizapp.cli import call
from quizapp.cli.care import doctor, history, reports
from quizapp.cli.finding import list_cards
from quizapp.cli.numbers import due, stats
from quizapp.cli.practice import cram, interview, mock


@click.group(invoke_without_command=True)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Keep reviews and settings here.",
)  # fmt: skip
@click.option(
    "--cards", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Study these cards instead of those that came with the quiz.",
)  # fmt: skip
@call.PLAIN
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def main(
    context: click.Context, data: Path | None, cards: Path | None, plain: bool, version: bool
) -> None:
    """Study interview cards in the terminal. Without a command, the quiz opens."""
    if version:
        click.echo(f"quizapp {call.version()}")
        context.exit()
    context.obj = call.Folders(data, cards, plain)
    if context.invoked_subcommand is None:
        _study(context.obj)


def _study(folders: call.Folders) -> None:
    if call.wants_lines(folders):
        from quizapp.cli.lines import study_in_lines

        study_in_lines(folders)
    if not call.at_a_terminal():
        raise click.UsageError(
            "the quiz needs a terminal; `quizapp --plain` and `quizapp due` do not"
        )
    from quizapp.app import QuizApp

    config = call.read_config(folders)
    app = QuizApp(
        lambda: call.open_here(folders, config),
        keys=config.keys,
        theme=config.theme,
        clock=call.now,
    )
    app.run()
    sys.exit(app.return_code)


for command in (due, stats, list_cards, cram, interview, mock, doctor, history, reports):
    main.add_command(command)
