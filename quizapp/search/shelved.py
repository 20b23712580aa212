"""One card as a query sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quizapp.memory import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from deckgen.model import Card, Deck
    from deckgen.snippets.state import State
    from quizapp.days import LearnerDays
    from quizapp.memory import Memory, Review, Standing


@dataclass
class Around:
    """What a query may ask for beside the card; what takes time is read when it is asked for."""

    library: str
    now: datetime
    days: LearnerDays
    read_reviews: Callable[[], Iterable[Review]]
    state_of: Callable[[Card], State]

    @cached_property
    def today(self) -> date:
        """The learner's day of this moment."""
        return self.days.day_of(self.now)

    @cached_property
    def reviews(self) -> Mapping[str, Sequence[Review]]:
        """The reviews of each card, oldest first."""
        reviews: defaultdict[str, list[Review]] = defaultdict(list)
        for review in self.read_reviews():
            reviews[review.card].append(review)
        return reviews

    def days_until(self, moment: datetime) -> int:
        """Learner's days from today to that of a moment; negative where it is past."""
        return (self.days.day_of(moment) - self.today).days


@dataclass(frozen=True, slots=True)
class Shelved:
    """A card, where it stands, and what is around it."""

    card: Card
    deck: Deck
    standing: Standing
    around: Around

    @property
    def memory(self) -> Memory | None:
        """What is remembered of the card; None for a new one."""
        return self.standing.memory

    @property
    def phase(self) -> Phase | None:
        """Where the card is in its life; None for a new one."""
        return self.memory.phase if self.memory else None

    @property
    def is_buried(self) -> bool:
        """Whether the card is set aside until tomorrow."""
        return self.standing.mark.buried == self.around.today

    @property
    def is_aside(self) -> bool:
        """Whether the card is not asked whatever its date says."""
        return self.standing.mark.suspended or self.is_buried

    @property
    def reviews(self) -> Sequence[Review]:
        """The card's reviews, oldest first."""
        return self.around.reviews.get(self.card.id, ())
