"""The screen that asks a card, shows its answer and takes its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label, Static

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.topics import topic_name
from quizapp.features.cards.report import write_doubt
from quizapp.features.judge.result import turn_of
from quizapp.scheduler.model import Grade
from quizapp.session.actions import CHANGED_ELSEWHERE, say_leech, say_marks, say_outcome
from quizapp.session.grades import MEANINGS, best_grade, is_beyond, say_beyond
from quizapp.session.queue import explain_counts
from quizapp.session.session import Session
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.review.counts_bar import CountsBar
from quizapp.tui.review.paused import PausedScreen
from quizapp.tui.review.proof import ProofScreen
from quizapp.tui.review.report import ReportScreen
from quizapp.tui.widgets.card_actions import CardActionsScreen
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.card_source import edit_source
from quizapp.tui.widgets.card_view import CardView
from quizapp.tui.widgets.grade_bar import GradeBar
from quizapp.tui.widgets.help import HelpScreen
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.tui.widgets.notices import NamedKeys, key_for, say_not_saved
from quizapp.tui.widgets.turn_screen import TurnScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.proof import ProofRun
    from quizapp.features.judge.result import Attempts
    from quizapp.scheduler.model import Action


TIPS = (
    "On a card with a field: Enter checks your answer, Esc skips it, {review-answer} goes back.",
    "Once the answer is shown, {review-prove} runs its proof on this computer.",
    "{review-undo} takes back your last step. {review-report} reports that a card is wrong.",
)
"""What the first three cards of all say."""
DOUBT = "Report that the card is wrong"


class ReviewScreen(TurnScreen[Session], CardActionsScreen[None]):
    """Draws a review session, and makes the next one of every key.

    Whatever a key does is kept first, and only then shown.
    """

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        # One binding for both, since Textual's keymap drops every binding of a key it moves.
        Binding("space,enter", "advance", "Show / Good", id="review-advance"),
        Binding("h", "hint", "Hint", id="review-hint"),
        Binding("1", "grade('again')", "Again", show=False, id="review-again"),
        Binding("2", "grade('hard')", "Hard", show=False, id="review-hard"),
        Binding("3", "grade('good')", "Good", show=False, id="review-good"),
        Binding("4", "grade('easy')", "Easy", show=False, id="review-easy"),
        Binding("t", "type", "Type", tooltip="Type the answer", id="review-answer"),
        Binding("x", "prove", "Proof", tooltip="Run its proof", id="review-prove"),
        Binding(
            "exclamation_mark",
            "report",
            "Wrong",
            tooltip="Report that the card is wrong",
            id="review-report",
        ),
        Binding("u", "undo", "Undo", id="review-undo"),
        Binding("b,minus", "bury", "Bury", id="review-bury"),
        Binding("at", "suspend", "Suspend", id="review-suspend"),
        Binding("f", "flag", "Flag", id="review-flag"),
        Binding("i", "details", "Details", id="review-details"),
        Binding("e", "edit", "Edit", id="review-edit"),
        Binding("p", "pause", "Pause", id="review-pause"),
        Binding("question_mark", "help", "Help", id="review-help"),
        Binding("escape", "home", "Home", id="review-home"),
    ]

    class Finished(Message):
        """Nothing is left to ask."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Edited(Message):
        """The learner edited the cards."""

        def __init__(self, collection: Collection) -> None:
            super().__init__()
            self.collection = collection

    counts = getters.query_one(CountsBar)
    place = getters.query_one("#place", Label)

    def __init__(
        self,
        collection: Collection,
        session: Session,
        clock: Callable[[], datetime],
        *,
        judge: Judge,
        attempts: Attempts,
        data: Path,
    ) -> None:
        super().__init__(collection, session, clock, judge=judge, attempts=attempts)
        self.data = data
        self.insisted: Grade | None = None
        """The grade beyond the evidence that was pressed once."""

    def compose(self) -> ComposeResult:
        """Counts above, the card and its answer in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield CountsBar()
            yield Label(id="place", markup=False)
        yield CardView()
        yield Static(id="tip", markup=False)
        yield AnswerPane(self.judge, self.attempts)
        yield GradeBar()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self.show(self.turn)

    # --- showing

    async def show(self, turn: Session) -> None:
        """Show a session, or say that it is finished."""
        self.turn = turn
        card = self.card
        if card is None:
            self.post_message(self.Finished(turn))
            return
        with self.app.batch_update():
            self.counts.show(turn)
            self.place.update(self._place(card))
            self._show_tip()
            await self._show_card(card)
            await self.ask_for_answer(card)
            self.show_grades()
            self.refresh_bindings()

    def _show_tip(self) -> None:
        """Say what some keys do, below the first three cards that a learner ever sees."""
        seen = sum(memory.reps for memory in self.turn.states.memories.values())
        tip = self.query_one("#tip", Static)
        tip.display = seen < len(TIPS)
        if seen < len(TIPS):
            tip.update(TIPS[seen].format_map(NamedKeys(self.app)))

    async def _show_card(self, card: Card) -> None:
        revealed = self.turn.revealed
        known = self.collection.known_as(card.id) if revealed else ""
        await self.view.show(
            card,
            revealed=revealed,
            hints=self.turn.hints,
            cards=self.collection.cards,
            proof=self.collection.proofs.line(card) if revealed else "",
            corrections=say_corrections(known, text_of(card)) if known else "",
        )

    @property
    def asking(self) -> int:
        """A number that differs each time a card is asked; undo restores it."""
        return turn_of(self.turn.asked or "", self.turn.states)

    def show_grades(self) -> None:
        """Show the grades with the answer, each with its interval."""
        self.insisted = None
        self.grades.display = self.gradable
        if not self.gradable:
            return
        now, label = self.clock(), self.collection.scheduler.label_interval
        self.grades.show(
            {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: label(now, memory) for grade, memory in self.turn.futures(now).items()},
            self.turn.evidence,
        )

    def _place(self, card: Card) -> str:
        """The marks, the level, the kind and the topic of a card."""
        deck = self.collection.library.deck_of(card)
        noted = say_marks(self.turn.status(card.id).mark)
        return " · ".join(filter(None, (noted, card.level, card.kind, topic_name(deck))))

    # --- answering

    def judged(self, turn: Session) -> Session:
        """A session that knows the evidence of the typed answer."""
        return turn.judge(self.pane.attempt.evidence(turn.hints))

    def action_prove(self) -> None:
        """Run the card's proof here and now."""
        if self.card:
            self.app.push_screen(ProofScreen(self.card, self.judge))

    def action_report(self) -> None:
        """Write down that the card is wrong, with its proof run again."""
        if self.card:
            self.app.push_screen(ReportScreen(self.card, self.judge, self._write_doubt))

    def _write_doubt(self, card: Card, words: str, proof: ProofRun) -> Path:
        return write_doubt(self.data, self.judge.snippet_library, card, words, proof, self.clock())

    # --- grading

    @property
    def best(self) -> Grade:
        """Good, or the best grade that the evidence allows."""
        return best_grade(self.turn.evidence)

    async def grade(self, grade: Grade) -> None:
        """Keep a grade, and only then ask the next card."""
        if self._exceeds(grade):
            return
        following = self._keep(lambda: self.collection.grade(self.turn, grade, self.clock()))
        if following is None:
            return
        if following.operations == self.turn.operations:
            self.notify(CHANGED_ELSEWHERE)
        else:
            self._tell_of_leech(following)
        await self.show(following)

    def _exceeds(self, grade: Grade) -> bool:
        """Whether a grade is beyond the evidence and was not asked for twice; says so if it is."""
        evidence = self.turn.evidence
        if evidence is None or not is_beyond(grade, evidence) or self.insisted is grade:
            return False
        self.insisted = grade
        key = key_for(self, f"grade('{grade.name.lower()}')")
        self.notify(say_beyond(grade, evidence, f"Press {key}"), markup=False)
        return True

    def _tell_of_leech(self, session: Session) -> None:
        review = session.reviews[-1]
        if review.marks:
            others = self.collection.related.confusable_with(review.card)
            words = say_leech(review, [self.collection.cards[each].question for each in others])
            self.notify(words, title="Leech", markup=False, timeout=20)

    # --- acting on the card

    @property
    def targets(self) -> list[str]:
        """The card that is asked."""
        return [self.turn.asked] if self.turn.asked else []

    async def act(self, action: Action, argument: int | date | None = None) -> None:
        """Act on the card, and say what was done."""
        before = self.turn
        following = self._keep(
            lambda: self.collection.act_in(before, action, self.clock(), argument)
        )
        if following is None:
            return
        await self.show(following)
        self.notify(say_outcome(before, following, "Undo"), markup=False)

    async def action_undo(self) -> None:
        """Undo the last grade or action."""
        before = self._keep(lambda: self.collection.undo(self.turn, self.clock()))
        if before is None:
            return
        if before.operations == self.turn.operations:
            self.notify("Another window changed that card since: it cannot be undone here.")
        await self.show(before)

    def _keep(self, write: Callable[[], Session]) -> Session | None:
        """The session after a write; None where the disk refused it, which is said."""
        try:
            return write()
        except OSError as error:
            say_not_saved(self, error)
            return None

    def action_details(self) -> None:
        """Show what is known of the card, and all that happened to it."""
        if self.card:
            self.app.push_screen(DetailsScreen(self.card, self.collection, self.clock))

    async def action_edit(self) -> None:
        """Open the card in the learner's editor, and go on with it as it is then."""
        if self.card is None:
            return
        collection = edit_source(self.app, self.card, self.collection)
        if collection is not self.collection:
            self.collection = collection
            self.post_message(self.Edited(collection))
            await self.show(collection.carry_on(self.turn, self.clock()))

    # --- leaving the card

    async def action_pause(self) -> None:
        """Hide the card and let the clock stand still."""
        self.turn = self.turn.pause(self.clock())
        self.app.push_screen(PausedScreen(), self._resume)

    def _resume(self, _: object) -> None:
        self.turn = self.turn.resume(self.clock())

    def action_help(self) -> None:
        """Say what the numbers and the keys mean."""
        numbers = explain_counts(self.turn.queue.counts, self.turn.rules.limits)
        self.app.push_screen(HelpScreen(self, numbers=numbers, grades=MEANINGS))

    def action_home(self) -> None:
        """Leave; everything graded is kept."""
        self.app.pop_screen()
