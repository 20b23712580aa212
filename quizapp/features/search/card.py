"""A card as the search sees it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from deckgen.syntax.cloze import replace_in_markdown
from quizapp.scheduler.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from deckgen.model import Card, Deck
    from deckgen.snippets.state import ProofState
    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import CardStatus, Memory, Review

MARKS = re.compile(r"`|(?<![\w*])[*]{1,3}(?=[^\s*])|(?<=[^\s*])[*]{1,3}(?![\w*])")
"""Code marks and emphasis; `x**2` has none."""


@dataclass
class SearchContext:
    """Facts a query may ask for beside the card; slow ones are read when a query asks for them."""

    library: str
    now: datetime
    days: LearnerDays
    read_reviews: Callable[[], Iterable[Review]]
    proof_state: Callable[[Card], ProofState]

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
class SearchCard:
    """A card with its deck, its status, and the context of the search."""

    card: Card
    deck: Deck
    status: CardStatus
    context: SearchContext

    @property
    def memory(self) -> Memory | None:
        """The memory of the card; None for a new one."""
        return self.status.memory

    @property
    def state(self) -> State | None:
        """The state the card is in; None for a new one."""
        return self.memory.state if self.memory else None

    @property
    def is_buried(self) -> bool:
        """Whether the card is set aside until tomorrow."""
        return self.status.mark.buried == self.context.today

    @property
    def is_aside(self) -> bool:
        """Whether the card is not asked whatever its date says."""
        return self.status.mark.suspended or self.is_buried

    @property
    def reviews(self) -> Sequence[Review]:
        """The card's reviews, oldest first."""
        return self.context.reviews.get(self.card.id, ())


@lru_cache(maxsize=8192)
def texts_of(card: Card) -> tuple[str, ...]:
    """A card as it is written, and as it reads, each in one line and to be searched by itself."""
    front = replace_in_markdown(card.front, lambda cloze: cloze.text)
    written = "\n".join((card.question, card.front, *card.hints, card.back))
    read = MARKS.sub("", "\n".join((card.question, front, *card.hints, card.back)))
    return tuple(dict.fromkeys(_in_one_line(text) for text in (written, read)))


def plain_line(text: str) -> str:
    """A text as it reads, in one line."""
    return _in_one_line(MARKS.sub("", text))


def _in_one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
