"""Memories, marks and words as TinyDB's documents, and back."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

from quizapp.scheduler.model import Mark, Memory, Phase
from quizapp.store.event import YEARS, read_moment, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.store.event import Row

_PHASES = {phase.value: phase for phase in Phase}


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
    # by position and by table: a start reads every card there is
    return Memory(
        _number(row["s"]),
        _number(row["d"]),
        read_moment(row["due"]),
        read_moment(row["last"]),
        _PHASES[row["phase"]],
        int(row["step"]),
        int(row["reps"]),
        int(row["lapses"]),
    )


def write_mark(mark: Mark) -> Row | None:
    """The document of one mark; None for one that says nothing."""
    row: Row = {}
    if mark.flag:
        row["flag"] = mark.flag
    if mark.suspended:
        row["suspended"] = True
    if mark.buried:
        row["buried"] = mark.buried.isoformat()
    if mark.leech:
        row["leech"] = True
    return row or None


def read_mark(row: Mapping[str, Any] | None) -> Mark:
    """The mark of one document; raises one of UNREADABLE for a damaged one."""
    row = {} if row is None else as_object(row)
    flag = int(row.get("flag", 0))
    if flag not in range(8):
        raise ValueError(f"{flag} is no flag")
    return Mark(
        flag=flag,
        suspended=bool(row.get("suspended")),
        buried=_day(row["buried"]) if "buried" in row else None,
        leech=bool(row.get("leech")),
    )


def read_text(row: Mapping[str, Any] | None) -> str:
    """The words of one document; raises one of UNREADABLE for a damaged one."""
    return "" if row is None else as_text(row["text"])


def as_object(value: Any) -> Mapping[str, Any]:
    """The value itself; raises TypeError where it is no JSON object."""
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no JSON object")
    return value


def as_text(value: Any) -> str:
    """The value itself; raises TypeError where it is no text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(f"{text} is in no year that a card can be buried")
    return day


def _number(value: float) -> float:
    # JSON's 1e400 is Python's infinity
    if not math.isfinite(value):
        raise ValueError(f"{value} is not finite")
    return float(value)
