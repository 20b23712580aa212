"""The cards of a study that a query means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.snippets.state import state_of
from quizapp.features.search.card import Around, Shelved
from quizapp.features.search.parser import parse
from quizapp.scheduler.model import Mark, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Study


def find_cards(query: str, study: Study, now: datetime) -> tuple[Card, ...]:
    """The cards a query means, in study order; raises QueryError where nobody can tell.

    The store is read as it is: refresh it first where other windows may have written. Reviews and
    proofs are read only for a query that asks about them; raises OSError where they cannot be.
    """
    meant = parse(query)
    return tuple(card.card for card in shelve(study, now) if meant.holds(card))


def shelve(study: Study, now: datetime) -> Iterator[Shelved]:
    """Every card that may be asked as a query sees it, in study order."""
    asked, memories, marks = study.cards, study.store.memories(), study.store.marks()
    around = Around(
        study.library.name,
        now,
        study.scheduler.days,
        study.store.reviews,
        lambda card: state_of(card, study.proofs.shelf),
    )
    for deck in study.library.decks:
        for card in deck.cards:
            if asked.get(card.id) is card:
                standing = Standing(memories.get(card.id), marks.get(card.id, Mark()))
                yield Shelved(card, deck, standing, around)
