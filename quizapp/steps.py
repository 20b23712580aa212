"""Anki's learning steps: the waits of minutes that come before FSRS's days."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from quizapp.memory import Grade, Memory, Phase

LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)


class Wait(NamedTuple):
    """The step a grade puts a card on, and how long the card waits there."""

    step: int
    delay: timedelta


def phase_of(memory: Memory | None) -> Phase:
    """The phase a card answers from; a new card answers like one on its first step."""
    return Phase.LEARNING if memory is None else memory.phase


def waits_after(memory: Memory | None) -> dict[Grade, Wait]:
    """The grades after which a card is still in minutes; every other grade gives it days."""
    phase = phase_of(memory)
    if phase is Phase.REVIEW:
        return {Grade.AGAIN: Wait(0, RELEARNING_STEPS[0])}
    steps = LEARNING_STEPS if phase is Phase.LEARNING else RELEARNING_STEPS
    step = min(memory.step, len(steps) - 1) if memory else 0
    waits = {Grade.AGAIN: Wait(0, steps[0]), Grade.HARD: Wait(step, _hard_delay(steps, step))}
    if step + 1 < len(steps):
        waits[Grade.GOOD] = Wait(step + 1, steps[step + 1])
    return waits


def _hard_delay(steps: tuple[timedelta, ...], step: int) -> timedelta:
    if step > 0:
        return steps[step]
    # On the first step Hard lies between Again and Good; where there is no Good it is half as long
    # again.
    return (steps[0] + steps[1]) / 2 if len(steps) > 1 else steps[0] * 1.5
