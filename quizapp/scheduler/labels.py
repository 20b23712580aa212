"""Anki's interval labels on the answer buttons."""

from __future__ import annotations

from datetime import timedelta

from quizapp.scheduler.steps import LEARN_AHEAD

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = timedelta(days=365) / 12
YEAR = timedelta(days=365)


def label_span(span: timedelta) -> str:
    """A span as an answer button shows it: `<30s`, `<10m`, `25m`, `1.5h`, `3d`, `1.2mo`, `2.3y`."""
    if span < MINUTE:
        return f"<{max(1, _half_up(span / SECOND))}s"
    if span < HOUR:
        # Anki marks a step that learn-ahead may show early.
        sooner = "<" if span < LEARN_AHEAD else ""
        return f"{sooner}{_half_up(span / MINUTE)}m"
    if span < DAY:
        return f"{_one_decimal(span / HOUR)}h"
    if span < MONTH:
        return f"{_half_up(span / DAY)}d"
    if span < YEAR:
        return f"{_one_decimal(span / MONTH)}mo"
    return f"{_one_decimal(span / YEAR)}y"


def _half_up(amount: float) -> int:
    # round() would send 5.5 minutes to 6 but 4.5 to 4; Anki rounds halves away from zero.
    return int(amount + 0.5)


def _one_decimal(amount: float) -> str:
    return f"{_half_up(amount * 10) / 10:g}"
