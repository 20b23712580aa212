"""A query that was understood: terms, and how they are connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quizapp.search.shelved import Shelved


class Node(Protocol):
    """A question about a card that has an answer."""

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""


@dataclass(frozen=True, slots=True)
class Every:
    """Holds where all of its parts do; without parts it holds for every card."""

    parts: tuple[Node, ...] = ()

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return all(part.holds(card) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Holds where one of its parts does."""

    parts: tuple[Node, ...]

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return any(part.holds(card) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Without:
    """Holds where its part does not."""

    part: Node

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return not self.part.holds(card)
