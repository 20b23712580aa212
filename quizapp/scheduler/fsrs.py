"""When a card comes back: FSRS-6 for days, Anki's learning steps for minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, NextStates

from quizapp.scheduler.day import DAY, LearnerDays
from quizapp.scheduler.fuzz import ORDINARY_WEEK, DayLoad, fuzz_factor
from quizapp.scheduler.intervals import ReviewIntervals
from quizapp.scheduler.labels import label_span
from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.steps import Steps, Wait, state_of

NO_LOAD: Mapping[datetime, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Computes what each of the four grades would make of a card."""

    days: LearnerDays
    desired_retention: float = 0.9
    """The share of reviews the learner wants to pass."""
    maximum_interval: int = 36_500
    """In days."""
    steps: Steps = field(default_factory=Steps)
    fuzz: bool = False
    """Whether intervals are fuzzed, which spreads cards over the days."""
    easy_days: tuple[float, ...] = ORDINARY_WEEK
    """The share of an ordinary day's reviews that each weekday should bring, Monday first."""
    latest: date | None = None
    """The last day a review may be due, until that day has come: an exam date."""
    factor: Callable[[str, int], float] = fuzz_factor
    """Takes a card and its number of reviews, and returns a number from 0 up to 1."""
    model: FSRS = field(
        default_factory=lambda: FSRS(parameters=DEFAULT_PARAMETERS), repr=False, compare=False
    )

    def preview(
        self,
        memory: Memory | None,
        now: datetime,
        *,
        card: str = "",
        load: Mapping[datetime, int] = NO_LOAD,
    ) -> dict[Grade, Memory]:
        """What each grade would make of a card's memory; None stands for a new card.

        `load` counts the cards in review by the moment they are due.
        """
        reps = memory.reps if memory else 0
        states = self._states(memory, now)
        waits = self.steps.waits_after(memory)
        days = self._intervals(memory, states, waits, self._review_intervals(card, reps, now, load))
        return {
            grade: Memory(
                stability=state.memory.stability,
                difficulty=state.memory.difficulty,
                due=self._after(now, wait) if wait else self._in_days(now, days[grade]),
                last=now,
                state=_step_state(memory) if wait else State.REVIEW,
                step=wait.step if wait else 0,
                reps=reps + 1,
                lapses=(memory.lapses if memory else 0) + _lapses(memory, grade),
            )
            for grade, state in states.items()
            for wait in [waits.get(grade)]
        }

    def label_interval(self, now: datetime, memory: Memory) -> str:
        """The interval until a card comes back, as Anki's answer buttons show it."""
        return label_span(self._days_between(now, memory.due) * DAY or memory.due - now)

    def _states(self, memory: Memory | None, now: datetime) -> dict[Grade, ItemState]:
        if memory is None:
            return _by_grade(self.model.next_states(None, self.desired_retention, 0))
        known = MemoryState(memory.stability, memory.difficulty)
        # A clock set back must not count as negative time.
        elapsed = max(0, self._days_between(memory.last, now))
        return _by_grade(self.model.next_states(known, self.desired_retention, elapsed))

    def _intervals(
        self,
        memory: Memory | None,
        states: Mapping[Grade, ItemState],
        waits: Mapping[Grade, Wait],
        intervals: ReviewIntervals,
    ) -> dict[Grade, int]:
        """The interval in days of every grade that leads to no step."""
        wanted = {
            grade: state.interval
            for grade, state in states.items()
            # Easy is longer than Good would be, also where Good waits on a step.
            if grade not in waits or grade is Grade.GOOD
        }
        if memory is None or memory.state is not State.REVIEW:
            return intervals.first(wanted)
        again = {grade: wanted.pop(grade) for grade in {Grade.AGAIN} & wanted.keys()}
        last = self._days_between(memory.last, memory.due)
        return intervals.first(again) | intervals.further(wanted, last)

    def _review_intervals(
        self, card: str, reps: int, now: datetime, load: Mapping[datetime, int]
    ) -> ReviewIntervals:
        today = self.days.day_of(now)
        left = (self.latest - today).days if self.latest else 0
        most = min(self.maximum_interval, left) if left > 0 else self.maximum_interval
        if not self.fuzz:
            return ReviewIntervals(most)
        factor = self.factor(card, reps)
        if not load and self.easy_days == ORDINARY_WEEK:
            return ReviewIntervals(most, factor)

        def load_on(interval: int) -> DayLoad:
            day = today + interval * DAY
            return DayLoad(load.get(self.days.start_of(day), 0), self.easy_days[day.weekday()])

        return ReviewIntervals(most, factor, load_on)

    def _after(self, now: datetime, wait: Wait) -> datetime:
        """When a step ends; a step that crosses the rollover ends at the start of that day."""
        due = now + wait.delay
        if due < self.days.start_of_next(now):
            return due
        return self.days.start_of(self.days.day_of(due))

    def _in_days(self, now: datetime, days: int) -> datetime:
        return self.days.start_of(self.days.day_of(now) + days * DAY)

    def _days_between(self, earlier: datetime, later: datetime) -> int:
        return (self.days.day_of(later) - self.days.day_of(earlier)).days


def _by_grade(states: NextStates) -> dict[Grade, ItemState]:
    return {
        Grade.AGAIN: states.again,
        Grade.HARD: states.hard,
        Grade.GOOD: states.good,
        Grade.EASY: states.easy,
    }


def _step_state(memory: Memory | None) -> State:
    state = state_of(memory)
    return State.RELEARNING if state is State.REVIEW else state


def _lapses(memory: Memory | None, grade: Grade) -> int:
    return int(state_of(memory) is State.REVIEW and grade is Grade.AGAIN)
