"""The command that prints the reviews as rows for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

import click

from quizapp.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from quizapp.scheduler.model import Memory, Review

MEMORY = ("phase", "stability", "difficulty", "due")
COLUMNS = (
    *("card", "at", "grade", "ms"),
    *(f"{name}_{when}" for when in ("before", "after") for name in MEMORY),
)

AT_ONCE = 100
"""How many answers are printed at a time."""


@click.command()
@click.option("--csv", "as_csv", is_flag=True, help="Print a table instead of JSON lines.")
@options.with_folders
@click.pass_obj
def history(call: options.Call, as_csv: bool) -> None:
    """Print every answer that stands, oldest first, for other programs."""
    with options.exit_on_file_error():
        opened = options.open_here(call, options.read_config(call))
        reviews = opened.collection.store.each_review()
    if as_csv:
        click.echo(_csv_line(COLUMNS))
    while rows := _read_some(reviews):
        lines = (_csv_line(row.values()) if as_csv else options.json_text(row) for row in rows)
        click.echo("\n".join(lines))
    options.close_and_check(opened)


def _read_some(reviews: Iterator[Review]) -> list[dict[str, object]]:
    # what cannot be read is a sentence, what cannot be printed is not
    with options.exit_on_file_error():
        return list(map(row_of, islice(reviews, AT_ONCE)))


def row_of(review: Review) -> dict[str, object]:
    """One answer by column; times are in UTC, and None is unknown."""
    row = {
        "card": review.card,
        "at": _utc(review.at),
        "grade": int(review.grade),
        "ms": round(review.took.total_seconds() * 1000),
    }
    return row | _memory(review.before, "before") | _memory(review.after, "after")


def _memory(memory: Memory | None, when: str) -> dict[str, object]:
    values = memory and (memory.state, memory.stability, memory.difficulty, _utc(memory.due))
    return dict(zip((f"{name}_{when}" for name in MEMORY), values or [None] * 4, strict=True))


def _csv_line(values: Iterable[object]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
