"""The learner's settings in config.toml: what each may be, and its default."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path

from quizapp.keys import say_nearest, wrong_keys

if TYPE_CHECKING:
    from deckgen.model import Problem
    from quizapp.scheduler.steps import Steps

THEMES = ("dark", "light", "contrast-dark", "contrast-light", "ansi")
"""The names of the themes, in the order in which the theme key shows them."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEW_ORDERS = ("after", "before", "mixed")
"""When new cards come, beside the reviews of a day."""
FILE = "config.toml"
UNTIL_THEN = "until then every setting has its default"


def wrong_settings(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each wrong setting: its key, what is wrong, and the remedy."""
    for key, value in settings.items():
        if wrong := _fault_of(key, value):
            yield key, *wrong
    if _is_keys(keys := settings.get("keys", {})):
        yield from wrong_keys(keys)


def _fault_of(key: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a setting, and the remedy."""
    if key in RETIRED:
        return None
    if key not in CHECKS:
        return f"`{key}` is unknown and does nothing", say_nearest(key, CHECKS)
    check, remedy = CHECKS[key]
    if check(value):
        return None
    return f"`{key}` cannot be {value!r}, so it is {_say_default(key)}", remedy


def _say_default(key: str) -> str:
    if key in {"keys", "easy_days"}:
        return "left out"
    if key == "theme":
        return "the one you chose last"
    return json.dumps(getattr(Config(), key))


def _is_share(value: Any) -> bool:
    return isinstance(value, float) and 0.7 <= value <= 0.97


def _is_count(value: Any) -> bool:
    # bool is an int to Python, not to a learner
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_hour(value: Any) -> bool:
    return _is_count(value) and value < 24


def _is_theme(value: Any) -> bool:
    return isinstance(value, str) and value in THEMES


def _is_new_order(value: Any) -> bool:
    return isinstance(value, str) and value in NEW_ORDERS


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
    from quizapp.scheduler.steps import parse_step

    try:
        return isinstance(value, str) and bool(parse_step(value))
    except ValueError:
        return False


def _is_keys(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) and key for key in value.values())


STEPS = 'write a list like `["1m", "10m"]`, each a number with s, m, h or d; `[]` for none'
RETIRED = frozenset({"answer_keys"})
"""Settings of earlier versions: a file may still hold them, and they do nothing."""
CHECKS = {
    "desired_retention": (_is_share, "write a share from 0.70 to 0.97"),
    "new_per_day": (_is_count, "write a whole number, 0 or more"),
    "reviews_per_day": (_is_count, "write a whole number, 0 or more"),
    "new_order": (_is_new_order, f"write one of {', '.join(NEW_ORDERS)}"),
    "rollover": (_is_hour, "write an hour from 0 to 23"),
    "theme": (_is_theme, f"write one of {', '.join(THEMES)}"),
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


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a learner."""

    desired_retention: float = 0.9
    """The share of reviews to remember; a higher share means more reviews."""
    new_per_day: int = 10
    reviews_per_day: int = 200
    rollover: int = 4
    """The hour at which the learner's day begins."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The learner's own keys, by binding id."""
    leech_threshold: int = 8
    """How many lapses make a card a leech; 0 for never."""
    leech_suspends: bool = False
    """Whether a new leech is suspended."""
    maximum_interval: int = 36_500
    """The longest interval, in days."""
    fuzz: bool = True
    """Whether intervals are fuzzed, which spreads cards over the days."""
    easy_days: Mapping[str, float] = field(default_factory=dict)
    """By weekday, the share of an ordinary day's reviews that it should bring."""
    learning_steps: Sequence[str] = ("1m", "10m")
    """The learning steps of a new card."""
    relearning_steps: Sequence[str] = ("10m",)
    """The relearning steps of a forgotten card."""
    theme: str | None = None
    """The theme to start with; None means the one that was chosen last."""
    new_order: str = "after"
    """When new cards come: after the reviews of the day, before them, or mixed among them."""
    wrong: tuple[str, ...] = field(default=(), compare=False)
    """What is wrong with the file, a sentence each; what it names has its default here."""

    @property
    def rollover_time(self) -> time:
        """The wall-clock time at which the learner's day begins."""
        return time(self.rollover)

    @property
    def steps(self) -> Steps:
        """The learning and relearning steps."""
        from quizapp.scheduler.steps import Steps, parse_step

        return Steps(
            tuple(map(parse_step, self.learning_steps)),
            tuple(map(parse_step, self.relearning_steps)),
        )

    @property
    def week(self) -> tuple[float, ...]:
        """The share of an ordinary day's reviews that each weekday should bring, Monday first."""
        return tuple(float(self.easy_days.get(day, 1)) for day in WEEKDAYS)


class ConfigError(Exception):
    """A settings file with mistakes; the message names each with its line and the remedy."""

    def __init__(self, config: Config, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.config = replace(config, wrong=tuple(map(str, problems)))
        """The settings to go on with: every wrong one has its default."""


def default_data() -> Path:
    """The data folder that is used when no folder is named."""
    return user_data_path("torchdeck", appauthor=False)


def load_config(folder: Path) -> Config:
    """The settings of a data folder; raises ConfigError with every mistake."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        settings = tomllib.loads(text)
    except FileNotFoundError:
        return Config()
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else len(text.splitlines())
        remedy = f"fix this line; {UNTIL_THEN}"
        raise _wrong(path, [(number, f"not TOML: {error}", remedy)]) from error
    except (OSError, UnicodeDecodeError) as error:
        remedy = f"make it a UTF-8 file; {UNTIL_THEN}"
        raise _wrong(path, [(1, f"cannot be read: {error}", remedy)]) from error
    if wrong := list(wrong_settings(settings)):
        faults = [(_line_of(key, text), what, remedy) for key, what, remedy in wrong]
        raise _wrong(path, faults, _config_of(_without_faults(settings)))
    return _config_of(settings)


def _config_of(settings: Mapping[str, Any]) -> Config:
    return Config(**{key: value for key, value in settings.items() if key not in RETIRED})


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write some settings into a data folder's file, and leave its other lines and comments alone.

    A setting of None is taken out. Raises ConfigError where the file is damaged, and OSError.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from deckgen.syntax.files import replace_file

    path = folder / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise _wrong(path, [(1, f"not TOML: {error}", "fix it first")]) from error
    for key, value in settings.items():
        if value is not None:
            document[key] = value
        elif key in document:
            del document[key]
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(path, tomlkit.dumps(document).encode())


def _without_faults(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settings without the wrong ones, and without the keys that are wrong."""
    # A key that goes back to its default may meet another one there.
    while wrong := {key for key, _, _ in wrong_settings(settings)}:
        settings = {key: value for key, value in settings.items() if key not in wrong}
        if _is_keys(keys := settings.get("keys", {})):
            settings |= {"keys": {key: name for key, name in keys.items() if key not in wrong}}
    return settings


def _wrong(
    path: Path, faults: Sequence[tuple[int, str, str]], config: Config | None = None
) -> ConfigError:
    from deckgen.model import Place, Problem

    problems = (Problem(Place(str(path), line), what, remedy) for line, what, remedy in faults)
    return ConfigError(config or Config(), *problems)


def _line_of(key: str, text: str) -> int:
    """The line that sets a key; 1 where it cannot be found."""
    start = re.compile(rf"(?:^|[{{,])\s*[\[\"']*{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), 1) if start.search(line)), 1)
