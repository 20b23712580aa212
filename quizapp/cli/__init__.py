"""The `quizapp` command; a subcommand imports in its body what only it needs."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from quizapp.cli import options
from quizapp.cli.history import history
from quizapp.cli.keys import keys
from quizapp.cli.maintenance import doctor, reports
from quizapp.cli.practice import cram, interview, mock
from quizapp.cli.show import due, list_cards, stats


class Commands(click.Group):
    """A command group that every stream can take the words of, closed ones included."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run a command, once the streams are fit for it."""
        options.prepare_streams()
        return super().main(*arguments, **settings)


@click.group(cls=Commands, invoke_without_command=True)
@options.with_folders
@options.PLAIN
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def main(context: click.Context, plain: bool, version: bool) -> None:
    """Study interview cards in the terminal. Without a command, the quiz opens."""
    if version:
        click.echo(f"quizapp {options.version()}")
        context.exit()
    context.obj = replace(context.obj, plain=plain)
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
    options.run_on_screen(app)
    click.echo("\n".join(filter(None, (mock.report() for mock in app.mocks))), nl=False)
    sys.exit(app.return_code)


for command in (due, stats, list_cards, cram, interview, mock, doctor, history, reports, keys):
    main.add_command(command)
