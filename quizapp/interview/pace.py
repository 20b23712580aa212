"""How many new cards a day brings, so that all have come in time."""

from __future__ import annotations

from datetime import date

QUIET_DAYS = 3
"""The last days bring no new cards: one met the day before is not yet remembered."""


def quiet_days(days: int) -> int:
    """How many of the last of some days stay free of new cards: at most half of them."""
    return min(QUIET_DAYS, days // 2)


def per_day(unseen: int, days: int) -> int:
    """The new cards of the first of some days, where they are spread evenly; 0 without days."""
    return -(-unseen // days) if days > 0 else 0


def spread(unseen: int, days: int, cap: int) -> tuple[int, ...]:
    """The new cards of each of some days, none above the cap; what does not fit is left over."""
    counts = []
    for left in range(days, 0, -1):
        counts.append(min(cap, per_day(unseen, left)))
        unseen -= counts[-1]
    return tuple(counts)


def days_needed(unseen: int, cap: int) -> int | None:
    """In how many days, the quiet ones among them, all come; None where the cap is 0."""
    if cap <= 0:
        return None if unseen else 1
    busy = max(1, per_day(unseen, cap))
    candidates = range(busy, busy + QUIET_DAYS + 1)
    return next(days for days in candidates if days - quiet_days(days) >= busy)


def new_days(made: date, today: date, day: date) -> int:
    """How many days, from today on, bring new cards, under a plan made on a day for another."""
    return max(0, (day - today).days - quiet_days((day - made).days))
