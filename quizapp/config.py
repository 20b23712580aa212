"""The learner's settings and where they lie; without a file everything has a default.

They are read before the first painting: what only some need is imported where it is needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from quizapp.settings import WEEKDAYS, wrong_settings

if TYPE_CHECKING:
    from deckgen.model import Problem
    from quizapp.steps import Steps

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
    maximum_interval: int = 36_500
    """The days after which every card comes back, however well it is known."""
    fuzz: bool = True
    """Whether due days stray a little, so that the days fill evenly."""
    easy_days: Mapping[str, float] = field(default_factory=dict)
    """By weekday, the share of an ordinary day's reviews that it should bring."""
    learning_steps: Sequence[str] = ("1m", "10m")
    """The waits of a new card before it gets days."""
    relearning_steps: Sequence[str] = ("10m",)
    """The waits of a forgotten card before it gets days."""
    theme: str | None = None
    """The colours to begin with; None stands for those that were chosen last."""

    @property
    def rollover_time(self) -> time:
        """The wall-clock time at which the learner's day begins."""
        return time(self.rollover)

    @property
    def steps(self) -> Steps:
        """The waits before a card gets days."""
        from quizapp.steps import Steps, parse_step

        return Steps(
            tuple(map(parse_step, self.learning_steps)),
            tuple(map(parse_step, self.relearning_steps)),
        )

    @property
    def week(self) -> tuple[float, ...]:
        """The share of an ordinary day's reviews that each weekday should bring, Monday first."""
        return tuple(float(self.easy_days.get(day, 1)) for day in WEEKDAYS)


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
        number = int(line[1]) if line else len(text.splitlines())
        raise _wrong(path, [(number, f"not TOML: {error}", "mend this line")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, [(1, f"cannot be read: {error}", "make it a UTF-8 file")]) from error
    if wrong := list(wrong_settings(settings)):
        raise _wrong(path, [(_line_of(key, text), what, remedy) for key, what, remedy in wrong])
    return Config(**settings)


def _wrong(path: Path, faults: Sequence[tuple[int, str, str]]) -> ConfigError:
    from deckgen.model import Place, Problem

    places = [Place(str(path), line) for line, _, _ in faults]
    return ConfigError(
        *(Problem(at, what, how) for at, (_, what, how) in zip(places, faults, strict=True))
    )


def _line_of(key: str, text: str) -> int:
    """The line that sets a key: only for pointing at it, so 1 is good enough where it hides."""
    start = re.compile(rf"(?:^|[{{,])\s*[\[\"']*{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), 1) if start.search(line)), 1)
