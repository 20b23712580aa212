"""When a card comes back: FSRS-6 for days, Anki's learning steps for minutes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, NextStates

from quizapp.days import DAY, LearnerDays
from quizapp.intervals import label_span
from quizapp.memory import Grade, Memory, Phase
from quizapp.steps import phase_of, waits_after

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Knows the four futures of a card; grading it is choosing one of them."""

    days: LearnerDays
    desired_retention: float = 0.9
    """The share of reviews the learner wants to pass."""
    maximum_interval: int = 36_500
    """In days."""
    model: FSRS = field(
        default_factory=lambda: FSRS(parameters=DEFAULT_PARAMETERS), repr=False, compare=False
    )

    def preview(self, memory: Memory | None, now: datetime) -> dict[Grade, Memory]:
        """What each grade would make of a card's memory; None stands for a new card."""
        states = self._states(memory, now)
        waits = waits_after(memory)
        intervals = self._intervals(states, phase_of(memory))
        futures = {}
        for grade, state in states.items():
            wait = waits.get(grade)
            futures[grade] = Memory(
                stability=state.memory.stability,
                difficulty=state.memory.difficulty,
                due=now + wait.delay if wait else self._in_days(now, intervals[grade]),
                last=now,
                phase=_steps_phase(memory) if wait else Phase.REVIEW,
                step=wait.step if wait else 0,
                reps=(memory.reps if memory else 0) + 1,
                lapses=(memory.lapses if memory else 0) + _lapses(memory, grade),
            )
        return futures

    def label_interval(self, now: datetime, memory: Memory) -> str:
        """How long until a card comes back, in the words of Anki's answer keys."""
        if memory.phase is not Phase.REVIEW:
            return label_span(memory.due - now)
        return label_span(self.days.day_of(memory.due) - self.days.day_of(now))

    def _states(self, memory: Memory | None, now: datetime) -> dict[Grade, ItemState]:
        if memory is None:
            return _by_grade(self.model.next_states(None, self.desired_retention, 0))
        known = MemoryState(memory.stability, memory.difficulty)
        # A clock set back must not count as negative time.
        elapsed = max(0, (self.days.day_of(now) - self.days.day_of(memory.last)).days)
        return _by_grade(self.model.next_states(known, self.desired_retention, elapsed))

    def _intervals(self, states: dict[Grade, ItemState], phase: Phase) -> dict[Grade, int]:
        """Days per grade, each more than the grade below it until the maximum is reached."""
        grades = [Grade.GOOD, Grade.EASY]
        if phase is Phase.REVIEW:
            grades.insert(0, Grade.HARD)
        intervals: dict[Grade, int] = {}
        least = 1
        for grade in grades:
            days = max(least, round(states[grade].interval))
            intervals[grade] = min(days, self.maximum_interval)
            least = days + 1
        return intervals

    def _in_days(self, now: datetime, days: int) -> datetime:
        return self.days.start_of(self.days.day_of(now) + days * DAY)


def _by_grade(states: NextStates) -> dict[Grade, ItemState]:
    return {
        Grade.AGAIN: states.again,
        Grade.HARD: states.hard,
        Grade.GOOD: states.good,
        Grade.EASY: states.easy,
    }


def _steps_phase(memory: Memory | None) -> Phase:
    phase = phase_of(memory)
    return Phase.RELEARNING if phase is Phase.REVIEW else phase


def _lapses(memory: Memory | None, grade: Grade) -> int:
    return int(phase_of(memory) is Phase.REVIEW and grade is Grade.AGAIN)
