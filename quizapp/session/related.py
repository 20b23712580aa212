"""Siblings, which give each other's answer away, and cards that are easily confused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deckgen.model import Library

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Related:
    """The siblings of each card, and the cards it is easily confused with."""

    siblings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Cards about the same snippet: whoever answers one has seen the answer of the other."""
    confusable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Cards that name each other in `:see:`, whichever of the two does."""

    def siblings_of(self, card: str) -> frozenset[str]:
        """The cards whose answer a card gives away."""
        return self.siblings.get(card, NOBODY)

    def confusable_with(self, card: str) -> frozenset[str]:
        """The cards a card is easily confused with."""
        return self.confusable.get(card, NOBODY)

    def are_related(self, one: str, other: str) -> bool:
        """Whether one card should not come right after the other."""
        return other in self.siblings_of(one) or other in self.confusable_with(one)


def relate(library: Library) -> Related:
    """Relate the cards of a library; retired ones are left out."""
    cards = {card.id: card for card in library.cards if card.retired is None}
    about: defaultdict[str, set[str]] = defaultdict(set)
    confusable: defaultdict[str, set[str]] = defaultdict(set)
    for card in cards.values():
        for snippet in card.snippets:
            about[snippet].add(card.id)
        for other in card.see:
            if other in cards:
                confusable[card.id].add(other)
                confusable[other].add(card.id)
    siblings: defaultdict[str, set[str]] = defaultdict(set)
    for family in about.values():
        for one in family:
            siblings[one] |= family - {one}
    return Related(_frozen(siblings), _frozen(confusable))


def _frozen(relatives: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {card: frozenset(others) for card, others in relatives.items() if others}
