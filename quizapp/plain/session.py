"""The review session in lines: a card, the typed answer, the next card, the end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.due import count_due, say_next
from quizapp.collection.topics import topic_name
from quizapp.features.exam.commands import over_plan
from quizapp.features.stats.session_summary import say_summary, say_topic_change, summarize
from quizapp.features.stats.tally import say_grades, say_retention
from quizapp.plain.actions import Deeds
from quizapp.plain.card import read_back, read_front, read_hints
from quizapp.plain.command import ENTER, Command, Conversation
from quizapp.plain.context import CodeRunner
from quizapp.plain.grades import Letters, grade_commands, say_futures
from quizapp.plain.lookup import Finding, Practice
from quizapp.plain.markdown import as_text
from quizapp.plain.proofs import Proving, Source
from quizapp.plain.typing import Answering
from quizapp.session.actions import say_leech, say_marks
from quizapp.session.grades import MEANINGS, best_grade, is_beyond, say_beyond
from quizapp.session.limits import explain_counts
from quizapp.session.queue import say_back_again, say_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.plain.console import Console
    from quizapp.plain.context import Environment
    from quizapp.scheduler.model import Grade, Review
    from quizapp.session.limits import Limits
    from quizapp.session.queue import Counts
    from quizapp.session.session import Session


def end_lines(collection: Collection, session: Session, now: datetime) -> Iterator[str]:
    """What a session came to, and when the next one is worth it."""
    if session.reviews:
        yield "Done for now."
        yield from _sitting_lines(collection, session, now)
    else:
        yield "Nothing is due."
    due = count_due(collection.library, session)
    yield say_next(due, now, collection.scheduler.days)
    yield say_back_again(due.counts)


def _sitting_lines(collection: Collection, session: Session, now: datetime) -> Iterator[str]:
    summary = summarize(session, collection.library, now)
    yield f"{say_summary(summary)}."
    yield f"Answers: {say_grades(summary.tally)}."
    if summary.tally.retention is not None:
        yield f"Retention: {say_retention(summary.tally)}."
    if summary.moved:
        yield "Known tomorrow, without this session and with it:"
        yield from map(say_topic_change, summary.moved)
    if summary.hardest:
        yield from _hardest(collection, summary.hardest)


def _hardest(collection: Collection, review: Review) -> Iterator[str]:
    card = collection.cards.get(review.card)
    if card:
        yield f"Hardest: {as_text(card.question)}"
        yield collection.proofs.line(card)


def explain(console: Console, counts: Counts, limits: Limits) -> None:
    """Say what each number of the header and each grade means."""
    console.say("The numbers:")
    console.say(*(f"{number}: {meaning}." for number, meaning in explain_counts(counts, limits)))
    console.say("The grades, typed once the answer is shown:")
    console.say(*(f"{grade}: {meaning}." for grade, meaning in MEANINGS))


def prompt_of(quiz: Quiz) -> str:
    """What comes next, and a few of the things that can be typed."""
    letter = quiz.letters.first
    undo, help_ = f"{letter('review-undo')} undo", f"{letter('review-help')} help"
    if quiz.card is None:
        undone = f" {undo}," * bool(quiz.session.operations)
        return f"Enter looks again,{undone}{quiz.practice.offer()} {help_}, {letter('quit')} quit:"
    if quiz.session.revealed:
        best = best_grade(quiz.session.evidence)
        return f"Enter grades it {best.word}, {undo}, {help_}:"
    left = len(quiz.card.hints) - quiz.session.hints
    hints = f" {letter('review-hint')} hint ({left} left)," * (left > 0)
    return f"Enter shows the answer,{hints}{quiz.answering.offer(quiz.card)} {help_}:"


def commands_of(quiz: Quiz) -> list[Command]:
    """Those of the card that is asked, or of the end, and those there are always.

    Those with a letter from the screens come first: a learner may have moved one onto another's.
    """
    common = [*_always(quiz), *quiz.finding.commands(), *quiz.practice.commands()]
    if quiz.card is None:
        look = Command(f"{ENTER} start", "look whether cards are due now", quiz.look_again)
        return [look, *common]
    return [
        *_turning(quiz, quiz.card),
        *quiz.deeds.commands(),
        *common,
        *quiz.answering.commands(quiz.card),
        *quiz.proving.commands(quiz.card),
        *quiz.source.commands(quiz.card),
        Command("l listen", "read the card once more", quiz.read_all),
    ]


def _always(quiz: Quiz) -> list[Command]:
    typed = quiz.letters.all
    nothing = quiz.session.why_not("undo")
    helped = "say all that can be typed, and what it means"
    return [
        Command(f"{typed('review-undo')} undo", "take the last step back", quiz.undo, nothing),
        Command(f"{typed('review-help')} help", helped, quiz.help),
        Command(f"{typed('quit')} quit", "leave; everything graded is kept", quiz.leave),
    ]


def _turning(quiz: Quiz, card: Card) -> list[Command]:
    """What turns a card, and what grades it."""
    typed, revealed = quiz.letters.all, quiz.session.revealed
    best = Command(ENTER, "grade it as the prompt says", quiz.grade_best)
    show = Command(f"{ENTER} show", "show the answer", quiz.reveal)
    hidden = quiz.session.why_not("grade")
    no_hint = quiz.session.why_not("hint", len(card.hints))
    away = "go away for a while: the time does not count"
    return [
        best if revealed else show,
        *grade_commands(quiz.grade, hidden, letters=quiz.letters),
        Command(f"{typed('review-hint')} hint", "one more hint", quiz.hint, no_hint),
        Command(f"{typed('review-pause')} pause", away, quiz.pause),
    ]


def read_turn(quiz: Quiz, card: Card) -> None:
    """Read a card as far as the session has turned it."""
    session, console = quiz.session, quiz.console
    deck = quiz.collection.library.deck_of(card)
    noted = say_marks(session.status(card.id).mark)
    place = (f"Topic {topic_name(deck)}", card.kind, card.level, noted)
    console.print()
    console.say(f"{say_header(session.queue.counts)}.", f"{', '.join(filter(None, place))}.")
    read_front(console, card)
    quiz.answering.tell(card)
    read_hints(console, card, 0, session.hints)
    if session.revealed:
        read_answer(quiz, card)


def read_answer(quiz: Quiz, card: Card) -> None:
    """Read the answer, and offer the grades."""
    collection, now = quiz.collection, quiz.clock()
    known = collection.known_as(card.id)
    corrections = say_corrections(known, text_of(card)) if known else ""
    proof = collection.proofs.line(card)
    read_back(quiz.console, card, collection.cards, proof=proof, corrections=corrections)
    quiz.answering.compare()
    label, futures = collection.scheduler.label_interval, quiz.session.futures(now)
    intervals = {grade: label(now, memory) for grade, memory in futures.items()}
    evidence = quiz.session.evidence
    quiz.console.say(say_futures(intervals, evidence, quiz.letters))


def tell_of_leech(quiz: Quiz, review: Review) -> None:
    """Say what it means where an answer made its card a leech."""
    if review.marks:
        others = sorted(quiz.collection.related.confusable_with(review.card))
        questions = [as_text(quiz.collection.cards[card].question) for card in others]
        quiz.console.say("This card is a leech now.", say_leech(review, questions))


class Quiz(Conversation):
    """Holds the session as it is now; raises OSError where it cannot be begun."""

    def __init__(
        self,
        collection: Collection,
        console: Console,
        clock: Callable[[], datetime],
        around: Environment,
    ) -> None:
        super().__init__(console)
        self.collection = collection
        self.clock = clock
        self.around = around
        self.letters = Letters(around.keys)
        self.session = collection.begin(clock())
        self.insisted: Grade | None = None
        """The grade beyond the evidence that was typed once."""
        self.bench = CodeRunner(self)
        self.answering, self.proving = Answering(self), Proving(self)
        self.deeds, self.source = Deeds(self), Source(self)
        self.finding, self.practice = Finding(self), Practice(self)

    def talk(self) -> None:
        """Ask the first card, and go on."""
        self.console.say(f"{self.collection.library.name or 'torchdeck'}.")
        if over := over_plan(self.collection, self.clock()):
            self.console.say(over)
        self.read_all()
        super().talk()

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.collection.cards.get(self.session.asked) if self.session.asked else None

    def prompt(self) -> str:
        """What comes next, and a few of the things that can be typed."""
        return prompt_of(self)

    def commands(self) -> Sequence[Command]:
        """Those of the card that is asked, or of the end."""
        return commands_of(self)

    def reveal(self, _: str = "") -> None:
        """Show the answer."""
        self.session = self.session.reveal()
        if self.card:
            read_answer(self, self.card)

    def hint(self, _: str = "") -> None:
        """Show one more hint."""
        if self.card:
            shown = self.session.hints
            self.session = self.session.hint(len(self.card.hints))
            read_hints(self.console, self.card, shown, self.session.hints)
            self.answering.weigh()

    def grade_best(self, _: str = "") -> None:
        """Grade it Good, or the best the evidence allows."""
        self.grade(best_grade(self.session.evidence))

    def grade(self, grade: Grade) -> None:
        """Keep a grade, and only then ask the next card."""
        evidence = self.session.evidence
        if evidence and is_beyond(grade, evidence) and self.insisted is not grade:
            self.insisted = grade
            self.console.say(say_beyond(grade, evidence, "Type it"))
            return
        following = self.keep(lambda: self.collection.grade(self.session, grade, self.clock()))
        if following is None:
            return
        if following.operations == self.session.operations:
            self.console.say("Another window changed this card just now.")
        else:
            tell_of_leech(self, following.reviews[-1])
        self.go_on(following)

    def undo(self, _: str = "") -> None:
        """Take the last step back, and come back to its card."""
        following = self.keep(lambda: self.collection.undo(self.session, self.clock()))
        if following is None:
            return
        if following.operations == self.session.operations:
            self.console.say("Another window changed that card since: it cannot be undone here.")
        else:
            self.console.say("Undone.")
            self.go_on(following)

    def pause(self, _: str = "") -> None:
        """Wait for a line; the time until then does not count."""
        with self.away():
            self.console.say("Paused. The time away does not count. Everything graded is kept.")
            self.console.ask("Enter goes on:")

    def look_again(self, _: str = "") -> None:
        """See what is due at this moment."""
        following = self.keep(lambda: self.collection.refresh(self.session, self.clock()))
        if following is not None:
            self.go_on(following)

    def help(self, _: str = "") -> None:
        """Say what the numbers, the grades and the letters mean."""
        counts, limits = self.session.queue.counts, self.session.rules.limits
        explain(self.console, counts, limits)
        self.list_commands()

    def go_on(self, session: Session) -> None:
        """Take a session, and read its card, or its end."""
        self.session = session
        self.insisted = None
        self.read_all()

    def read_all(self, _: str = "") -> None:
        """Read the card as far as it is turned, or the end."""
        if self.card:
            read_turn(self, self.card)
        else:
            self.console.print()
            self.console.say(*end_lines(self.collection, self.session, self.clock()))

    def close(self) -> None:
        """End it, and the process that runs code."""
        super().close()
        self.bench.close()
        self.console.say("Everything graded is kept.")

    @contextmanager
    def away(self) -> Iterator[None]:
        """A while whose time does not count."""
        self.session = self.session.pause(self.clock())
        try:
            yield
        finally:
            self.session = self.session.resume(self.clock())

    def take(self, collection: Collection) -> None:
        """Go on with other cards at the card that is asked, if it is still among them."""
        following = self.keep(lambda: collection.carry_on(self.session, self.clock()), "Not read")
        if following is not None:
            self.collection = collection
            self.go_on(following)
