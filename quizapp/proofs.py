"""How far the cards being studied are proven; the ledgers are read when first asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deckgen.model import Card
    from deckgen.shelf import Shelf


@dataclass(frozen=True)
class Proofs:
    """The snippets and ledgers that belong to a folder of cards."""

    cards: Path

    @cached_property
    def shelf(self) -> Shelf | None:
        """The snippets and their proofs; None where the cards have none beside them."""
        from deckgen.shelf import default_snippets, load_shelf

        folder = default_snippets(self.cards)
        return load_shelf(folder)[0] if folder.is_dir() else None

    def line(self, card: Card) -> str:
        """Where and when a card was proven, as it shows it; empty where nobody can know."""
        if self.shelf is None:
            return ""
        from deckgen.state import proof_line, releases_line

        return " · ".join(
            filter(None, (proof_line(card, self.shelf), releases_line(card, self.shelf)))
        )
