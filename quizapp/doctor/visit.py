"""Whom the doctor sees: a learner's folders, computer, clock and torch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp import opening
from quizapp.config import Config, ConfigError, load_config
from quizapp.doctor import versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from quizapp.store.late import Futures


@dataclass(frozen=True, slots=True)
class Visit:
    """Whom to examine."""

    data: Path
    cards: Path
    device: str
    clock: Callable[[], datetime]
    futures: Futures
    """What each grade makes of a memory at a moment."""
    torch: str | None
    """The release of torch that is installed."""


def prepare(data: Path, cards: Path, clock: Callable[[], datetime]) -> tuple[Visit, list[str]]:
    """A visit on this computer, and what is wrong with the settings, which do not prevent it."""
    config, wrong = Config(), list[str]()
    try:
        config = load_config(data)
    except ConfigError as error:
        wrong = str(error).splitlines()
    futures = replace(opening.scheduler_of(config), fuzz=False).preview
    torch = versions.installed("torch")
    return Visit(data, cards, opening.this_device(), clock, futures, torch), wrong
