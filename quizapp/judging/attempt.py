"""What a learner has typed for a card, and how it has fared so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.judging.judgement import Judgement
    from quizapp.known import Known


@dataclass(frozen=True, slots=True)
class Attempt:
    """One card's answer in the making."""

    typed: tuple[str, ...] = ()
    """One text, or the words for every blank of a cloze; empty before anything was typed."""
    tries: int = 0
    """How often it was judged right or wrong."""
    judgement: Judgement | None = None
    """What was found the last time."""
    checked: tuple[str, ...] = ()
    """What was typed then."""

    @property
    def unchecked(self) -> bool:
        """Whether something is typed that was not judged."""
        return any(text.strip() for text in self.typed) and self.typed != self.checked

    def with_text(self, typed: tuple[str, ...]) -> Attempt:
        """The attempt with something else typed."""
        return replace(self, typed=typed)

    def judged(self, judgement: Judgement, checked: tuple[str, ...]) -> Attempt:
        """The attempt after what was checked is judged; one that nobody could judge is no try."""
        tries = self.tries + (judgement.right is not None)
        return replace(self, tries=tries, judgement=judgement, checked=checked)


Attempts = dict[tuple[str, int], Attempt]
"""The attempts since the quiz was opened, by card and turn, so that none is lost."""


def turn_of(card: str, known: Known) -> int:
    """What tells one asking of a card from the next, a reset card too, and undo brings back."""
    memory, today = known.memories.get(card), sum(review.card == card for review in known.today)
    return MANY * (memory.reps if memory else 0) + today


MANY = 100_000
"""More answers than a card gets in a day."""
