"""The cards of a collection that a query means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.snippets.state import proof_state
from quizapp.features.search.card import SearchCard, SearchContext
from quizapp.features.search.parser import parse
from quizapp.scheduler.model import CardStatus, Marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection


def find_cards(query: str, collection: Collection, now: datetime) -> tuple[Card, ...]:
    """The cards a query means, in study order; raises QueryError for a query with a mistake.

    The store is read as it is: refresh it first where other windows may have written. Reviews and
    proofs are read only for a query that asks about them; raises OSError where they cannot be.
    """
    means = parse(query)
    return tuple(each.card for each in search_cards(collection, now) if means(each))


def search_cards(collection: Collection, now: datetime) -> Iterator[SearchCard]:
    """Every card that may be asked, as a query sees it, in study order."""
    asked, memories, marks = collection.cards, collection.store.memories(), collection.store.marks()
    context = SearchContext(
        collection.library.name,
        now,
        collection.scheduler.days,
        collection.store.reviews,
        lambda card: proof_state(card, collection.proofs.snippet_library),
    )
    for deck in collection.library.decks:
        for card in deck.cards:
            if asked.get(card.id) is card:
                status = CardStatus(memories.get(card.id), marks.get(card.id, Marks()))
                yield SearchCard(card, deck, status, context)
