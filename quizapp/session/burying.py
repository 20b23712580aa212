"""Cards held back until tomorrow: buried ones, siblings of today's, and those over the limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from quizapp.scheduler.day import DAY
from quizapp.session.related import Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Marks, Memory, Review


class Split(NamedTuple):
    """Some cards: those asked today, those held until tomorrow, and those over the limit."""

    asked: tuple[str, ...]
    held: tuple[str, ...]
    over: tuple[str, ...]


@dataclass
class Burying:
    """Decides for one moment which cards to hold; it keeps nothing, so no card is held for ever.

    A sibling holds a card for one day only: a review on the day it falls due, and a new card not
    again on the day after.
    """

    memories: Mapping[str, Memory]
    marks: Mapping[str, Marks]
    days: LearnerDays
    now: datetime
    related: Related
    reviews: Sequence[Review]
    """The reviews of the learner's day."""
    seen: set[str] = field(init=False)
    """The cards that the day asks or has asked."""

    def __post_init__(self) -> None:
        self.seen = {review.card for review in self.reviews}
        self._today = self.days.day_of(self.now)
        self._earlier = {review.card: review.before for review in reversed(self.reviews)}

    def split(self, cards: Iterable[str], room: int) -> Split:
        """Split cards by whether the day asks them, holds them, or has no room for them."""
        asked: list[str] = []
        held: list[str] = []
        over: list[str] = []
        for card in cards:
            if self._is_buried(card) or self._waits_for_sibling(card):
                held.append(card)
            elif len(asked) < room:
                asked.append(card)
                self.seen.add(card)
            else:
                over.append(card)
        return Split(tuple(asked), tuple(held), tuple(over))

    def _is_buried(self, card: str) -> bool:
        mark = self.marks.get(card)
        return mark is not None and mark.buried == self._today

    def _waits_for_sibling(self, card: str) -> bool:
        siblings = self.related.siblings_of(card) - {card}
        return not siblings.isdisjoint(self.seen) and not self._has_waited(card, siblings)

    def _has_waited(self, card: str, siblings: Iterable[str]) -> bool:
        """Whether a card may have been held before today."""
        memory = self.memories.get(card)
        if memory:
            return self.days.day_of(memory.due) < self._today
        return any(self._last_day(sibling) == self._today - DAY for sibling in siblings)

    def _last_day(self, card: str) -> date | None:
        """The learner's day a card was last answered on before today."""
        memory = self._earlier.get(card, self.memories.get(card))
        return self.days.day_of(memory.last) if memory else None
