"""Memories and reviews as the JSON of a journal line, and back."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from quizapp.memory import Grade, Memory, Phase, Review
from quizapp.store.event import read_moment, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from quizapp.store.event import Event, Row

CARDS = "cards"
"""The table of what is remembered, one document a card."""
MILLISECOND = timedelta(milliseconds=1)


def write_memory(memory: Memory) -> Row:
    """The document of one memory."""
    return {
        "s": memory.stability,
        "d": memory.difficulty,
        "due": stamp(memory.due),
        "last": stamp(memory.last),
        "phase": memory.phase.value,
        "step": memory.step,
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def read_memory(row: Mapping[str, Any]) -> Memory:
    """The memory of one document; raises one of UNREADABLE for a damaged one."""
    return Memory(
        stability=_number(row["s"]),
        difficulty=_number(row["d"]),
        due=read_moment(row["due"]),
        last=read_moment(row["last"]),
        phase=Phase(row["phase"]),
        step=int(row["step"]),
        reps=int(row["reps"]),
        lapses=int(row["lapses"]),
    )


def review_facts(review: Review) -> Row:
    """What a journal line says of a review beside the memory after it."""
    took = review.took / MILLISECOND
    return {
        "at": stamp(review.at),
        "grade": int(review.grade),
        "ms": int(took) if took.is_integer() else took,
        "before": memory_before(review),
    }


def memory_before(review: Review) -> Row | None:
    """The document a card had before a review, None for a new card."""
    return None if review.before is None else write_memory(review.before)


def read_review(event: Event) -> Review | None:
    """The review on a journal line, if there is one; raises one of UNREADABLE."""
    if "grade" not in event.facts:
        return None
    ((card, after),) = event.put[CARDS].items()
    if after is None:
        raise ValueError("a review leaves a memory")
    facts = event.facts
    return Review(
        card=card,
        grade=Grade(facts["grade"]),
        at=read_moment(facts["at"]),
        took=facts["ms"] * MILLISECOND,
        before=None if facts["before"] is None else read_memory(facts["before"]),
        after=read_memory(after),
    )


def read_undone(event: Event) -> tuple[str, datetime] | None:
    """The card and the moment of the review a journal line takes back, if it does so."""
    if "undo" not in event.facts:
        return None
    return str(event.facts["undo"]["card"]), read_moment(event.facts["undo"]["at"])


def check(event: Event) -> None:
    """Raise one of UNREADABLE unless everything on the line can be read."""
    for row in event.put.get(CARDS, {}).values():
        if row is not None:
            read_memory(row)
    read_review(event)
    read_undone(event)


def _number(value: float) -> float:
    # JSON's 1e400 is Python's infinity
    if not math.isfinite(value):
        raise ValueError(f"{value} is not finite")
    return float(value)
