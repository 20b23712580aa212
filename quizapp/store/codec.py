"""Memories, marks, reviews and changes as the store's documents, and back."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from quizapp.scheduler.model import (
    Action,
    CardChange,
    CardStatus,
    Evidence,
    Grade,
    Marks,
    Memory,
    Review,
    State,
)
from quizapp.store.encoding import YEARS, read_moment, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.scheduler.model import Operation
    from quizapp.store.encoding import Row

CARDS = "cards"
"""The table of what is remembered, one document a card."""
MARKS = "marks"
"""The table of what is noted, one document for each card that has a mark."""
TEXTS = "texts"
"""The table of the cards' words as the learner last saw them."""
SETTINGS = "settings"
"""The table of what the quiz itself is told to remember."""
Key: TypeAlias = tuple[str, datetime]
"""Which step: a review's card or a change's action, and its moment."""
MILLISECOND = timedelta(milliseconds=1)
_GRADES = {int(grade): grade for grade in Grade}
_PHASES = {state.value: state for state in State}


def write_memory(memory: Memory | None) -> Row | None:
    """The document of one memory; None for no memory."""
    if memory is None:
        return None
    return {
        "s": memory.stability,
        "d": memory.difficulty,
        "due": stamp(memory.due),
        "last": stamp(memory.last),
        "phase": memory.state.value,
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


def write_mark(mark: Marks) -> Row | None:
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


def read_mark(row: Mapping[str, Any] | None) -> Marks:
    """The mark of one document; raises one of UNREADABLE for a damaged one."""
    row = {} if row is None else as_object(row)
    flag = int(row.get("flag", 0))
    if flag not in range(8):
        raise ValueError(f"{flag} is no flag")
    return Marks(
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


def review_facts(review: Review) -> Row:
    """What the log says of a review beside what it changed."""
    took = review.took / MILLISECOND
    facts: Row = {
        "at": stamp(review.at),
        "grade": int(review.grade),
        "ms": int(took) if took.is_integer() else took,
        "before": write_memory(review.before),
    }
    if review.marks:
        facts["mark"] = write_mark(review.marks[0])
    if review.evidence:
        facts["highest"], facts["why"] = int(review.evidence.highest), review.evidence.why
    if review.seen:
        facts["seen"] = review.seen
    return facts


def change_facts(change: CardChange) -> Row:
    """What the log says of a change beside what it changed."""
    return {
        "at": stamp(change.at),
        "deed": change.action.value,
        "before": {
            card: [write_memory(status.memory), write_mark(status.mark)]
            for card, status in change.before.items()
        },
    }


def key_of(step: Operation) -> Key:
    """What tells a step from all others."""
    return (step.action.value if isinstance(step, CardChange) else step.card), step.at


def undo_facts(step: Operation) -> Row:
    """What the log says of a step taken back: which one it was."""
    if isinstance(step, CardChange):
        return {"undo": {"deed": step.action.value, "at": stamp(step.at)}}
    return {"undo": {"card": step.card, "at": stamp(step.at)}}


def read_review(line: Mapping[str, Any]) -> Review | None:
    """The review that a document of the log tells of, if it does; raises one of UNREADABLE."""
    if "grade" not in line:
        return None
    ((card, after),) = line["put"][CARDS].items()
    if after is None:
        raise ValueError("a review leaves a memory")
    marks = None
    if "mark" in line:
        marks = read_mark(line["mark"]), read_mark(line["put"][MARKS][card])
    return Review(
        card=card,
        grade=_GRADES[line["grade"]],
        at=read_moment(line["at"]),
        took=line["ms"] * MILLISECOND,
        before=_memory(line["before"]),
        after=read_memory(after),
        marks=marks,
        evidence=_evidence(line),
        seen=as_text(line.get("seen", "")),
    )


def read_change(line: Mapping[str, Any]) -> CardChange | None:
    """The change that a document of the log tells of, if it does; raises one of UNREADABLE."""
    if "deed" not in line:
        return None
    before = {
        card: CardStatus(_memory(memory), read_mark(mark))
        for card, (memory, mark) in as_object(line["before"]).items()
    }
    memories, marks = line["put"].get(CARDS, {}), line["put"].get(MARKS, {})
    after = {
        card: CardStatus(
            _memory(memories[card]) if card in memories else status.memory,
            read_mark(marks[card]) if card in marks else status.mark,
        )
        for card, status in before.items()
    }
    return CardChange(Action(line["deed"]), read_moment(line["at"]), before, after)


def read_undone(line: Mapping[str, Any]) -> Key | None:
    """The step that a document of the log takes back, if it does; raises one of UNREADABLE."""
    undo = line.get("undo")
    if undo is None:
        return None
    return as_text(undo["card"] if "card" in undo else undo["deed"]), read_moment(undo["at"])


def check(line: Mapping[str, Any]) -> None:
    """Raise one of UNREADABLE unless all that a document of the log says can be read."""
    if not read_review(line):
        # a review has read the memory that it wrote
        for row in line["put"].get(CARDS, {}).values():
            _memory(row)
    for row in line["put"].get(MARKS, {}).values():
        read_mark(row)
    for text in line["put"].get(TEXTS, {}).values():
        read_text(text)
    read_change(line)
    read_undone(line)


def _evidence(line: Mapping[str, Any]) -> Evidence | None:
    return Evidence(_GRADES[line["highest"]], as_text(line["why"])) if "why" in line else None


def _memory(row: Mapping[str, Any] | None) -> Memory | None:
    return None if row is None else read_memory(row)
