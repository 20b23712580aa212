"""A card's proof, run again here and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from quizapp.features.judge.proof import ProofRun
from quizapp.features.judge.worker import StoppedError
from quizapp.tui.answer.verdict import BAD, GOOD, QUIET, verdict_lines
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.proof import SnippetRun


class ProofScreen(ModalScreen[None]):
    """Runs the proof as it opens, and shows what came of it."""

    CSS_PATH = "proof.tcss"
    AUTO_FOCUS = "#proof"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="proof-close"),
    ]

    headline = getters.query_one("#headline", Static)
    found = getters.query_one("#found", Static)

    def __init__(self, card: Card, judge: Judge) -> None:
        super().__init__()
        self.card = card
        self.judge = judge
        self.running = False

    def compose(self) -> ComposeResult:
        """A line that says how it is going, and the runs below it."""
        with VerticalScroll(id="proof"):
            yield Label(self.card.question, id="asked", markup=False)
            yield Static("Running the proof… Esc stops it.", id="headline", markup=False)
            yield Static(id="found", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Run it without keeping the screen waiting."""
        self.running = True
        self._prove()

    def action_close(self) -> None:
        """Back to the card; what still runs is stopped."""
        self._stop()
        self.dismiss()

    def on_unmount(self) -> None:
        """Leave nothing running."""
        self._stop()

    def _stop(self) -> None:
        if self.running:
            self.running = False
            self.judge.stop()

    @work(thread=True, exit_on_error=False)
    def _prove(self) -> None:
        try:
            proof = self.judge.prove(self.card)
        except StoppedError:
            return
        if self.running:
            self.app.call_from_thread(self._show, proof)

    def _show(self, proof: ProofRun) -> None:
        if not self.running:
            return
        self.running = False
        sign = "✓" if proof.holds else "✗" if proof.verdicts else "–"
        style = GOOD if proof.holds else BAD if proof.verdicts else QUIET
        self.headline.update(Content.styled(f"{sign} {proof.headline}", f"bold {style}"))
        self.found.update(Content("\n").join(proof_lines(proof)))


def proof_lines(proof: ProofRun) -> Iterator[Content]:
    """Every run of a proof, with its output and its checks."""
    if proof.machine:
        yield Content.styled(f"torch {proof.machine.torch} · {proof.machine.system}", QUIET)
    for run in proof.runs:
        yield Content("")
        yield from _run_lines(run)
    for sentence, rests_on in proof.sentences:
        yield Content(f"\n{sentence}")
        yield from (Content.styled(f"  {title}", QUIET) for title in rests_on)


def _run_lines(run: SnippetRun) -> Iterator[Content]:
    if run.verdict is None:
        yield Content.styled(f"– {run.snippet} on {run.device}: not run, {run.skipped}", QUIET)
        return
    sign, word = ("✓", "as the card says") if run.verdict.accepted else ("✗", "not as it says")
    style = GOOD if run.verdict.accepted else BAD
    line = f"{sign} {run.snippet} on {run.device}: {word}, {run.verdict.seconds:.2f} s"
    yield Content.styled(line, f"bold {style}")
    yield from verdict_lines(run.verdict)
