"""What each setting may be, and what to write where it is something else.

Settings are read before the first painting: what only some need is imported where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.keys import wrong_keys
from quizapp.looks import THEMES

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def wrong_settings(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each key that cannot be followed, what is wrong with it, and the remedy."""
    for key, value in settings.items():
        if wrong := _wrong(key, value):
            yield key, *wrong
    if _is_keys(keys := settings.get("keys", {})):
        yield from wrong_keys(keys)


def _wrong(key: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a setting, and the remedy."""
    if key not in CHECKS:
        return f"`{key}` is no setting", f"the settings are {', '.join(CHECKS)}"
    check, remedy = CHECKS[key]
    return None if check(value) else (f"`{key}` cannot be {value!r}", remedy)


def _is_share(value: Any) -> bool:
    return isinstance(value, float) and 0.7 <= value <= 0.97


def _is_count(value: Any) -> bool:
    # bool is an int to Python, not to a learner
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_hour(value: Any) -> bool:
    return _is_count(value) and value < 24


def _is_theme(value: Any) -> bool:
    return isinstance(value, str) and value in THEMES


def _is_answer_keys(value: Any) -> bool:
    from quizapp.answer_keys import AnswerKeys

    return isinstance(value, str) and value in set(AnswerKeys)


def _is_interval(value: Any) -> bool:
    return _is_count(value) and 1 <= value <= 36_500


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_week(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value).issubset(WEEKDAYS)
        and all(map(_is_part, value.values()))
        and any(value.get(day, 1) for day in WEEKDAYS)
    )


def _is_part(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _are_steps(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_step, value))


def _is_step(value: Any) -> bool:
    from quizapp.steps import parse_step

    try:
        return isinstance(value, str) and bool(parse_step(value))
    except ValueError:
        return False


def _is_keys(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) and key for key in value.values())


STEPS = 'write a list like `["1m", "10m"]`, each a number with s, m, h or d; `[]` for none'
CHECKS = {
    "desired_retention": (_is_share, "write a share from 0.70 to 0.97"),
    "new_per_day": (_is_count, "write a whole number, 0 or more"),
    "reviews_per_day": (_is_count, "write a whole number, 0 or more"),
    "rollover": (_is_hour, "write an hour from 0 to 23"),
    "theme": (_is_theme, f"write one of {', '.join(THEMES)}"),
    "answer_keys": (_is_answer_keys, 'write "four" or "two"'),
    "leech_threshold": (_is_count, "write a whole number, 0 for never"),
    "leech_suspends": (_is_switch, "write true or false"),
    "keys": (_is_keys, 'write a table like `keys = { review-undo = "z" }`'),
    "maximum_interval": (_is_interval, "write a number of days from 1 to 36500"),
    "fuzz": (_is_switch, "write true or false"),
    "easy_days": (
        _is_week,
        "write shares from 0 to 1 like `easy_days = { sat = 0.5, sun = 0 }`, one day above 0",
    ),
    "learning_steps": (_are_steps, STEPS),
    "relearning_steps": (_are_steps, STEPS),
}
