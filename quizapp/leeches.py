"""Cards forgotten again and again: when they are said to be leeches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.memory import Mark, Memory


@dataclass(frozen=True, slots=True)
class Leeches:
    """From how many lapses on a card is a leech, and what then becomes of it."""

    threshold: int = 8
    """0 means never."""
    suspend: bool = False
    """Whether a leech is also suspended."""

    def mark(self, mark: Mark, before: Memory | None, after: Memory) -> Mark:
        """The mark of a card after an answer; as in Anki said again each half threshold later."""
        if before is None or after.lapses == before.lapses or not self._bites(after.lapses):
            return mark
        return replace(mark, leech=True, suspended=mark.suspended or self.suspend)

    def _bites(self, lapses: int) -> bool:
        again = max(1, self.threshold // 2)
        return 0 < self.threshold <= lapses and (lapses - self.threshold) % again == 0
