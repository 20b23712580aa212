"""The statistics of a learner, read from where the reviews are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.statistics.summary import Statistics, summarise
from quizapp.topics import topic_name

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.study import Study


def look_back(study: Study, now: datetime) -> Statistics:
    """The statistics of a moment; not quick, for all reviews are read; may raise OSError."""
    study.store.refresh()
    decks = {
        topic_name(deck): [card.id for card in deck.cards if study.cards.get(card.id) is card]
        for deck in study.library.decks
    }
    return summarise(
        study.store.reviews(),
        study.store.memories(),
        decks,
        now,
        study.scheduler.days,
        marks=study.store.marks(),
    )
