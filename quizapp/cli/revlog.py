"""The reviews that stand as rows for other programs: one for each answer, in plain words."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from quizapp.scheduler.model import Memory, Review

MEMORY = ("phase", "stability", "difficulty", "due")
COLUMNS = (
    *("card", "at", "grade", "ms"),
    *(f"{name}_{when}" for when in ("before", "after") for name in MEMORY),
)


def row_of(review: Review) -> dict[str, object]:
    """One answer, column by column; times in UTC, what is not known is None."""
    row = {
        "card": review.card,
        "at": _utc(review.at),
        "grade": int(review.grade),
        "ms": round(review.took.total_seconds() * 1000),
    }
    return row | _memory(review.before, "before") | _memory(review.after, "after")


def as_csv(reviews: Iterable[Review]) -> Iterator[str]:
    """A table, its header first."""
    yield _csv_line(COLUMNS)
    for review in reviews:
        yield _csv_line(row_of(review).values())


def as_json_lines(reviews: Iterable[Review]) -> Iterator[str]:
    """One JSON object an answer."""
    for review in reviews:
        yield json.dumps(row_of(review), ensure_ascii=False)


def _memory(memory: Memory | None, when: str) -> dict[str, object]:
    values = memory and (memory.phase, memory.stability, memory.difficulty, _utc(memory.due))
    return dict(zip((f"{name}_{when}" for name in MEMORY), values or [None] * 4, strict=True))


def _csv_line(values: Iterable[object]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
