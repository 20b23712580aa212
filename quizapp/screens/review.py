"""Where a card is asked, its answer shown, and its grade given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Label

from quizapp.corrections import say_corrections
from quizapp.memory import Grade
from quizapp.screens.card_keys import CARD_BINDINGS, CardKeys
from quizapp.screens.help import GRADES, HelpScreen
from quizapp.screens.paused import PausedScreen
from quizapp.sides import text_of
from quizapp.widgets.card_view import CardView
from quizapp.widgets.counts_bar import CountsBar
from quizapp.widgets.grade_bar import GradeBar, GradeKey
from quizapp.wording import explain_counts, say_leech, say_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from deckgen.model import Card
    from quizapp.memory import Change
    from quizapp.session import Session
    from quizapp.study import Study


class ReviewScreen(CardKeys, Screen[None]):
    """Draws a session, and makes the next one of every key."""

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
        Binding("u", "undo", "Undo", id="review-undo"),
        *CARD_BINDINGS,
        Binding("p", "pause", "Pause", show=False, id="review-pause"),
        Binding("question_mark", "help", "Help", id="review-help"),
        Binding("escape", "home", "Home", id="review-home"),
    ]

    class Finished(Message):
        """Nothing is left to ask."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Edited(Message):
        """The cards are others now."""

        def __init__(self, study: Study) -> None:
            super().__init__()
            self.study = study

    counts = getters.query_one(CountsBar)
    place = getters.query_one("#place", Label)
    view = getters.query_one(CardView)
    grades = getters.query_one(GradeBar)

    def __init__(self, study: Study, session: Session, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.study = study
        self.session = session
        self.clock = clock
        self.cards = study.cards
        self.insisted: Grade | None = None
        """The grade beyond the evidence that was pressed once."""

    def compose(self) -> ComposeResult:
        """Counts above, the card in the middle, grades and keys below."""
        with Horizontal(id="head"):
            yield CountsBar()
            yield Label(id="place", markup=False)
        yield CardView()
        yield GradeBar(self.study.answer_keys)
        yield Footer()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self._show(self.session)

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.cards[self.session.asked] if self.session.asked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grades come with the answer; undo is dim while there is nothing to undo."""
        if self.session.finished:
            return False  # the summary is on its way, and the key was typed ahead of it
        if action == "grade":
            offered = [grade.name.lower() for grade in self.study.answer_keys.offered]
            return self.session.revealed and parameters[0] in offered
        if action == "hint":
            more = self.card is not None and self.session.hints < len(self.card.hints)
            return more and not self.session.revealed
        if action == "undo":
            return True if self.session.steps else None
        return True

    async def action_advance(self) -> None:
        """Show the answer, or grade it Good when it is shown, or what the evidence allows."""
        if not self.session.revealed:
            await self._show(self.session.reveal())
            return
        evidence = self.session.evidence
        best = min(Grade.GOOD, evidence.highest) if evidence else Grade.GOOD
        await self.action_grade(self.study.answer_keys.key_of(best).name)

    async def action_hint(self) -> None:
        """Show one more hint."""
        if self.card:
            await self._show(self.session.hint(len(self.card.hints)))

    async def action_grade(self, name: str) -> None:
        """Keep a grade, and only then ask the next card."""
        grade = self.study.answer_keys.given(Grade[name.upper()])
        if self._exceeds(grade):
            return
        try:
            following = self.study.grade(self.session, grade, self.clock())
        except OSError as error:
            self.say_not_saved(error)
            return
        if following.steps == self.session.steps:
            self.notify("Another window answered this card just now.")
        else:
            self._tell_of_leech(following)
        await self._show(following)

    def _tell_of_leech(self, session: Session) -> None:
        review = session.reviews[-1]
        if review.marks:
            partners = [self.cards[card] for card in self.study.kin.partners_of(review.card)]
            words = say_leech(review, [partner.question for partner in partners])
            self.notify(words, title="Leech", markup=False, timeout=20)

    def _exceeds(self, grade: Grade) -> bool:
        """Whether a grade is beyond the evidence and was not asked for twice; says so if it is."""
        evidence = self.session.evidence
        if evidence is None or grade <= evidence.highest or self.insisted is grade:
            return False
        self.insisted = grade
        self.notify(
            f"{evidence.why} That is {evidence.highest.name.title()} at most. Press it again to "
            f"grade it {grade.name.title()} all the same: it will be noted.",
            markup=False,
        )
        return True

    async def action_undo(self) -> None:
        """Take the last step back."""
        try:
            session = self.study.undo(self.session, self.clock())
        except OSError as error:
            self.say_not_saved(error)
            return
        if session.steps == self.session.steps:
            self.notify("Another window changed that card since: it cannot be undone here.")
        await self._show(session)

    async def do(self, change: Change | None) -> None:
        """Keep what was done to the card, and only then show what comes of it."""
        try:
            following = self.study.do(self.session, change, self.clock())
        except OSError as error:
            self.say_not_saved(error)
            return
        await self._show(following)

    async def take_over(self, study: Study) -> None:
        """Go on with the cards as they were edited, at the same card."""
        if study is self.study:
            return
        self.study, self.cards = study, study.cards
        self.post_message(self.Edited(study))
        await self._show(study.carry_on(self.session, self.clock()))

    async def action_pause(self) -> None:
        """Hide the card and let the clock stand still."""
        self.session = self.session.pause(self.clock())
        self.app.push_screen(PausedScreen(), self._resume)

    def _resume(self, _: object) -> None:
        self.session = self.session.resume(self.clock())

    def action_help(self) -> None:
        """Say what the numbers and the keys mean."""
        numbers = explain_counts(self.session.queue.counts, self.session.rules.limits)
        self.app.push_screen(HelpScreen(self, numbers=numbers, grades=GRADES))

    def action_home(self) -> None:
        """Leave; everything graded is kept."""
        self.app.pop_screen()

    @on(GradeKey.Pressed)
    async def grade_clicked(self, message: GradeKey.Pressed) -> None:
        """A click on a grade is its key."""
        if self.session.revealed:
            await self.action_grade(message.grade.name)

    async def _show(self, session: Session) -> None:
        self.session = session
        self.insisted = None
        card = self.card
        if card is None:
            self.post_message(self.Finished(session))
            return
        deck = self.study.library.deck_of(card)
        with self.app.batch_update():
            self.counts.show(session)
            self.place.update(self._place(card, deck.name or deck.title))
            await self.view.show(
                card,
                revealed=session.revealed,
                hints=session.hints,
                cards=self.cards,
                proof=self.study.proofs.line(card) if session.revealed else "",
                corrections=self._corrections(card) if session.revealed else "",
            )
            self._show_grades()
            self.refresh_bindings()

    def _place(self, card: Card, deck: str) -> str:
        """What card this is, and what was noted on it."""
        noted = say_mark(self.session.standing(card.id).mark)
        return " · ".join(filter(None, (noted, card.level, card.kind, deck)))

    def _corrections(self, card: Card) -> str:
        known = self.study.known_as(card.id)
        return say_corrections(known, text_of(card)) if known else ""

    def _show_grades(self) -> None:
        self.grades.display = self.session.revealed
        if not self.session.revealed:
            return
        now = self.clock()
        label = self.study.scheduler.label_interval
        self.grades.show(
            {grade: self._key_for(f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: label(now, memory) for grade, memory in self.session.futures(now).items()},
            self.session.evidence,
        )

    def _key_for(self, action: str) -> str:
        """The key a learner presses for an action, remapped or not."""
        bindings = [active.binding for active in self.active_bindings.values()]
        keys = (binding for binding in bindings if binding.action == action)
        return next(map(self.app.get_key_display, keys), "")
