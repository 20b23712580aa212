"""The days a learner can name."""

from __future__ import annotations

import re
from datetime import date, timedelta

FARTHEST = 36_500
"""The most days ahead a card can be put."""
REMEDY = "write a number of days like 0, 3 or +14, or a coming date like 2026-12-24"


class DeedError(ValueError):
    """Something that cannot be done to these cards; the message says why, and what can."""


def read_day(text: str, today: date) -> date:
    """The learner's day that a person means by `3`, `+14`, `today` or `2026-12-24`.

    Raises DeedError for anything else, and for a day that is over.
    """
    word = text.strip().lower()
    named = {"today": today, "tomorrow": today + timedelta(1)}.get(word)
    try:
        if re.fullmatch(r"\+?\d{1,6}", word, re.ASCII):
            day = today + timedelta(int(word))
        else:
            day = named or date.fromisoformat(word)
    except (ValueError, OverflowError) as error:
        raise DeedError(f"`{text}` is no day: {REMEDY}") from error
    refuse_far(day, today, text)
    return day


def refuse_far(day: date, today: date, text: str) -> None:
    """Raise DeedError for a day that is over, or farther off than any card can wait."""
    if not today <= day <= today + timedelta(FARTHEST):
        raise DeedError(f"`{text}` is no day a card can wait for: {REMEDY}")
