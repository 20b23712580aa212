"""The examination by `quizapp doctor`, and its repairs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.collection.open_collection import scheduler_of
from quizapp.config import ConfigError, load_config
from quizapp.features.doctor import machine
from quizapp.features.doctor.deck import examine_deck
from quizapp.features.doctor.machine import examine_folders, examine_versions
from quizapp.features.doctor.reviews import examine_reviews
from quizapp.features.doctor.section import Section, Trouble, name_some
from quizapp.store import ReviewStore, this_device

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from quizapp.store.conflicts import Futures

AHEAD = timedelta(minutes=5)
"""How far the clocks of two computers may be apart."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of an examination."""

    sections: tuple[Section, ...]

    @property
    def troubles(self) -> list[Trouble]:
        """All there is to fix."""
        return [trouble for section in self.sections for trouble in section.troubles]

    def as_json(self) -> dict[str, object]:
        """Everything as JSON can hold it."""
        return {section.title.lower(): section.as_json() for section in self.sections}

    def describe(self, wrong: Iterable[str] = ()) -> str:
        """Everything for a person, the troubles last, with what is wrong with the settings."""
        lines = [line for section in self.sections for line in (*section.lines(), "")]
        troubles = [f"- {trouble}" for trouble in (*self.troubles, *wrong)]
        return "\n".join([*lines, *(["To fix", *troubles] if troubles else ["All is well."])])


def examine(visit: Visit) -> Examined:
    """Look at everything; no review and no setting is changed."""
    reviews, reviewed = examine_reviews(
        visit.data, visit.device, visit.clock(), AHEAD, visit.futures
    )
    return Examined((
        examine_folders(visit.data, visit.cards, visit.snippets),
        examine_versions(),
        examine_deck(visit.cards, visit.snippets, reviewed, visit.torch),
        reviews,
    ))  # fmt: skip


def repair(visit: Visit) -> tuple[str, ...]:
    """Copy the store, then repair what can be repaired; sentences about what was done.

    None where there is nothing to do. Raises OSError, and then nothing has changed.
    """
    if not any(trouble.by_repair for trouble in examine(visit).troubles):
        return ()
    with ReviewStore(visit.data, device=visit.device, clock=visit.clock) as store:
        done = store.repair(f"repair-{visit.clock():%H%M%S}")
        if late := store.late(visit.futures):
            store.settle(late, "two devices")
            done = (*done, f"made one memory of the reviews on two computers: {name_some(late)}")
    return done


@dataclass(frozen=True, slots=True)
class Visit:
    """The folders and versions to examine."""

    data: Path
    cards: Path
    snippets: Path
    device: str
    clock: Callable[[], datetime]
    futures: Futures
    """What each grade makes of a memory at a moment."""
    torch: str | None
    """The release of torch that is installed."""


def prepare(
    data: Path, cards: Path, snippets: Path, clock: Callable[[], datetime]
) -> tuple[Visit, list[str]]:
    """A visit on this computer, and what is wrong with the settings, which do not prevent it."""
    try:
        config = load_config(data)
    except ConfigError as error:
        config = error.config
    futures = replace(scheduler_of(config), fuzz=False).preview
    torch = machine.installed("torch")
    return Visit(data, cards, snippets, this_device(), clock, futures, torch), list(config.wrong)
