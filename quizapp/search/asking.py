"""What a term asks of a card."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deckgen.snippets.state import State
from quizapp.memory import Grade, Phase
from quizapp.queue import LEARN_AHEAD
from quizapp.search.properties import COMPARISONS
from quizapp.search.text import texts_of
from quizapp.topics import topic_name

if TYPE_CHECKING:
    from quizapp.search.shelved import Shelved

BELOW = "::"
"""What stands between a deck or a tag and one below it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Holds for cards whose text has a pattern."""

    pattern: re.Pattern[str]

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return any(self.pattern.search(text) for text in texts_of(card.card))


@dataclass(frozen=True, slots=True)
class Named:
    """Holds for cards one of whose names is exactly a pattern."""

    key: str
    pattern: re.Pattern[str]

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return any(self.pattern.match(name) for name in NAMES[self.key](card))


@dataclass(frozen=True, slots=True)
class Being:
    """Holds for cards in a state of their life."""

    state: str

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return STATES[self.state](card)


@dataclass(frozen=True, slots=True)
class Flagged:
    """Holds for cards with a flag; 0 for those without."""

    flag: int

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        return card.standing.mark.flag == self.flag


@dataclass(frozen=True, slots=True)
class Rated:
    """Holds for cards answered on a learner's day that compares as asked, with a grade or any."""

    sign: str
    day: int
    """Counted from today, which is 0; yesterday is -1."""
    grade: Grade | None = None

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        compare = COMPARISONS[self.sign]
        return any(
            self.grade in (None, review.grade)
            and compare(card.around.days_until(review.at), self.day)
            for review in card.reviews
        )


@dataclass(frozen=True, slots=True)
class Introduced:
    """Holds for cards answered for the first time within some learner's days."""

    days: int

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        first = next(iter(card.reviews), None)
        return first is not None and card.around.days_until(first.at) > -self.days


def state_name(state: State) -> str:
    """How a query names how far a card is proven."""
    return state.value.replace("_", "-")


def _deck_names(card: Shelved) -> list[str]:
    name = topic_name(card.deck)
    return [name, f"{card.around.library}{BELOW}{name}"]


def _tags(card: Shelved) -> list[str]:
    leech = ["leech"] * card.standing.mark.leech
    return [*card.deck.tags, *leech] or ["none"]


NAMES: dict[str, Callable[[Shelved], list[str]]] = {
    "deck": _deck_names,
    "tag": _tags,
    "id": lambda card: [card.card.id],
    "kind": lambda card: [card.card.kind],
    "level": lambda card: [card.card.level],
    "origin": lambda card: list(card.card.origin),
    "see": lambda card: list(card.card.see),
    "state": lambda card: [state_name(card.around.state_of(card.card))],
}


def _is_due(card: Shelved) -> bool:
    if card.memory is None or card.is_aside:
        return False
    if card.phase is Phase.REVIEW:
        return card.around.days_until(card.memory.due) <= 0
    return card.memory.due <= card.around.now + LEARN_AHEAD


STATES: dict[str, Callable[[Shelved], bool]] = {
    "due": _is_due,
    "new": lambda card: card.phase is None,
    "learn": lambda card: card.phase in (Phase.LEARNING, Phase.RELEARNING),
    "review": lambda card: card.phase in (Phase.REVIEW, Phase.RELEARNING),
    "suspended": lambda card: card.standing.mark.suspended,
    "buried": lambda card: card.is_buried and not card.standing.mark.suspended,
    "leech": lambda card: card.standing.mark.leech,
}
