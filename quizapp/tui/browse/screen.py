"""All cards that a query means, and what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from quizapp.features.cards.rows import list_rows
from quizapp.features.search import QueryError, find_cards
from quizapp.scheduler.model import Action
from quizapp.session.actions import ActionError, change_by, read_day, reset, say_change, statuses_of
from quizapp.tui.browse.preview import PreviewScreen
from quizapp.tui.browse.table import CardTable
from quizapp.tui.widgets.card_actions import CardActionsScreen
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.card_source import copy_code, edit_source, open_source
from quizapp.tui.widgets.dialogs import ConfirmScreen, WordScreen
from quizapp.tui.widgets.help import HelpScreen
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from textual.app import ComposeResult
    from textual.timer import Timer

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.scheduler.model import CardChange

PAUSE = 0.15
"""Seconds without a key after which a query is taken to be written."""
WHEN = "Ask again in how many days, or on which date?"
EXAMPLES = "Search: words, is:due, tag:, kind:, prop:r<0.9, -, or"


class Browsed(NamedTuple):
    """The result of a visit: the query, and the collection with its edited cards."""

    query: str
    collection: Collection


class BrowseScreen(CardActionsScreen[Browsed]):
    """Searches while the query is typed; acts on the chosen cards, or on the one at the cursor.

    An action is kept at once; undo takes back the actions of this visit, the newest first.
    """

    CSS_PATH = "browse.tcss"
    AUTO_FOCUS = "CardTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("@", "suspend", "Suspend", id="browse-suspend"),
        Binding("b", "bury", "Bury", id="browse-bury"),
        Binding("f", "flag", "Flag", id="browse-flag"),
        Binding("d", "set_due", "Due", tooltip="Set the day it is due", id="browse-set-due"),
        Binding("R", "reset", "Reset", tooltip="Make it new again", id="browse-reset"),
        Binding("u", "undo", "Undo", id="browse-undo"),
        Binding("enter", "preview", "Preview", id="browse-preview"),
        Binding("i", "details", "Details", id="browse-details"),
        Binding("e", "edit", "Edit", tooltip="Edit the file", id="browse-edit"),
        Binding("c", "copy", "Copy", tooltip="Copy the code", id="browse-copy"),
        Binding("o", "open", "Source", tooltip="Open the source", id="browse-open"),
        Binding("escape", "back", "Home", id="browse-home"),
    ]

    query_line = getters.query_one("#query", Input)
    fault = getters.query_one("#fault", Static)
    count = getters.query_one("#count", Static)
    table = getters.query_one(CardTable)

    def __init__(
        self, collection: Collection, clock: Callable[[], datetime], *, query: str = ""
    ) -> None:
        super().__init__()
        self.collection = collection
        self.clock = clock
        self.done: list[CardChange] = []
        self.first_query = query
        self.found: tuple[Card, ...] = ()
        self.timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The query and what is wrong with it, then what it finds."""
        yield Input(self.first_query, placeholder=EXAMPLES, id="query", select_on_focus=False)
        yield Static(id="fault", markup=False)
        yield Static(id="count", markup=False)
        yield CardTable()
        yield KeyLine()

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
            self._show_fault(f"{error}: fix this, then search again")
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

    # --- acting on cards

    async def act(self, action: Action, argument: int | date | None = None) -> None:
        """Act on the cards as they stand now, other windows' changes included."""
        try:
            change = self.collection.act(action, self.targets, self.clock(), argument)
        except ActionError as error:
            self._say(f"{error}.")
        except OSError as error:
            self._say_not_saved(error)
        else:
            if change is None:
                self._say("There is nothing to change here.")
                return
            self.done.append(change)
            self._say(f"{say_change(change)}.")
            self.show_statuses()

    def action_set_due(self) -> None:
        """Ask for a day and move the cards to it."""
        question = f"{WHEN} ({say_number(len(self.targets), 'card')})"
        self.app.push_screen(WordScreen(question, self._fault_of_day), self._set_due)

    async def action_reset(self) -> None:
        """Make the cards new again, after asking where they are many."""
        statuses = statuses_of(self.targets, self.collection.store)
        change = reset(statuses, statuses, self.clock())
        if change is None or len(change.after) == 1:
            await self._reset(True)
            return
        many = say_number(len(change.after), "card")
        question = f"Make {many} new again? Past reviews stay in the history."
        self.app.push_screen(ConfirmScreen(question), self._reset)

    def action_undo(self) -> None:
        """Take back the last action."""
        if not self.done:
            return
        change = self.done[-1]
        try:
            undone = self.collection.take_back(change)
        except OSError as error:
            self._say_not_saved(error)
            return
        self.done.pop()
        if undone:
            self._say(f"Undone: {say_change(change)}.")
            self.show_statuses()
        else:
            self._say("These cards have changed since: that cannot be undone here any more.")

    def _fault_of_day(self, word: str) -> str:
        """Why a written day can't be used for these cards; empty where it can."""
        statuses, days = (
            statuses_of(self.targets, self.collection.store),
            self.collection.scheduler.days,
        )
        try:
            change_by(Action.SET_DUE, statuses, self.clock(), days, self._day(word))
        except ActionError as error:
            return str(error)
        return ""

    async def _set_due(self, word: str | None) -> None:
        if word is not None:
            await self.act(Action.SET_DUE, self._day(word))

    async def _reset(self, meant: bool | None) -> None:
        if meant:
            await self.act(Action.RESET)

    def _day(self, word: str) -> date:
        return read_day(word, self.collection.scheduler.days.day_of(self.clock()))

    def _say_not_saved(self, error: OSError) -> None:
        self.notify(
            f"{error.strerror or error}. Nothing was changed: fix this, then try again.",
            title="Not saved",
            severity="error",
            markup=False,
        )

    def _say(self, words: str) -> None:
        self.notify(words, markup=False)

    def _show_fault(self, words: str) -> None:
        self.fault.update(words)
        self.fault.display = bool(words)


ACTS_ON_CARDS = {"preview", "details", "edit", "copy", "open"} | {
    "suspend", "bury", "flag", "set_due", "reset"
}  # fmt: skip
