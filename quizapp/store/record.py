"""Memories, marks and what was done to them as the JSON of a journal line, and back."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from quizapp.memory import Change, Deed, Evidence, Grade, Mark, Memory, Phase, Review, Standing
from quizapp.store.event import read_moment, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from quizapp.memory import Step
    from quizapp.store.event import Event, Patch, Row

CARDS = "cards"
"""The table of what is remembered, one document a card."""
MARKS = "marks"
"""The table of what is noted, one document for each card that has a mark."""
TEXTS = "texts"
"""The table of the cards' words as the learner last saw them."""
SETTINGS = "settings"
"""The table of what the quiz itself is told to remember."""
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
    row = row or {}
    flag = int(row.get("flag", 0))
    if flag not in range(8):
        raise ValueError(f"{flag} is no flag")
    return Mark(
        flag=flag,
        suspended=bool(row.get("suspended")),
        buried=date.fromisoformat(row["buried"]) if "buried" in row else None,
        leech=bool(row.get("leech")),
    )


def put_review(review: Review, text: str = "") -> dict[str, dict[str, Row | None]]:
    """The patch of an answer; `text` is what the learner has now seen of the card."""
    put: dict[str, dict[str, Row | None]] = {CARDS: {review.card: write_memory(review.after)}}
    if review.marks:
        put[MARKS] = {review.card: write_mark(review.marks[1])}
    if text:
        put[TEXTS] = {review.card: {"text": text}}
    return put


def review_facts(review: Review) -> Row:
    """What a journal line says of a review beside its patch."""
    took = review.took / MILLISECOND
    facts: Row = {
        "at": stamp(review.at),
        "grade": int(review.grade),
        "ms": int(took) if took.is_integer() else took,
        "before": _row(review.before),
    }
    if review.marks:
        facts["mark"] = write_mark(review.marks[0])
    if review.evidence:
        facts["highest"], facts["why"] = int(review.evidence.highest), review.evidence.why
    if review.seen:
        facts["seen"] = review.seen
    return facts


def put_change(before: Mapping[str, Standing], after: Mapping[str, Standing]) -> Patch:
    """The patch that takes cards from one standing to another: only what differs."""
    memories = {
        card: _row(now.memory) for card, now in after.items() if now.memory != before[card].memory
    }
    marks = {
        card: write_mark(now.mark) for card, now in after.items() if now.mark != before[card].mark
    }
    return {table: rows for table, rows in ((CARDS, memories), (MARKS, marks)) if rows}


def change_facts(change: Change) -> Row:
    """What a journal line says of a change beside its patch."""
    return {
        "at": stamp(change.at),
        "deed": change.deed.value,
        "before": {
            card: [_row(standing.memory), write_mark(standing.mark)]
            for card, standing in change.before.items()
        },
    }


def put_back(step: Step) -> Patch:
    """The patch that takes a step back."""
    if isinstance(step, Change):
        return put_change(step.after, step.before)
    put: dict[str, dict[str, Row | None]] = {CARDS: {step.card: _row(step.before)}}
    if step.marks:
        put[MARKS] = {step.card: write_mark(step.marks[0])}
    if step.seen:
        put[TEXTS] = {step.card: {"text": step.seen}}
    return put


def undo_facts(step: Step) -> Row:
    """What a journal line says of a step taken back: which one it was."""
    if isinstance(step, Change):
        return {"undo": {"deed": step.deed.value, "at": stamp(step.at)}}
    return {"undo": {"card": step.card, "at": stamp(step.at)}}


def read_review(event: Event) -> Review | None:
    """The review on a journal line, if there is one; raises one of UNREADABLE."""
    facts = event.facts
    if "grade" not in facts:
        return None
    ((card, after),) = event.put[CARDS].items()
    if after is None:
        raise ValueError("a review leaves a memory")
    marks = None
    if "mark" in facts:
        marks = read_mark(facts["mark"]), read_mark(event.put[MARKS][card])
    return Review(
        card=card,
        grade=Grade(facts["grade"]),
        at=read_moment(facts["at"]),
        took=facts["ms"] * MILLISECOND,
        before=_memory(facts["before"]),
        after=read_memory(after),
        marks=marks,
        evidence=Evidence(Grade(facts["highest"]), str(facts["why"])) if "why" in facts else None,
        seen=str(facts.get("seen", "")),
    )


def read_change(event: Event) -> Change | None:
    """The change on a journal line, if there is one; raises one of UNREADABLE."""
    facts = event.facts
    if "deed" not in facts:
        return None
    before = {
        card: Standing(_memory(memory), read_mark(mark))
        for card, (memory, mark) in facts["before"].items()
    }
    memories, marks = event.put.get(CARDS, {}), event.put.get(MARKS, {})
    after = {
        card: Standing(
            _memory(memories[card]) if card in memories else standing.memory,
            read_mark(marks[card]) if card in marks else standing.mark,
        )
        for card, standing in before.items()
    }
    return Change(Deed(facts["deed"]), read_moment(facts["at"]), before, after)


def read_undone(event: Event) -> tuple[str, datetime] | None:
    """The card and the moment of the review a journal line takes back, if it does so.

    Of a change, the deed stands in the place of the card.
    """
    undo = event.facts.get("undo")
    if undo is None:
        return None
    return str(undo["card"] if "card" in undo else undo["deed"]), read_moment(undo["at"])


def check(event: Event) -> None:
    """Raise one of UNREADABLE unless everything on the line can be read."""
    for row in event.put.get(CARDS, {}).values():
        _memory(row)
    for row in event.put.get(MARKS, {}).values():
        read_mark(row)
    for text in event.put.get(TEXTS, {}).values():
        str((text or {"text": ""})["text"])
    read_review(event)
    read_change(event)
    read_undone(event)


def _row(memory: Memory | None) -> Row | None:
    return None if memory is None else write_memory(memory)


def _memory(row: Mapping[str, Any] | None) -> Memory | None:
    return None if row is None else read_memory(row)


def _number(value: float) -> float:
    # JSON's 1e400 is Python's infinity
    if not math.isfinite(value):
        raise ValueError(f"{value} is not finite")
    return float(value)
