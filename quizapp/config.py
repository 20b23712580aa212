"""The learner's settings and where they lie; without a file everything has a default."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from deckgen.model import Place, Problem
from quizapp.answer_keys import AnswerKeys
from quizapp.keys import wrong_keys

FILE = "config.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a learner can choose."""

    desired_retention: float = 0.9
    """The share of reviews to pass: more of it means more reviews."""
    new_per_day: int = 10
    reviews_per_day: int = 200
    rollover: int = 4
    """The hour at which the learner's day begins."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The key for a binding id, where it is not the one that comes with the quiz."""
    answer_keys: str = "four"
    """`two` offers pass and fail in the place of four grades."""
    leech_threshold: int = 8
    """How many lapses make a card a leech; 0 for never."""
    leech_suspends: bool = False
    """Whether a leech is suspended, too."""

    @property
    def rollover_time(self) -> time:
        """The wall-clock time at which the learner's day begins."""
        return time(self.rollover)


class ConfigError(Exception):
    """Settings nobody can follow; says which, where, and what to write instead, a line each."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))


def default_data() -> Path:
    """Where a learner's reviews and settings are kept when no folder is named."""
    return user_data_path("torchdeck", appauthor=False)


def load_config(folder: Path) -> Config:
    """The settings in a data folder; raises ConfigError for all that cannot be followed."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        settings = tomllib.loads(text)
    except FileNotFoundError:
        return Config()
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(str(path), int(line[1]) if line else len(text.splitlines()))
        raise ConfigError(Problem(place, f"not TOML: {error}", "mend this line")) from error
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(Place(str(path), 1), f"cannot be read: {error}", "make it a UTF-8 file")
        raise ConfigError(problem) from error
    problems = [
        Problem(Place(str(path), _line_of(key, text)), what, remedy)
        for key, what, remedy in _all_wrong(settings)
    ]
    if problems:
        raise ConfigError(*problems)
    return Config(**settings)


def _all_wrong(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
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


def _is_answer_keys(value: Any) -> bool:
    return value in set(AnswerKeys)


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_keys(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) and key for key in value.values())


CHECKS = {
    "desired_retention": (_is_share, "write a share from 0.70 to 0.97"),
    "new_per_day": (_is_count, "write a whole number, 0 or more"),
    "reviews_per_day": (_is_count, "write a whole number, 0 or more"),
    "rollover": (_is_hour, "write an hour from 0 to 23"),
    "answer_keys": (_is_answer_keys, 'write "four" or "two"'),
    "leech_threshold": (_is_count, "write a whole number, 0 for never"),
    "leech_suspends": (_is_switch, "write true or false"),
    "keys": (_is_keys, 'write a table like `keys = { review-undo = "z" }`'),
}


def _line_of(key: str, text: str) -> int:
    """The line that sets a key: only for pointing at it, so 1 is good enough where it hides."""
    start = re.compile(rf"(?:^|[{{,])\s*[\[\"']*{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), 1) if start.search(line)), 1)
