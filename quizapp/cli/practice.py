"""The commands beside the daily review: cram, mock interview, and the day of the interview."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli import options

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizapp.collection.collection import Collection
    from quizapp.config import Config
    from quizapp.features.judge.judge import Judge


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--seed", type=int, metavar="N", help="Shuffle as this number does.")
@options.PLAIN
@options.with_folders
@click.pass_obj
def cram(call: options.Call, query: tuple[str, ...], seed: int | None, plain: bool) -> None:
    """Ask the cards that QUERY finds, or all, and leave the schedule as it is."""
    lines = options.wants_lines(call, plain)
    _need_terminal("cram", lines)
    from quizapp.features.cram import cards_to_cram, say_nothing_found

    config, words = options.read_config(call), " ".join(query)
    with options.exit_on_file_error():
        opened = options.open_here(call, config)
        found = _search(words, opened.collection, lines)
        cards = cards_to_cram(opened.collection, found)
    if not cards:
        options.fail(say_nothing_found(words, len(found)))
    if lines:
        from quizapp.cli.plain import cram_in_lines

        cram_in_lines(opened, config, cards, seed=_seed(seed))
    from quizapp.tui.practice.cram import CramScreen

    with _judge(opened.collection) as judge:
        screen = CramScreen(opened.collection, cards, options.now, _seed(seed), judge=judge)
        code = _show(screen, opened.collection, config)
    options.close_and_check(opened)
    sys.exit(code)


@click.command()
@click.option(
    "--minutes", type=click.IntRange(1, 240), default=30, show_default=True, metavar="N",
    help="How long it takes.",
)  # fmt: skip
@click.option(
    "--level", type=click.Choice(["junior", "mid", "senior"]), default="senior", show_default=True,
    help="The hardest questions asked.",
)  # fmt: skip
@click.option("--topics", default="", metavar="A,B", help="Ask these topics alone.")
@click.option("--seed", type=int, metavar="N", help="Ask what this number asks.")
@click.option("--last", is_flag=True, help="Print the last report, and where the others are.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the report here, as Markdown.",
)  # fmt: skip
@options.PLAIN
@options.with_folders
@click.pass_obj
def mock(
    call: options.Call,
    minutes: int,
    level: str,
    topics: str,
    seed: int | None,
    last: bool,
    report: Path | None,
    plain: bool,
) -> None:
    """Hold a timed mock interview, and say how it went."""
    if last:
        _say_last(call)
        return
    lines = options.wants_lines(call, plain)
    _need_terminal("mock", lines)
    if report and not report.parent.is_dir():
        raise click.UsageError(f"{report.parent} is no folder: make it, or name another FILE")
    from quizapp.collection.topics import TopicError
    from quizapp.features.mock.start import MockError, begin_mock_from_options

    config, began = options.read_config(call), options.now()
    with options.exit_on_file_error():
        opened = options.open_here(call, config)
    try:
        begun = begin_mock_from_options(
            opened.collection, began, minutes=minutes, level=level, topics=topics, seed=_seed(seed)
        )
    except TopicError as error:
        opened.collection.store.close()
        raise click.UsageError(str(error)) from error
    except MockError as error:
        options.fail(str(error))
    if lines:
        from quizapp.cli.plain import mock_in_lines

        mock_in_lines(opened, config, begun, began, report)
    from quizapp.tui.practice.mock import MockScreen

    with _judge(opened.collection) as judge:
        screen = MockScreen(opened.collection, begun, options.now, judge=judge, data=opened.data)
        code = _show(screen, opened.collection, config)
    text = screen.report()
    # The report is on the terminal even where it can't be written to the file.
    click.echo(text, nl=False)
    options.write_report(report, text)
    options.close_and_check(opened)
    sys.exit(code)


@click.command()
@click.argument("date", required=False)
@click.option("--topics", default="", metavar="A,B", help="Prepare these topics alone.")
@click.option(
    "--new-per-day", type=click.IntRange(min=1), metavar="N",
    help="Begin up to this many cards a day until then.",
)  # fmt: skip
@click.option("--clear", is_flag=True, help="Forget the date.")
@options.JSON
@options.with_folders
@click.pass_obj
def interview(
    call: options.Call, date: str | None, topics: str, new_per_day: int | None,
    clear: bool, as_json: bool,
) -> None:  # fmt: skip
    """Plan the days before an interview on DATE, or say what the plan comes to."""
    if (topics or new_per_day) and not date:
        raise click.UsageError("--topics and --new-per-day need the date of the interview")
    if clear and date:
        raise click.UsageError("--clear forgets the date: name none, or leave --clear out")
    from shutil import get_terminal_size

    from quizapp.features.exam.commands import clear_interview, look_at_interview, set_interview
    from quizapp.features.exam.propose import ImpossiblePlanError, PlanError

    now = options.now()
    with options.exit_on_file_error():
        opened = options.open_here(call, options.read_config(call))
        try:
            if date:
                set_interview(opened.collection, now, date, topics=topics, new_per_day=new_per_day)
        except ImpossiblePlanError as error:
            options.fail(str(error))
        except PlanError as error:
            opened.collection.store.close()
            raise click.UsageError(str(error)) from error
        at = clear_interview if clear else look_at_interview
        outcome = at(opened.collection, now)
    click.echo(
        options.as_json(outcome.as_json())
        if as_json
        else outcome.as_text(get_terminal_size().columns)
    )
    options.close_and_check(opened)


def _need_terminal(command: str, lines: bool) -> None:
    if not (lines or options.at_a_terminal()):
        raise click.UsageError(
            f"`quizapp {command}` needs a terminal; `quizapp --plain {command}` does not"
        )


def _search(words: str, collection: Collection, lines: bool) -> tuple[str, ...]:
    """The ids of the cards a query finds; the ids of all cards without one."""
    if not words:
        return tuple(collection.cards)
    from quizapp.features.search import QueryError, find_cards

    try:
        return tuple(card.id for card in find_cards(words, collection, options.now()))
    except QueryError as error:
        collection.store.close()
        raise click.UsageError(error.sentence if lines else str(error)) from error


def _seed(given: int | None) -> int:
    return int(options.now().timestamp()) if given is None else given


def _judge(collection: Collection) -> AbstractContextManager[Judge]:
    """What runs answers, ended with the block."""
    from quizapp.features.judge.judge import open_judge

    return closing(open_judge(collection.proofs.snippet_library))


def _say_last(call: options.Call) -> None:
    from quizapp.features.mock.record import say_last

    with options.exit_on_file_error():
        click.echo(say_last(call.data_folder()))


def _show(screen: Screen[None], collection: Collection, config: Config) -> int:
    """Show one screen until the learner leaves it, and return the exit code."""
    from quizapp.tui.app import SingleScreenApp

    app = SingleScreenApp(screen, collection.store, keys=config.keys, theme=config.theme)
    options.run_on_screen(app)
    return app.return_code or 0
