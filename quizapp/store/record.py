"""Answers and deeds as the JSON of a journal line, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from quizapp.scheduler.model import Change, Deed, Evidence, Grade, Review, Standing
from quizapp.store.document import (
    as_object,
    as_text,
    read_mark,
    read_memory,
    read_text,
    write_mark,
    write_memory,
)
from quizapp.store.event import read_moment, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from quizapp.scheduler.model import Memory, Step
    from quizapp.store.event import Event, Patch, Row

CARDS = "cards"
"""The table of what is remembered, one document a card."""
MARKS = "marks"
"""The table of what is noted, one document for each card that has a mark."""
TEXTS = "texts"
"""The table of the cards' words as the learner last saw them."""
SETTINGS = "settings"
"""The table of what the quiz itself is told to remember."""
Key: TypeAlias = "tuple[str, datetime]"
"""Which step: a review's card or a change's deed, and its moment."""
MILLISECOND = timedelta(milliseconds=1)
_GRADES = {int(grade): grade for grade in Grade}


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


def key_of(step: Step) -> Key:
    """What tells a step from all others."""
    return (step.deed.value if isinstance(step, Change) else step.card), step.at


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
        grade=_GRADES[facts["grade"]],
        at=read_moment(facts["at"]),
        took=facts["ms"] * MILLISECOND,
        before=_memory(facts["before"]),
        after=read_memory(after),
        marks=marks,
        evidence=_evidence(facts),
        seen=as_text(facts.get("seen", "")),
    )


def read_change(event: Event) -> Change | None:
    """The change on a journal line, if there is one; raises one of UNREADABLE."""
    facts = event.facts
    if "deed" not in facts:
        return None
    before = {
        card: Standing(_memory(memory), read_mark(mark))
        for card, (memory, mark) in as_object(facts["before"]).items()
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


def read_undone(event: Event) -> Key | None:
    """The step that a journal line takes back, if it does so; raises one of UNREADABLE."""
    undo = event.facts.get("undo")
    if undo is None:
        return None
    return as_text(undo["card"] if "card" in undo else undo["deed"]), read_moment(undo["at"])


def check(event: Event) -> None:
    """Raise one of UNREADABLE unless everything on the line can be read."""
    for row in event.put.get(CARDS, {}).values():
        _memory(row)
    for row in event.put.get(MARKS, {}).values():
        read_mark(row)
    for text in event.put.get(TEXTS, {}).values():
        read_text(text)
    read_review(event)
    read_change(event)
    read_undone(event)


def _evidence(facts: Mapping[str, Any]) -> Evidence | None:
    return Evidence(_GRADES[facts["highest"]], as_text(facts["why"])) if "why" in facts else None


def _row(memory: Memory | None) -> Row | None:
    return None if memory is None else write_memory(memory)


def _memory(row: Mapping[str, Any] | None) -> Memory | None:
    return None if row is None else read_memory(row)
