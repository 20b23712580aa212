"""The information about one card, as a dialog over the screen that asks it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import getters, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from quizapp.features.cards.info import facts_of, history_of, time_facts
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.cards.info import Fact, HistoryEntry


class DetailsScreen(ModalScreen[None]):
    """What a card is and where it stands at once; what happened to it once that is read."""

    CSS_PATH = "card_info.tcss"
    AUTO_FOCUS = "#details"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,i", "dismiss", "Close", id="details-close"),
    ]

    facts = getters.query_one("#facts", Static)
    past = getters.query_one("#past", Static)

    def __init__(self, card: Card, collection: Collection, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.card = card
        self.collection = collection
        self.clock = clock
        self.known: tuple[Fact, ...] = ()

    def compose(self) -> ComposeResult:
        """The question, the facts, and the history."""
        with VerticalScroll(id="details"):
            yield Label(self.card.question, id="question", markup=False)
            yield Static(id="facts", markup=False)
            yield Static("Reading what happened…", id="past", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is known at once."""
        snippet_library = None
        with suppress(OSError):  # what is remembered is told even where no proof can be read
            snippet_library = self.collection.proofs.snippet_library
        self.known = facts_of(self.card, self.collection, self.clock(), snippet_library)
        self.facts.update(_as_lines(self.known))
        self._read_history()

    @work(thread=True)
    def _read_history(self) -> None:
        store, scheduler = self.collection.store, self.collection.scheduler
        try:
            reviews = [review for review in store.reviews() if review.card == self.card.id]
            past = history_of(self.card.id, reviews, store.changes(), scheduler)
        except OSError as error:
            self.app.call_from_thread(self.past.update, f"{error}: fix this, then open it again")
            return
        times = time_facts(reviews, scheduler.days)
        self.app.call_from_thread(self._show_history, times, past)

    def _show_history(self, times: tuple[Fact, ...], past: tuple[HistoryEntry, ...]) -> None:
        self.facts.update(_as_lines((*self.known, *times)))
        self.past.update(_as_history(past))


def _as_lines(facts: Iterable[Fact]) -> Text:
    """The facts below each other, each under its name, so that they fit into any width."""
    lines = []
    for fact in facts:
        words = fact.words.replace("\n", "\n  ")
        glue = "\n  " if "\n" in fact.words else "  "
        lines.append(Text.assemble((fact.name, "bold"), glue, words))
    return Text("\n").join(lines)


def _as_history(past: Iterable[HistoryEntry]) -> Text:
    lines = [Text("History", "bold")]
    for entry in past:
        parts = (entry.did, entry.stage, entry.took, entry.interval and f"back in {entry.interval}")
        line = f"{entry.when}  {' · '.join(filter(None, parts))}"
        lines.append(Text(f"{line}\n  {entry.note}" if entry.note else line))
    return Text("\n").join(lines if len(lines) > 1 else [*lines, Text("nothing yet")])
