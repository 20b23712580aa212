"""How a card on the screen is graded, and what is said on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from quizapp.scheduler.model import Grade
from quizapp.session.actions import say_leech
from quizapp.session.grades import best_grade, is_beyond, say_beyond
from quizapp.tui.review.base import SessionScreen
from quizapp.tui.widgets.notices import key_for

if TYPE_CHECKING:
    from quizapp.session.session import Session

GRADE_BINDINGS: list[BindingType] = [
    Binding("1", "grade('again')", "Again", show=False, id="review-again"),
    Binding("2", "grade('hard')", "Hard", show=False, id="review-hard"),
    Binding("3", "grade('good')", "Good", show=False, id="review-good"),
    Binding("4", "grade('easy')", "Easy", show=False, id="review-easy"),
]


class GradeActions(SessionScreen):
    """The actions of those keys; a screen with a grade bar takes them in."""

    insisted: Grade | None = None
    """The grade beyond the evidence that was pressed once."""

    async def grade_best(self) -> None:
        """Grade without thinking about it: Good, or what the evidence allows."""
        await self.action_grade(best_grade(self.session.evidence).name)

    async def action_grade(self, name: str) -> None:
        """Keep a grade, and only then ask the next card."""
        grade = Grade[name.upper()]
        if self._exceeds(grade):
            return
        following = self.keep(lambda: self.collection.grade(self.session, grade, self.clock()))
        if following is None:
            return
        if following.steps == self.session.steps:
            self.notify("Another window changed this card just now.")
        else:
            self._tell_of_leech(following)
        await self.show(following)

    def show_grades(self) -> None:
        """Show the grades with the answer, each with its interval."""
        self.insisted = None
        self.grades.display = self.session.revealed
        if not self.session.revealed:
            return
        now, label = self.clock(), self.collection.scheduler.label_interval
        self.grades.show(
            {grade: key_for(self, f"grade('{grade.name.lower()}')") for grade in Grade},
            {grade: label(now, memory) for grade, memory in self.session.futures(now).items()},
            self.session.evidence,
        )

    def _exceeds(self, grade: Grade) -> bool:
        """Whether a grade is beyond the evidence and was not asked for twice; says so if it is."""
        evidence = self.session.evidence
        if evidence is None or not is_beyond(grade, evidence) or self.insisted is grade:
            return False
        self.insisted = grade
        self.notify(say_beyond(grade, evidence, "Press it"), markup=False)
        return True

    def _tell_of_leech(self, session: Session) -> None:
        review = session.reviews[-1]
        if review.marks:
            partners = [
                self.collection.cards[card] for card in self.collection.kin.partners_of(review.card)
            ]
            words = say_leech(review, [partner.question for partner in partners])
            self.notify(words, title="Leech", markup=False, timeout=20)
