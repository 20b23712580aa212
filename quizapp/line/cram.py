"""Cram in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from quizapp.answer_keys import AnswerKeys
from quizapp.cram import (
    Cram,
    answer_cram,
    begin_cram,
    cards_to_cram,
    cram_futures,
    say_nothing_found,
    undo_cram,
)
from quizapp.line.command import ENTER, Command
from quizapp.line.drill import HIDDEN, Drill
from quizapp.line.grades import grade_commands, say_futures
from quizapp.line.reading import as_text
from quizapp.wording import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from quizapp.line.console import Console
    from quizapp.line.drill import Turned
    from quizapp.memory import Grade
    from quizapp.study import Study


def cards_found(query: str, study: Study, console: Console, now: datetime) -> tuple[str, ...]:
    """The cards a search finds, all without one; where there are none, the console says why."""
    from quizapp.search import QueryError, find_cards

    try:
        found = [card.id for card in find_cards(query, study, now)] if query else [*study.cards]
    except QueryError as error:
        console.say(f"{error.sentence}.")
        return ()
    cards = cards_to_cram(study, found)
    if not cards:
        console.say(f"{say_nothing_found(query, len(found))}.")
    return cards


def begin_drill(
    study: Study,
    cards: Sequence[str],
    console: Console,
    clock: Callable[[], datetime],
    *,
    seed: int | None = None,
    counts: bool = False,
) -> CramDrill:
    """A run through some cards, about to be held; shuffled by the moment without a seed."""
    now = clock()
    shuffled = int(now.timestamp()) if seed is None else seed
    cram = begin_cram(cards, now, seed=shuffled, counts=counts)
    return CramDrill(study, console, clock, cram, shuffled)


class CramDrill(Drill):
    """A run through some cards."""

    def __init__(
        self,
        study: Study,
        console: Console,
        clock: Callable[[], datetime],
        cram: Cram,
        seed: int,
    ) -> None:
        super().__init__(study, console, clock)
        self.cram = cram
        self.seed = seed
        self.ended = False
        """Whether the learner has had enough."""

    @property
    def turn(self) -> Turned:
        """The run as it is now."""
        return Cram((), self.cram.since, answers=self.cram.answers) if self.ended else self.cram

    def turn_to(self, turn: Turned) -> None:
        """Go on with another run."""
        self.cram, self.ended = cast("Cram", turn), False

    def heading(self) -> str:
        """How many are left."""
        return f"Cram: {len(self.cram.waiting)} left, {len(self.cram.missed)} missed."

    def prompt(self) -> str:
        """What comes next."""
        if self.card is None:
            missed = " m those missed again," * bool(self.cram.missed)
            return f"Enter leaves,{missed} u undo, ? help:"
        if self.cram.revealed:
            return "Enter grades it Good, u undo, ? help:"
        return f"Enter shows the answer,{self.hint_offer()} q ends, ? help:"

    def offer(self) -> str:
        """The grades, with intervals where they count."""
        now = self.clock()
        label = self.study.scheduler.label_interval
        futures = cram_futures(self.study, self.cram, now)
        if not futures:
            return "1 Again, 2 Hard, 3 Good, 4 Easy. Your schedule stays as it is."
        return say_futures(AnswerKeys.FOUR, {grade: label(now, m) for grade, m in futures.items()})

    def own_commands(self) -> Sequence[Command]:
        """Grades, undo, end."""
        hidden = "" if self.cram.revealed else HIDDEN
        return (
            *grade_commands(AnswerKeys.FOUR, self.grade, hidden),
            self._undo_command(),
            Command("q quit end", "end the cram", self.end),
        )

    def end_commands(self) -> Sequence[Command]:
        """Leave, again, or undo."""
        return (
            Command(f"{ENTER} q quit", "leave the cram", self.leave),
            Command(
                "m missed", "ask those missed again", self.ask_missed,
                "" if self.cram.missed else "None was missed.",
            ),
            self._undo_command(),
        )  # fmt: skip

    def grade(self, grade: Grade) -> None:
        """Take a grade; it is kept only where it counts."""
        following = self.keep(lambda: answer_cram(self.study, self.cram, grade, self.clock()))
        if following is not None:
            self.go_on(following)

    def undo(self, _: str) -> None:
        """Take the last grade back, or go back to the card it was ended at."""
        if self.ended:
            self.go_on(self.cram)
            return
        before = self.keep(lambda: undo_cram(self.study, self.cram, self.clock()))
        if before is self.cram:
            self.console.say("Another window answered that card since: it cannot be undone here.")
        elif before is not None:
            self.go_on(before)

    def end(self, _: str) -> None:
        """Have enough: leave, by way of how it went where anything was answered."""
        if self.cram.answers:
            self.ended = True
            self.read_all()
        else:
            self.leave()

    def ask_missed(self, _: str) -> None:
        """Begin again with those missed."""
        cram, now = self.cram, self.clock()
        self.go_on(begin_cram(cram.missed, now, seed=self.seed, counts=cram.counts))

    def read_end(self) -> None:
        """Say how it went."""
        cram = self.cram
        cards = say_number(len({answer.card for answer in cram.answers}), "card")
        self.console.say(
            "Cram ended." if self.ended else "Cram done.",
            f"{cards} in {say_time(cram.time)}: {cram.known} known at once.",
            "Your schedule has moved." if cram.counts else "Your schedule is as it was.",
            *(f"Missed: {as_text(self.study.cards[card].question)}" for card in cram.missed),
        )

    def _undo_command(self) -> Command:
        nothing = "" if self.cram.answers or self.ended else "Nothing to undo."
        return Command("u undo", "take the last grade back", self.undo, nothing)
