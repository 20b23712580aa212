"""What a store has of the cards at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.memory import Mark, Memory, Review, Standing
from quizapp.queue import NO_MARK


@dataclass(frozen=True, slots=True)
class Known:
    """Memories, marks and the day's reviews, as a session keeps them."""

    memories: Mapping[str, Memory] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    today: tuple[Review, ...] = ()
    """The reviews of the learner's day, oldest first."""

    def standing(self, card: str) -> Standing:
        """Where one card stands."""
        return Standing(self.memories.get(card), self.marks.get(card, NO_MARK))
