"""What a session came to, and when the next one is worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.outlook import look_ahead
from quizapp.statistics import tally
from quizapp.wording import say_grades, say_held, say_next, say_number, say_retention, say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult

    from quizapp.session import Session
    from quizapp.study import Study


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

    def __init__(self, study: Study, session: Session, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.session = session
        self.clock = clock

    def compose(self) -> ComposeResult:
        """A few lines of numbers."""
        with VerticalScroll(id="summary"):
            yield Label("Done for now", id="title")
            for line in self._lines():
                yield Label(line, markup=False)
        yield Footer()

    def action_undo(self) -> None:
        """Take the last grade back and ask its card again."""
        try:
            session = self.study.undo(self.session, self.clock())
        except OSError as error:
            self.notify(
                f"{error.strerror or error}.", title="Not undone", severity="error", markup=False
            )
            return
        if session.finished:
            self.notify("Nothing to undo here.")
        else:
            self.post_message(self.Undone(session))

    def action_home(self) -> None:
        """Back to all topics."""
        self.app.pop_screen()

    def _lines(self) -> Iterator[str]:
        reviews = self.session.reviews
        numbers = tally(reviews)
        outlook = look_ahead(self.study.library, self.session)
        cards = say_number(len({review.card for review in reviews}), "card")
        yield f"Reviewed {cards} in {say_time(numbers.time)}"
        yield f"Answers  {say_grades(numbers)}"
        yield f"Retention  {say_retention(numbers)}"
        yield say_next(outlook, self.clock(), self.study.scheduler.days)
        if held := say_held(outlook.counts):
            yield held
