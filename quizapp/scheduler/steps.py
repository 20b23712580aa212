"""Anki's learning and relearning steps: the waits of minutes before FSRS's days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from quizapp.scheduler.model import Grade, Memory, State

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
UNITS = {"s": SECOND, "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY}
LEARN_AHEAD = timedelta(minutes=20)
"""Anki's learn-ahead limit: how early a learning card may come when nothing else is left."""


class Wait(NamedTuple):
    """The step that a grade leads to, and its delay."""

    step: int
    delay: timedelta


@dataclass(frozen=True, slots=True)
class Steps:
    """The learning and relearning steps; without any, a card gets days at once."""

    learning: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning: tuple[timedelta, ...] = (timedelta(minutes=10),)

    def waits_after(self, memory: Memory | None) -> dict[Grade, Wait]:
        """The grades that lead to a step; every other grade leads to days."""
        state = state_of(memory)
        steps = self.learning if state is State.LEARNING else self.relearning
        if not steps:
            return {}
        if state is State.REVIEW:
            return {Grade.AGAIN: Wait(0, steps[0])}
        step = min(memory.step, len(steps) - 1) if memory else 0
        waits = {Grade.AGAIN: Wait(0, steps[0]), Grade.HARD: Wait(step, _hard_delay(steps, step))}
        if step + 1 < len(steps):
            waits[Grade.GOOD] = Wait(step + 1, steps[step + 1])
        return waits


def state_of(memory: Memory | None) -> State:
    """The state a card is answered in; a new card counts as learning."""
    return State.LEARNING if memory is None else memory.state


def parse_step(text: str) -> timedelta:
    """A step as Anki's settings write it: `30s`, `10m`, `1h`, `2d`.

    Raises ValueError for anything else.
    """
    parts = re.fullmatch(r"([1-9][0-9]{0,3})([smhd])", text)
    if parts is None:
        raise ValueError(f"{text!r} isn't a step")
    return int(parts[1]) * UNITS[parts[2]]


def _hard_delay(steps: tuple[timedelta, ...], step: int) -> timedelta:
    if step > 0:
        return steps[step]
    # On the first step Hard lies between Again and Good. With a single step it is half as long
    # again, but at most a day longer.
    good = steps[1] if len(steps) > 1 else min(2 * steps[0], steps[0] + 2 * DAY)
    delay = (steps[0] + good) / 2
    # As in Anki: whole seconds, and whole days above one day.
    return delay // SECOND * SECOND if delay <= DAY else (delay + DAY / 2) // DAY * DAY
