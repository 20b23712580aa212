"""The turn of one card, and the keys that may act on it now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

HIDDEN = "The answer is not shown yet."
SHOWN = "The answer is shown already."


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A review session, a cram and a mock interview are turns of one card after another.

    A turn never changes: every key makes a new one.
    """

    revealed: bool = False
    hints: int = 0
    """How many hints are shown."""
    # Left out of equality, which would otherwise compare the whole past.
    previous: Self | None = field(default=None, repr=False, compare=False)
    """The turn that undo returns to."""

    @property
    def asked(self) -> str | None:
        """The card asked now; None at the end."""
        raise NotImplementedError

    def reveal(self) -> Self:
        """The turn with the answer shown."""
        return replace(self, revealed=self.asked is not None)

    def hint(self, available: int) -> Self:
        """The turn with one more hint shown, of those the card has."""
        return replace(self, hints=min(self.hints + 1, available))

    def why_not(self, action: str, hints: int = 0) -> str:
        """Why an action can't be taken now, in a sentence; empty where it can.

        `hints` is the number of hints that the card has.
        """
        if action == "undo":
            return "" if self.previous else "Nothing to undo."
        if self.asked is None:
            return "No card is asked."
        if action in {"grade", "prove"}:
            return "" if self.revealed else HIDDEN
        if action in {"hint", "type"} and self.revealed:
            return SHOWN
        if action == "hint" and self.hints >= hints:
            return "This card has no more hints."
        return ""
