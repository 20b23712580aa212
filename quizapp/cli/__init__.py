"""The `quizapp` command; a subcommand imports in its body what only it needs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizapp.cli import options
from quizapp.cli.history import history
from quizapp.cli.keys import keys
from quizapp.cli.maintenance import doctor, reports
from quizapp.cli.practice import cram, interview, mock
from quizapp.cli.show import due, list_cards, stats


@click.group(invoke_without_command=True)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Keep reviews and settings here.",
)  # fmt: skip
@click.option(
    "--cards", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Study these cards instead of those that came with the quiz.",
)  # fmt: skip
@options.PLAIN
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def main(
    context: click.Context, data: Path | None, cards: Path | None, plain: bool, version: bool
) -> None:
    """Study interview cards in the terminal. Without a command, the quiz opens."""
    if version:
        click.echo(f"quizapp {options.version()}")
        context.exit()
    context.obj = options.Call(data, cards, plain)
    if context.invoked_subcommand is None:
        _review(context.obj)


def _review(call: options.Call) -> None:
    if options.wants_lines(call):
        from quizapp.cli.plain import review_in_lines

        review_in_lines(call)
    if not options.at_a_terminal():
        raise click.UsageError(
            "the quiz needs a terminal; `quizapp --plain` and `quizapp due` do not"
        )
    from quizapp.tui.app import QuizApp

    config = options.read_config(call)
    app = QuizApp(
        lambda: options.open_here(call, config),
        keys=config.keys,
        theme=config.theme,
        clock=options.now,
    )
    app.run()
    sys.exit(app.return_code)


for command in (due, stats, list_cards, cram, interview, mock, doctor, history, reports, keys):
    main.add_command(command)
