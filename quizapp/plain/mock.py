"""A mock interview in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.features.mock.interview import VERDICTS, MockInterview
from quizapp.features.mock.questions import EXPECTED
from quizapp.features.mock.record import MockRecord
from quizapp.features.mock.report import feed_back, feedable, say_clock
from quizapp.plain.command import ENTER, Command
from quizapp.plain.context import away
from quizapp.plain.speech import ENDLESS, as_lines
from quizapp.plain.turn_prompt import TurnPrompt
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from quizapp.plain.context import Context
    from quizapp.scheduler.model import Grade


class MockPrompt(TurnPrompt[MockInterview]):
    """Holds an interview, and tells the time left before every question."""

    screen = "mock"

    def __init__(self, context: Context[MockInterview], began: datetime) -> None:
        super().__init__(context)
        self.began = began
        self.record = MockRecord(context.collection, context.data, began)
        self.unwritten = ""
        """Why the report could not be written last."""
        self.fed = False
        """Whether the misses were graded Again."""

    def close(self) -> None:
        """Break off an interview that is not over, and report it."""
        super().close()
        if self.card:
            self.go_on(self.stop())

    @property
    def grade_names(self) -> Mapping[Grade, str]:
        """The verdict that each grade stands for."""
        return {grade: str(verdict) for grade, verdict in VERDICTS.items()}

    def why_not(self, action: str) -> str:
        """Why an action can't be taken now; graded misses are never taken back."""
        if action == "undo" and self.fed:
            return "The missed cards are graded: nothing here can be undone."
        return super().why_not(action)

    def asking(self) -> int:
        """How many questions were answered before."""
        return len(self.turn.answers)

    def go_on(self, turn: MockInterview) -> None:
        """Write the report as it is now, and read the next question."""
        try:
            self.record.write(turn, self.clock())
        except OSError as error:
            self.say_unwritten(str(error.strerror or error))
        super().go_on(turn)

    def say_unwritten(self, why: str) -> None:
        """Say once that the report is in no file."""
        if why != self.unwritten:
            self.console.say(f"The report can't be written: {why}. It is read at the end.")
        self.unwritten = why

    def heading(self) -> str:
        """How much time is left, and which question this is."""
        left = self.turn.left(self.clock())
        clock = f"{say_clock(left)} left" if left else "Time is up: finish this answer"
        asked = "Follow-up, question" if self.turn.row else "Question"
        minutes = EXPECTED[self.card.kind].seconds // 60 if self.card else 0
        number = len(self.turn.answers) + 1
        return f"{clock}. {asked} {number}, about {say_number(minutes, 'minute')}."

    def offers(self) -> list[str]:
        """Name the commands that pause and end the interview."""
        return [f"{self.letter('pause')} pause", f"{self.quit_letters[0]} ends"]

    def end_offers(self) -> list[str]:
        """Name the commands that leave, and that grade the missed cards."""
        if not self._can_feed():
            return ["Enter leaves"]
        missed = say_number(len(feedable(self.collection, self.turn)), "missed card")
        return ["Enter leaves", f"{self._yes} grades {missed} Again"]

    def own_commands(self) -> list[Command[MockInterview]]:
        """The commands that pause and end the interview."""
        return [
            Command(f"{self.letters('pause')} pause", "stop the clock", self.pause),
            Command(f"{self.quit_letters} quit end", "break the interview off", self.stop),
        ]

    def end_commands(self) -> list[Command[MockInterview]]:
        """The commands that leave, and that grade the missed cards."""
        none = "" if self._can_feed() else "No missed card is left to be graded."
        return [
            Command(f"{ENTER} n no {self.quit_letters} quit", "leave", self.leave),
            Command(f"{self._yes} yes", "grade the missed cards Again in your schedule",
                    self.feed, none),
        ]  # fmt: skip

    def grade(self, grade: Grade, _: str = "") -> MockInterview:
        """The interview after a verdict."""
        return self.turn.grade(grade, self.clock())

    def undo(self, _: str = "") -> MockInterview:
        """The interview at the question before; its time stays used."""
        return self.turn.undo(self.clock())

    def pause(self, _: str = "") -> None:
        """Stop the clock until a line is typed."""
        with away(self.context):
            self.console.ask("Paused, the clock stands. Enter goes on:")

    def stop(self, _: str = "") -> MockInterview:
        """The interview broken off at this question."""
        return self.turn.stop(self.clock())

    def feed(self, _: str = "") -> None:
        """Keep the misses as reviews graded Again."""
        now = self.clock()
        reviews = self.context.keep(lambda: feed_back(self.collection, self.turn, self.began, now))
        if reviews is not None:
            self.fed = True
            self.console.say(f"{say_number(len(reviews), 'card')} graded Again.")

    def read_end(self) -> None:
        """Read the report."""
        report = self.record.text(self.turn, self.clock())
        self.console.say(*as_lines(report or "No question was answered.", ENDLESS))

    def _can_feed(self) -> bool:
        return not self.fed and bool(feedable(self.collection, self.turn))

    @property
    def _yes(self) -> str:
        return self.context.letters.first("mockreport-yes", "y")
