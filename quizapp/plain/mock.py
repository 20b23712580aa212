"""A mock interview in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from quizapp.features.mock.interview import VERDICTS
from quizapp.features.mock.questions import EXPECTED
from quizapp.features.mock.report import feed_back, feedable, say_clock
from quizapp.features.mock.start import mock_report_text
from quizapp.plain.command import ENTER, Command
from quizapp.plain.drill import Drill
from quizapp.plain.grades import grade_commands
from quizapp.plain.markdown import ENDLESS, as_lines
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from quizapp.collection.collection import Collection
    from quizapp.features.mock.interview import MockInterview
    from quizapp.plain.console import Console
    from quizapp.scheduler.model import Grade
    from quizapp.session.turn import Turn


class MockDrill(Drill):
    """An interview against the clock, which is told before every question."""

    def __init__(
        self,
        collection: Collection,
        console: Console,
        clock: Callable[[], datetime],
        mock: MockInterview,
    ) -> None:
        super().__init__(collection, console, clock)
        self.mock = mock
        self.began = clock()
        self.fed = False
        """Whether the misses were graded Again."""

    def close(self) -> None:
        """End it; one that was left in the middle is broken off, and reported."""
        super().close()
        if self.card:
            self.stop()

    @property
    def turn(self) -> Turn:
        """The interview as it is now."""
        return self.mock

    def turn_to(self, turn: Turn) -> None:
        """Go on with another value."""
        self.mock = cast("MockInterview", turn)

    def heading(self) -> str:
        """How much time is left, and which question this is."""
        left = self.mock.left(self.clock())
        clock = f"{say_clock(left)} left" if left else "Time is up: finish this answer"
        asked = "Follow-up, question" if self.mock.row else "Question"
        minutes = EXPECTED[self.card.kind].seconds // 60 if self.card else 0
        number = len(self.mock.answers) + 1
        return f"{clock}. {asked} {number}, about {say_number(minutes, 'minute')}."

    def prompt(self) -> str:
        """What comes next."""
        if self.card is None:
            fed = feedable(self.collection, self.mock)
            ask = f" y grades {say_number(len(fed), 'missed card')} Again," * self._can_feed()
            return f"Enter leaves,{ask} u back, ? help:"
        if self.mock.revealed:
            return "Enter says accepted, u back, ? help:"
        return f"Enter shows the answer,{self.hint_offer()} p pause, q ends, ? help:"

    def offer(self) -> str:
        """The verdicts."""
        return f"{', '.join(f'{grade.value} {verdict}' for grade, verdict in VERDICTS.items())}."

    def own_commands(self) -> Sequence[Command]:
        """Verdicts, undo, pause, end."""
        hidden = self.mock.why_not("grade")
        words = {grade: str(verdict) for grade, verdict in VERDICTS.items()}
        return (
            *grade_commands(self.grade, hidden, words),
            self._undo_command(),
            Command("p pause", "stop the clock", self.pause),
            Command("q quit end", "break the interview off", self.stop),
        )

    def end_commands(self) -> Sequence[Command]:
        """Leave, grade the misses, go back."""
        none = "" if self._can_feed() else "No missed card is left to be graded."
        return (
            Command(f"{ENTER} n no q quit", "leave", self.leave),
            Command("y yes", "grade the missed cards Again in your schedule", self.feed, none),
            self._undo_command(),
        )

    def grade(self, grade: Grade) -> None:
        """Take a verdict, and ask the next question."""
        self.go_on(self.mock.grade(grade, self.clock()))

    def undo(self, _: str) -> None:
        """Back to the last question; time stays used."""
        self.go_on(self.mock.undo(self.clock()))

    def pause(self, _: str) -> None:
        """Stop the clock until a line is typed."""
        self.mock = self.mock.pause(self.clock())
        try:
            self.console.ask("Paused, the clock stands. Enter goes on:")
        finally:
            self.mock = self.mock.resume(self.clock())

    def stop(self, _: str = "") -> None:
        """Break it off; what was answered is reported."""
        self.go_on(self.mock.stop(self.clock()))

    def feed(self, _: str) -> None:
        """Keep the misses as reviews graded Again."""
        now = self.clock()
        reviews = self.keep(lambda: feed_back(self.collection, self.mock, self.began, now))
        if reviews is not None:
            self.fed = True
            self.console.say(f"{say_number(len(reviews), 'card')} graded Again.")

    def read_end(self) -> None:
        """Read the report."""
        report = mock_report_text(self.collection, self.mock, self.began, self.clock())
        self.console.say(*as_lines(report or "No question was answered.", ENDLESS))

    def _can_feed(self) -> bool:
        return not self.fed and bool(feedable(self.collection, self.mock))

    def _undo_command(self) -> Command:
        nothing = "" if self.mock.previous and not self.fed else "Nothing to take back."
        return Command("u back undo", "back to the last question", self.undo, nothing)
