"""All cards that a query means, and what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Input, Static

from quizapp.features.cards.rows import list_rows
from quizapp.features.search import QueryError, find_cards
from quizapp.tui.browse.actions import BrowserActionsScreen
from quizapp.tui.browse.preview import PreviewScreen
from quizapp.tui.browse.table import CardTable
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.card_source import copy_code, edit_source, open_source
from quizapp.tui.widgets.help import HelpScreen
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.timer import Timer

    from deckgen.model import Card
    from quizapp.collection.collection import Collection

PAUSE = 0.15
"""Seconds without a key after which a query is taken to be written."""
EXAMPLES = "Search: words, is:due, tag:, kind:, prop:r<0.9, -, or"


class Browsed(NamedTuple):
    """The result of a visit: the query, and the collection with its edited cards."""

    query: str
    collection: Collection


class BrowseScreen(BrowserActionsScreen[Browsed]):
    """Searches while the query is typed; acts on the chosen cards, or on the one at the cursor."""

    CSS_PATH = "browse.tcss"
    AUTO_FOCUS = "CardTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "preview", "Preview", id="browse-preview"),
        Binding("i", "details", "Details", id="browse-details"),
        Binding("e", "edit", "Edit the file", show=False, id="browse-edit"),
        Binding("c", "copy", "Copy the code", show=False, id="browse-copy"),
        Binding("o", "open", "Open the source", show=False, id="browse-open"),
        Binding("escape", "back", "Home", id="browse-home"),
    ]

    query_line = getters.query_one("#query", Input)
    fault = getters.query_one("#fault", Static)
    count = getters.query_one("#count", Static)
    table = getters.query_one(CardTable)

    def __init__(
        self, collection: Collection, clock: Callable[[], datetime], *, query: str = ""
    ) -> None:
        super().__init__(collection, clock)
        self.first_query = query
        self.found: tuple[Card, ...] = ()
        self.timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The query and what is wrong with it, then what it finds."""
        yield Input(self.first_query, placeholder=EXAMPLES, id="query", select_on_focus=False)
        yield Static(id="fault", markup=False)
        yield Static(id="count", markup=False)
        yield CardTable()
        yield Footer()

    def on_mount(self) -> None:
        """Find what the query means."""
        self.find()

    @property
    def targets(self) -> list[str]:
        """The chosen cards, or the one at the cursor."""
        listed = [row.card.id for row in self.table.listed]
        at_cursor: list[str] = [self.table.card.id] if self.table.card else []
        return [card for card in listed if card in self.table.chosen] or at_cursor

    def find(self) -> bool:
        """Show the cards the query means; a query with a mistake is said, and the cards stay."""
        try:
            self.collection.store.refresh()
            self.found = find_cards(self.query_line.value, self.collection, self.clock())
            self.show_statuses()
        except QueryError as error:
            width = max(20, self.size.width - 4)
            self._show_fault(f"{error.sentence}\n{error.pointing(width)}")
            return False
        except OSError as error:
            self._show_fault(f"{error}: mend this, then search again")
            return False
        self._show_fault("")
        return True

    def show_statuses(self) -> None:
        """Show the found cards as they stand now."""
        self.table.show(list_rows(self.found, self.collection, self.clock()))
        self.say_count()

    @on(CardTable.Altered)
    def say_count(self) -> None:
        """Say how many cards are found and chosen, and in which order they come."""
        total, found, chosen = len(self.collection.cards), len(self.found), len(self.table.chosen)
        parts = [
            f"{found} of {say_number(total, 'card')}" if found else "No card matches this search"
        ]
        if chosen:
            parts.append(f"{chosen} chosen")
        if self.table.sorted_by:
            parts.append(f"by {self.table.sorted_by.lower()}")
        self.count.update(" · ".join(parts))
        self.table.display = bool(found)
        if not found:
            self.query_line.focus()
        self.refresh_bindings()

    @on(Input.Changed)
    def wait_for_more(self) -> None:
        """Find once the learner pauses."""
        if self.timer:
            self.timer.stop()
        self.timer = self.set_timer(PAUSE, self.find)

    @on(Input.Submitted)
    def take_query(self) -> None:
        """Find at once, and leave the query for what it finds."""
        if self.find() and self.found:
            self.table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Keys that act on cards are dim without cards, and undo is dim before the first action."""
        if action == "undo":
            return True if self.done else None
        return None if action in ACTS_ON_CARDS and not self.found else True

    def action_search(self) -> None:
        """To the query."""
        self.query_line.focus()

    def action_list_keys(self) -> None:
        """Show every key and what it does."""
        self.app.push_screen(HelpScreen(self))

    def action_back(self) -> None:
        """From the query to what it finds, from there home."""
        if self.query_line.has_focus and self.found:
            self.table.focus()
        else:
            self.dismiss(Browsed(self.query_line.value, self.collection))

    @on(CardTable.RowOpened)
    def action_preview(self) -> None:
        """Show both sides of the card at the cursor, and come back to the one it was left at."""
        cards = [row.card for row in self.table.listed]
        if cards:
            screen = PreviewScreen(self.collection, cards, self.table.cursor_row)
            self.app.push_screen(screen, lambda card: self.table.go_to(card or ""))

    def action_details(self) -> None:
        """Show all that is known of the card at the cursor."""
        if self.table.card:
            self.app.push_screen(DetailsScreen(self.table.card, self.collection, self.clock))

    def action_edit(self) -> None:
        """Open the card's file in the learner's editor, and come back to the card."""
        if self.table.card:
            self.collection = edit_source(self.app, self.table.card, self.collection)
            self.find()

    def action_copy(self) -> None:
        """Copy the code of the card at the cursor."""
        if self.table.card:
            copy_code(self.app, self.table.card)

    def action_open(self) -> None:
        """Open what the card at the cursor cites."""
        if self.table.card:
            open_source(self.app, self.table.card)

    def _show_fault(self, words: str) -> None:
        self.fault.update(words)
        self.fault.display = bool(words)


ACTS_ON_CARDS = {"preview", "details", "edit", "copy", "open"} | {
    "suspend", "bury", "flag", "set_due", "reset"
}  # fmt: skip
