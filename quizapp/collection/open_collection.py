"""Opens a collection from a folder of reviews and a folder of cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deckgen.syntax.library import load_library
from quizapp.collection.collection import Collection
from quizapp.collection.proofs import Proofs
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.review import Leeches
from quizapp.session.limits import Limits
from quizapp.session.queue import NewOrder
from quizapp.store import ReviewStore, this_device
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo
    from pathlib import Path

    from deckgen.model import Problem
    from quizapp.config import Config


@dataclass(frozen=True, slots=True)
class OpenCollection:
    """An open collection, its folder, and the problems of its cards."""

    collection: Collection
    data: Path
    """Where the learner's reviews and settings are."""
    config: Config
    problems: tuple[Problem, ...] = ()

    over: str = ""
    """The notice that the day of an interview is over; it is shown once."""

    def with_config(self, config: Config) -> OpenCollection:
        """The same cards and reviews under other settings."""
        collection = replace(
            self.collection,
            scheduler=scheduler_of(config, self.collection.scheduler.days.zone),
            limits=Limits(config.new_per_day, config.reviews_per_day),
            leeches=Leeches(config.leech_threshold, config.leech_suspends),
            new_order=NewOrder(config.new_order),
        )
        return replace(self, collection=collection, config=config)

    def complaints(self) -> list[str]:
        """The damaged journals and the problems of the cards, in sentences."""
        said = list(self.collection.store.damaged)
        if self.problems:
            count = say_number(len(self.problems), "problem")
            said.append(f"{count} in the cards; `deckgen check` names all. {self.problems[0]}")
        return said


def scheduler_of(config: Config, zone: tzinfo | None = None) -> Scheduler:
    """The scheduler that a learner's settings ask for."""
    return Scheduler(
        LearnerDays(zone, config.rollover_time),
        config.desired_retention,
        config.maximum_interval,
        steps=config.steps,
        fuzz=config.fuzz,
        easy_days=config.week,
    )


def open_collection(
    data: Path,
    cards: Path,
    *,
    config: Config,
    clock: Callable[[], datetime],
    zone: tzinfo | None = None,
) -> OpenCollection:
    """Everything a session needs, from a data folder and a folder of cards."""
    library, problems = load_library(cards)
    collection = Collection(
        library,
        ReviewStore(data, device=this_device(), clock=clock),
        scheduler_of(config, zone),
        Limits(config.new_per_day, config.reviews_per_day),
        Leeches(config.leech_threshold, config.leech_suspends),
        Proofs(cards),
        NewOrder(config.new_order),
    )
    return OpenCollection(collection, data, config, tuple(problems))
