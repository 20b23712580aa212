"""What is said when nothing is left to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.line.reading import as_text
from quizapp.outlook import look_ahead
from quizapp.sitting import sum_up
from quizapp.wording import (
    say_back_again,
    say_grades,
    say_moved,
    say_next,
    say_retention,
    say_sitting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from quizapp.memory import Review
    from quizapp.session import Session
    from quizapp.study import Study


def end_lines(study: Study, session: Session, now: datetime) -> Iterator[str]:
    """What a session came to, and when the next one is worth it."""
    if session.reviews:
        yield "Done for now."
        yield from _sitting_lines(study, session, now)
    else:
        yield "Nothing is due."
    outlook = look_ahead(study.library, session)
    yield say_next(outlook, now, study.scheduler.days)
    yield say_back_again(outlook.counts)


def _sitting_lines(study: Study, session: Session, now: datetime) -> Iterator[str]:
    sitting = sum_up(session, study.library, now)
    yield f"{say_sitting(sitting)}."
    yield f"Answers: {say_grades(sitting.tally)}."
    if sitting.tally.retention is not None:
        yield f"Retention: {say_retention(sitting.tally)}."
    if sitting.moved:
        yield "Known tomorrow, without this session and with it:"
        yield from map(say_moved, sitting.moved)
    if sitting.hardest:
        yield from _hardest(study, sitting.hardest)


def _hardest(study: Study, review: Review) -> Iterator[str]:
    card = study.cards.get(review.card)
    if card:
        yield f"Hardest: {as_text(card.question)}"
        yield study.proofs.line(card)
