"""The proofs of the cards; the ledgers are read when they are first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deckgen.model import Card
    from deckgen.snippets.library import SnippetLibrary


@dataclass(frozen=True)
class Proofs:
    """The snippets and ledgers that belong to a folder of cards."""

    cards: Path
    snippets: Path | None = None
    """The folder of the snippets; None stands for the one beside the cards."""

    @cached_property
    def snippet_library(self) -> SnippetLibrary:
        """The snippets and their proofs; empty where the cards have none beside them."""
        from deckgen.snippets.library import default_snippets, load_snippets

        return load_snippets(self.snippets or default_snippets(self.cards))[0]

    def line(self, card: Card) -> str:
        """Where and when a card was proven, in a line; empty where nothing could prove it."""
        if not self.snippet_library.snippets:
            return ""
        from deckgen.snippets.state import proof_line, releases_line

        lines = proof_line(card, self.snippet_library), releases_line(card, self.snippet_library)
        return " · ".join(filter(None, lines))
