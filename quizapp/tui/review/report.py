"""The form in which a learner reports a card as wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static, TextArea

from quizapp.features.judge.proof import ProofRun
from quizapp.features.judge.worker import StoppedError
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.features.judge.judge import Judge

STOPPED = "The proof was not run again: the learner stopped it."


class ReportScreen(ModalScreen[None]):
    """Takes a sentence, runs the proof again, and says where the report lies."""

    CSS_PATH = "report.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f5", "send", "Write the report", id="report-write"),
        Binding("escape", "close", "Close", id="report-close"),
    ]

    words = getters.query_one("#words", TextArea)
    told = getters.query_one("#told", Static)

    def __init__(
        self, card: Card, judge: Judge, write: Callable[[Card, str, ProofRun], Path]
    ) -> None:
        super().__init__()
        self.card = card
        self.judge = judge
        self.write = write
        self.running = False

    def compose(self) -> ComposeResult:
        """The question, a field, and what became of the report."""
        with VerticalScroll(id="report", can_focus=False):
            yield Label(self.card.question, id="asked", markup=False)
            yield TextArea(id="words", placeholder="What is wrong with this card? (may stay empty)")
            yield Static(
                "The report stays on this computer. The proof will be rerun and its result added.",
                id="told",
                markup=False,
            )
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """One report at a time, and one for one doubt."""
        return not (action == "send" and (self.running or self.words.read_only))

    def action_send(self) -> None:
        """Run the proof again, then write."""
        self.running = self.words.read_only = True
        self.told.update("Running the proof again… Esc writes the report without it.")
        self.refresh_bindings()
        self._prove()

    def action_close(self) -> None:
        """Back to the card; a report that was begun is written all the same."""
        if self.running:
            self.judge.stop()
        else:
            self.dismiss()

    @work(thread=True, exit_on_error=False)
    def _prove(self) -> None:
        try:
            proof = self.judge.prove(self.card)
        except StoppedError:
            proof = ProofRun(why_not=STOPPED)
        self.app.call_from_thread(self._write, proof)

    def _write(self, proof: ProofRun) -> None:
        self.running = False
        try:
            path = self.write(self.card, self.words.text, proof)
        except OSError as error:
            self.words.read_only = False
            why = error.strerror or str(error)
            self.told.update(f"Not written: {why}. Fix this, then write it again.")
        else:
            self.told.update(f"{proof.headline}\n\nThe report is in {path}")
        self.refresh_bindings()
