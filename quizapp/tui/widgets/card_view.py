"""The view of a card: its question, the hints shown so far, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import VerticalScroll
from textual.widgets import Rule, Static

from deckgen.kinds import KINDS
from deckgen.model import Card, Kind
from quizapp.collection.card_text import (
    back_text,
    corrected_text,
    front_text,
    hints_text,
    notes_text,
)
from quizapp.tui.widgets.card_text import CardText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class CardView(VerticalScroll):
    """Question and front, then the hints, then the answer; what was shown stays above."""

    DEFAULT_CSS = """
    CardView {
        scrollbar-size-vertical: 1;
        #question MarkdownH3 {
            margin: 1 0 0 0;
            color: $foreground;
            text-style: bold;
        }
        #instruction {
            padding: 0 2;
            margin-bottom: 1;
            color: $text-muted;
            text-style: italic;
        }
        #turn {
            margin: 0 2;
            color: $primary;
        }
        #notes {
            color: $text-muted;
        }
    }
    """

    question = getters.query_one("#question", CardText)
    instruction = getters.query_one("#instruction", Static)
    front = getters.query_one("#front", CardText)
    hints = getters.query_one("#hints", CardText)
    turn = getters.query_one("#turn", Rule)
    back = getters.query_one("#back", CardText)
    corrected = getters.query_one("#corrected", CardText)
    notes = getters.query_one("#notes", CardText)

    def compose(self) -> ComposeResult:
        """From the question down to the answer."""
        yield CardText(id="question")
        yield Static(id="instruction", markup=False)
        yield CardText(id="front")
        yield CardText(id="hints")
        yield Rule(id="turn")
        yield CardText(id="back")
        yield CardText(id="corrected")
        yield CardText(id="notes")

    async def show(
        self,
        card: Card,
        *,
        revealed: bool,
        hints: int,
        cards: Mapping[str, Card],
        proof: str = "",
        corrections: str = "",
    ) -> None:
        """Show a card as far as it is turned; `cards` are those it may refer to.

        With its back come the line that says how far it is proven, and what was corrected on it.
        """
        self.instruction.update(KINDS[card.kind].instruction)
        await self.question.show(f"### {card.question}")
        await self.front.show(
            front_text(card, revealed=revealed),
            has_blanks=card.kind is Kind.CLOZE and not revealed,
        )
        await self.hints.show(hints_text(card, hints))
        self.turn.display = revealed
        await self.back.show(back_text(card) if revealed else "")
        await self.corrected.show(corrected_text(corrections) if revealed else "")
        await self.notes.show(notes_text(card, cards, proof) if revealed else "")
        self.call_after_refresh(self._bring_into_view)

    def on_resize(self) -> None:
        """Keep in view what was shown last; a question that is still read stays where it is."""
        if self.turn.display or self.hints.display:
            self.call_after_refresh(self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Scroll no further than it takes to see where the answer, or the last hint, begins."""
        newest = self.turn if self.turn.display else self.hints
        start = newest.virtual_region.y if newest.display else 0
        height = self.size.height
        self.scroll_to(y=0 if start < height // 2 else start - height // 3, animate=False)
