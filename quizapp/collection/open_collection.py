"""Opens a collection from a folder of reviews and a folder of cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deckgen.snippets.library import default_snippets
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

    from deckgen.model import Library, Problem
    from quizapp.config import Config


@dataclass(frozen=True, slots=True)
class OpenCollection:
    """An open collection, its folder, and the problems of its cards."""

    collection: Collection
    data: Path
    """Where the learner's reviews and settings are."""
    config: Config
    problems: tuple[Problem, ...] = ()
    wrong_settings: tuple[str, ...] = ()
    """What is wrong with the settings, a sentence each."""
    notices: tuple[str, ...] = ()
    """What can't be done with these folders, a sentence each."""

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
        """The problems of settings, folders, journals and cards, in sentences."""
        said = [*self.wrong_settings, *self.notices, *self.collection.store.damaged]
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
    snippets: Path | None = None,
    *,
    config: Config,
    clock: Callable[[], datetime],
    zone: tzinfo | None = None,
) -> OpenCollection:
    """Everything a session needs, from a data folder and a folder of cards.

    The snippets are those beside the cards, where no folder is named.
    """
    library, problems = load_library(cards)
    store = ReviewStore(data, device=this_device(), clock=clock)
    collection = Collection(
        library,
        store,
        scheduler_of(config, zone),
        Limits(config.new_per_day, config.reviews_per_day),
        Leeches(config.leech_threshold, config.leech_suspends),
        Proofs(cards, snippets),
        NewOrder(config.new_order),
    )
    notices = (store.read_only, say_without_snippets(library, snippets or default_snippets(cards)))
    return OpenCollection(
        collection, data, config, tuple(problems), config.wrong, tuple(filter(None, notices))
    )


def say_without_snippets(library: Library, folder: Path) -> str:
    """That none of the snippets that the cards quote is there, and the remedy; else empty."""
    asked = (card for card in library.cards if not card.retired)
    quoted = {name for card in asked for name in card.snippets}
    if not quoted or any((folder / f"{name}.py").exists() for name in quoted):
        return ""
    return (
        f"{folder} has none of the {len(quoted)} snippets of these cards, so no code can be run: "
        "name their folder with `--snippets DIR`"
    )
