"""The daily session in lines: a card, what is typed to it, and the next card."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from quizapp.grading import best_grade, is_beyond, say_beyond
from quizapp.interview.over import over_plan
from quizapp.line.answering import Answering
from quizapp.line.bench import Bench
from quizapp.line.card import read_hints
from quizapp.line.conversation import Conversation
from quizapp.line.deeds import Deeds
from quizapp.line.ending import end_lines
from quizapp.line.explain import explain
from quizapp.line.finding import Finding
from quizapp.line.letters import Letters
from quizapp.line.offer import commands_of, prompt_of
from quizapp.line.practice import Practice
from quizapp.line.proving import Proving
from quizapp.line.source import Source
from quizapp.line.turn import read_answer, read_turn, tell_of_leech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from deckgen.model import Card
    from quizapp.line.around import Around
    from quizapp.line.command import Command
    from quizapp.line.console import Console
    from quizapp.memory import Grade
    from quizapp.session import Session
    from quizapp.study import Study


class Quiz(Conversation):
    """Holds the session as it is now; raises OSError where it cannot be begun."""

    def __init__(
        self, study: Study, console: Console, clock: Callable[[], datetime], around: Around
    ) -> None:
        super().__init__(console)
        self.study = study
        self.clock = clock
        self.around = around
        self.letters = Letters(around.keys)
        self.session = study.begin(clock())
        self.insisted: Grade | None = None
        """The grade beyond the evidence that was typed once."""
        self.bench = Bench(self)
        self.answering, self.proving = Answering(self), Proving(self)
        self.deeds, self.source = Deeds(self), Source(self)
        self.finding, self.practice = Finding(self), Practice(self)

    def talk(self) -> None:
        """Ask the first card, and go on."""
        self.console.say(f"{self.study.library.name or 'torchdeck'}.")
        if over := over_plan(self.study, self.clock()):
            self.console.say(over)
        self.read_all()
        super().talk()

    @property
    def card(self) -> Card | None:
        """The card asked now."""
        return self.study.cards.get(self.session.asked) if self.session.asked else None

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
        key = self.study.answer_keys.key_of(best_grade(self.session.evidence))
        self.grade(self.study.answer_keys.given(key))

    def grade(self, grade: Grade) -> None:
        """Keep a grade, and only then ask the next card."""
        evidence, keys = self.session.evidence, self.study.answer_keys
        grade = keys.given(keys.key_of(grade), evidence)
        if evidence and is_beyond(grade, evidence) and self.insisted is not grade:
            self.insisted = grade
            self.console.say(say_beyond(grade, evidence, self.study.answer_keys, "Type it"))
            return
        following = self.keep(lambda: self.study.grade(self.session, grade, self.clock()))
        if following is None:
            return
        if following.steps == self.session.steps:
            self.console.say("Another window changed this card just now.")
        else:
            tell_of_leech(self, following.reviews[-1])
        self.go_on(following)

    def undo(self, _: str = "") -> None:
        """Take the last step back, and come back to its card."""
        following = self.keep(lambda: self.study.undo(self.session, self.clock()))
        if following is None:
            return
        if following.steps == self.session.steps:
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
        following = self.keep(lambda: self.study.refresh(self.session, self.clock()))
        if following is not None:
            self.go_on(following)

    def help(self, _: str = "") -> None:
        """Say what the numbers, the grades and the letters mean."""
        counts, limits = self.session.queue.counts, self.session.rules.limits
        explain(self.console, counts, limits, self.study.answer_keys)
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
            self.console.say(*end_lines(self.study, self.session, self.clock()))

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

    def take(self, study: Study) -> None:
        """Go on with other cards at the card that is asked, if it is still among them."""
        following = self.keep(lambda: study.carry_on(self.session, self.clock()), "Not read")
        if following is not None:
            self.study = study
            self.go_on(following)
