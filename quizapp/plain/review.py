"""The review session in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.due import count_due, review_ahead, say_next
from quizapp.features.exam.commands import over_plan
from quizapp.features.stats.session_summary import say_summary, say_topic_change, summarize
from quizapp.features.stats.tally import say_grades, say_retention
from quizapp.plain.actions import CardCommands
from quizapp.plain.command import ENTER, Command
from quizapp.plain.context import away
from quizapp.plain.proof import ReviewAnswerCommands
from quizapp.plain.speech import as_text
from quizapp.plain.turn_prompt import TurnPrompt
from quizapp.session.actions import CHANGED_ELSEWHERE, say_leech, say_marks
from quizapp.session.grades import MEANINGS, best_grade, is_beyond, say_beyond
from quizapp.session.queue import explain_counts, say_back_again, say_header
from quizapp.session.session import Session
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.plain.context import Context
    from quizapp.scheduler.model import Grade, Review

ELSEWHERE = {
    "browse-search": ("find", "quizapp list QUERY --plain", "for the cards a search finds"),
    "home-statistics": ("stats", "quizapp stats --plain", "for the statistics"),
    "home-cram": ("cram", "quizapp cram QUERY --plain", "to cram what a search finds"),
    "home-mock": ("mock", "quizapp mock --plain", "for a mock interview"),
}
"""The commands outside the session, by binding: the word typed here, the call, its purpose."""


class ReviewPrompt(TurnPrompt[Session]):
    """Asks what is due, and keeps every answer before it asks the next card."""

    screen = "review"

    def __init__(self, context: Context[Session]) -> None:
        super().__init__(context)
        self.actions = CardCommands(context)
        self.insisted: Grade | None = None
        """The grade beyond the evidence that was typed once."""

    def answer_commands(self) -> ReviewAnswerCommands:
        """The commands on the typed answer, on the proof and for a report."""
        return ReviewAnswerCommands(self.context)

    def asking(self) -> int:
        """How many steps were taken before."""
        return len(self.turn.operations)

    @property
    def usual_grade(self) -> Grade:
        """The grade that Enter gives: Good, or the best the evidence supports."""
        return best_grade(self.turn.evidence)

    def begin(self) -> None:
        """Say whose cards these are, and read the first one."""
        self.console.say(f"{self.collection.library.name or 'torchdeck'}.")
        self.console.say(over_plan(self.collection, self.clock()))
        super().begin()

    def close(self) -> None:
        """End the process that runs code, and say that nothing is lost."""
        super().close()
        self.console.say("Everything graded is kept.")

    def go_on(self, turn: Session) -> None:
        """Take the next turn, and read its card."""
        self.insisted = None
        super().go_on(turn)

    def heading(self) -> str:
        """How many cards wait."""
        return f"{say_header(self.turn.queue.counts)}."

    def noted(self, card: Card) -> str:
        """The flag of a card, and whether it is a leech."""
        return say_marks(self.turn.status(card.id).mark)

    def offers(self) -> list[str]:
        """Name no more commands."""
        return []

    def end_offers(self) -> list[str]:
        """Name the commands that go on: look again, review ahead, quit."""
        cards = review_ahead(self.collection, self.clock())
        ahead = [f"{self._ahead} ahead ({say_number(len(cards), 'review')})"] if cards else []
        return ["Enter looks again", *ahead, f"{self.quit_letters[0]} quit"]

    def own_commands(self) -> list[Command[Session]]:
        """The commands on the card."""
        if self.card is None:
            return []
        paused = "go away for a while: the time does not count"
        return [
            Command(f"{self.letters('pause')} pause", paused, self.pause),
            *self.actions.commands(self.card),
            *self._always(),
        ]

    def end_commands(self) -> list[Command[Session]]:
        """The commands that look again, review ahead, and leave."""
        cards = review_ahead(self.collection, self.clock())
        none = "" if cards else "There is no review of a later day."
        count = f"{say_number(len(cards), 'review')} of later days, now"
        return [
            Command(f"{ENTER} start", "look whether cards are due now", self.look_again),
            Command(f"{self._ahead} ahead", count, self.review_ahead, none),
            *self._always(),
        ]

    def describe_grades(self) -> Mapping[Grade, str]:
        """Each grade with the interval it brings."""
        now, label = self.clock(), self.collection.scheduler.label_interval
        return {
            grade: f"{grade.word} in {label(now, memory)}" + self._beyond(grade)
            for grade, memory in self.turn.futures(now).items()
        }

    def read_back(self, card: Card, corrections: str = "") -> None:
        """Read the back of a card with what was corrected since the learner saw it."""
        known = self.collection.known_as(card.id)
        corrections = say_corrections(known, text_of(card)) if known else corrections
        super().read_back(card, corrections)

    def hint(self, _: str = "") -> None:
        """Show one more hint, which lowers the grade that the evidence supports."""
        super().hint()
        self.answers.weigh()

    def grade(self, grade: Grade, _: str = "") -> Session | None:
        """The session after a grade is kept; None where it can't be, or must be typed twice."""
        evidence = self.turn.evidence
        if evidence and is_beyond(grade, evidence) and self.insisted is not grade:
            self.insisted = grade
            self.console.say(say_beyond(grade, evidence, "Type it"))
            return None
        session = self.context.keep(lambda: self.collection.grade(self.turn, grade, self.clock()))
        if session is None:
            return None
        if session.operations == self.turn.operations:
            self.console.say(CHANGED_ELSEWHERE)
        else:
            self.say_leech(session.reviews[-1])
        return session

    def undo(self, _: str = "") -> Session | None:
        """The session before the last step; None where it can't be undone."""
        session = self.context.keep(lambda: self.collection.undo(self.turn, self.clock()))
        if session is None:
            return None
        if session.operations == self.turn.operations:
            self.console.say("Another window changed that card since: it cannot be undone here.")
            return None
        self.console.say("Undone.")
        return session

    def pause(self, _: str = "") -> None:
        """Wait for a line; the time until then does not count."""
        with away(self.context):
            self.console.say("Paused. The time away does not count. Everything graded is kept.")
            self.console.ask("Enter goes on:")

    def look_again(self, _: str = "") -> Session | None:
        """The session with what is due at this moment."""
        return self.context.keep(
            lambda: self.collection.refresh(self.turn, self.clock()), "Not read"
        )

    def review_ahead(self, _: str = "") -> Session:
        """The session with the reviews of later days."""
        now = self.clock()
        return self.turn.ahead(review_ahead(self.collection, now), now)

    def help(self, _: str = "") -> None:
        """Say what the numbers and the grades mean, and all that can be typed."""
        counts, limits = self.turn.queue.counts, self.turn.rules.limits
        self.console.say("The numbers:")
        self.console.say(*(f"{name}: {means}." for name, means in explain_counts(counts, limits)))
        self.console.say("The grades, typed once the answer is shown:")
        self.console.say(*(f"{grade}: {means}." for grade, means in MEANINGS))
        super().help()

    def say_leech(self, review: Review) -> None:
        """Say what it means where an answer made its card a leech."""
        if review.marks:
            partners = sorted(self.collection.related.confusable_with(review.card))
            questions = [as_text(self.collection.cards[card].question) for card in partners]
            self.console.say("This card is a leech now.", say_leech(review, questions))

    def read_end(self) -> None:
        """Say how the session went, and when the next cards come."""
        self.console.say(*end_lines(self.collection, self.turn, self.clock()))

    def _always(self) -> list[Command[Session]]:
        """The command that leaves, and the words for the commands outside the session."""
        leave = "leave; everything graded is kept"
        return [
            Command(f"{self.quit_letters} quit", leave, self.leave),
            *(self._elsewhere(binding) for binding in ELSEWHERE),
        ]

    def _elsewhere(self, binding: str) -> Command[Session]:
        word, command, purpose = ELSEWHERE[binding]
        told = f"Run `{command}` {purpose}."
        names = f"{self.context.letters.all(binding)} {word}"
        return Command(
            names, f"a command of its own, `{command}`", lambda _: self.console.say(told),
            takes="QUERY" if "QUERY" in command else "",
        )  # fmt: skip

    def _beyond(self, grade: Grade) -> str:
        return " (beyond the evidence)" if is_beyond(grade, self.turn.evidence) else ""

    @property
    def _ahead(self) -> str:
        return self.context.letters.first("home-ahead")


def end_lines(collection: Collection, session: Session, now: datetime) -> Iterator[str]:
    """How a session went, and when the next cards come, in sentences."""
    if session.reviews:
        yield "Done for now."
        yield from _summary_lines(collection, session, now)
    else:
        yield "Nothing is due."
    outlook = count_due(collection.library, session)
    yield say_next(outlook, now, collection.scheduler.days)
    yield say_back_again(outlook.counts)


def _summary_lines(collection: Collection, session: Session, now: datetime) -> Iterator[str]:
    summary = summarize(session, collection.library, now)
    yield f"{say_summary(summary)}."
    yield f"Answers: {say_grades(summary.tally)}."
    if summary.tally.retention is not None:
        yield f"Retention of review cards: {say_retention(summary.tally)}."
    if summary.moved:
        yield "Expected recall tomorrow:"
        yield from map(say_topic_change, summary.moved)
    hardest = summary.hardest and collection.cards.get(summary.hardest.card)
    if hardest:
        yield f"Hardest: {as_text(hardest.question)}"
        yield collection.proofs.line(hardest)
