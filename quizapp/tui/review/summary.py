"""The summary of a session, and when the next cards come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Label

from quizapp.collection.due import count_due, say_next
from quizapp.features.stats.session_summary import say_summary, say_topic_change, summarize
from quizapp.features.stats.tally import say_grades, say_retention
from quizapp.session.queue import say_back_again
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult

    from quizapp.collection.collection import Collection
    from quizapp.scheduler.model import Review
    from quizapp.session.session import Session


class SummaryScreen(Screen[None]):
    """The end of a session; it can still be undone."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", id="summary-undo"),
        Binding("escape,enter", "home", "Home", id="summary-home"),
    ]

    class Undone(Message):
        """The last grade was taken back."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    def __init__(
        self, collection: Collection, session: Session, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.collection = collection
        self.session = session
        self.clock = clock

    def compose(self) -> ComposeResult:
        """A few lines of numbers."""
        with VerticalScroll(id="summary"):
            yield Label("Done for now", id="title")
            for line in self._lines():
                yield Label(line, markup=False)
        yield KeyLine()

    def action_undo(self) -> None:
        """Take the last grade or action back and ask its card again."""
        try:
            session = self.collection.undo(self.session, self.clock())
        except OSError as error:
            self.notify(
                f"{error.strerror or error}.", title="Not undone", severity="error", markup=False
            )
            return
        if session.operations == self.session.operations:
            self.notify("Nothing to undo here.")
        else:
            self.post_message(self.Undone(session))

    def action_home(self) -> None:
        """Back to all topics."""
        self.app.pop_screen()

    def _lines(self) -> Iterator[str]:
        now = self.clock()
        summary = summarize(self.session, self.collection.library, now)
        due = count_due(self.collection.library, self.session)
        yield say_summary(summary)
        if summary.cards:
            yield f"Answers  {say_grades(summary.tally)}"
            yield f"Retention of review cards  {say_retention(summary.tally)}"
        if summary.moved:
            yield "\n".join(
                [
                    "Expected recall tomorrow:",
                    *map(say_topic_change, summary.moved),
                ]
            )
        if summary.hardest and summary.hardest.card in self.collection.cards:
            yield self._hardest(summary.hardest)
        yield say_next(due, now, self.collection.scheduler.days)
        if held := say_back_again(due.counts):
            yield held

    def _hardest(self, review: Review) -> str:
        card = self.collection.cards[review.card]
        lines = [f"Hardest: {card.question}", self.collection.proofs.line(card)]
        return "\n".join(filter(None, lines))
