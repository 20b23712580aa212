"""A card with both of its sides, to read: nothing is asked, graded or written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Label, Rule

from deckgen.model import Kind
from quizapp.collection.card_text import back_text, front_text, hints_text, notes_text
from quizapp.collection.topics import topic_name
from quizapp.tui.widgets.card_source import copy_code, open_source
from quizapp.tui.widgets.card_text import CardText
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Collection


class PreviewScreen(Screen[str]):
    """Leafs through some cards; its result is the id of the card it was left at."""

    CSS_PATH = "preview.tcss"
    AUTO_FOCUS = "#sides"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,j,space", "leaf(1)", "Next", id="preview-next"),
        Binding("left,k", "leaf(-1)", "Previous", id="preview-previous"),
        Binding("c", "copy", "Copy code", id="preview-copy"),
        Binding("o", "open", "Source", id="preview-open"),
        Binding("escape,enter", "close", "Back", id="preview-close"),
    ]

    place = getters.query_one("#place", Label)
    sides = getters.query_one("#sides", VerticalScroll)
    question = getters.query_one("#question", CardText)
    front = getters.query_one("#front", CardText)
    hints = getters.query_one("#hints", CardText)
    back = getters.query_one("#back", CardText)
    notes = getters.query_one("#notes", CardText)

    def __init__(self, collection: Collection, cards: Sequence[Card], at: int = 0) -> None:
        super().__init__()
        self.collection = collection
        self.cards = cards
        self.at = at

    def compose(self) -> ComposeResult:
        """Where the card stands, then question, front, hints and back."""
        yield Label(id="place", markup=False)
        with VerticalScroll(id="sides"):
            yield CardText(id="question")
            yield CardText(id="front")
            yield CardText(id="hints")
            yield Rule()
            yield CardText(id="back")
            yield CardText(id="notes")
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self._show()

    async def action_leaf(self, step: int) -> None:
        """Show the next card or the one before, round and round."""
        self.at = (self.at + step) % len(self.cards)
        await self._show()

    def action_copy(self) -> None:
        """Copy the card's code."""
        copy_code(self.app, self.cards[self.at])

    def action_open(self) -> None:
        """Open what the card cites."""
        open_source(self.app, self.cards[self.at])

    def action_close(self) -> None:
        """Leave, at this card."""
        self.dismiss(self.cards[self.at].id)

    async def _show(self) -> None:
        card = self.cards[self.at]
        deck = self.collection.library.deck_of(card)
        cloze = card.kind is Kind.CLOZE
        self.place.update(
            f"{self.at + 1} of {len(self.cards)} · {card.level} · {card.kind} · {topic_name(deck)}"
        )
        with self.app.batch_update():
            await self.question.show(f"### {card.question}")
            await self.front.show(front_text(card, revealed=False), has_blanks=cloze)
            await self.hints.show(hints_text(card, len(card.hints)))
            await self.back.show(back_text(card))
            await self.notes.show(notes_text(card, self.collection.cards))
        self.sides.scroll_home(animate=False)
