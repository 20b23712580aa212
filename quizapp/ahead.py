"""Reviews before their day, for a learner who has answered all that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.memory import Mark, Phase
from quizapp.recall import retrievability

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.study import Study


def review_ahead(study: Study, now: datetime) -> tuple[str, ...]:
    """The reviews of later days: the next day's first, of a day the likeliest forgotten first."""
    days = study.scheduler.days
    tomorrow = days.start_of_next(now)
    memories, marks = study.store.memories(), study.store.marks()
    later = [
        (days.day_of(memory.due), retrievability(memory, now), place, card)
        for place, card in enumerate(study.cards)
        if (memory := memories.get(card))
        and memory.phase is Phase.REVIEW
        and memory.due >= tomorrow
        and not _is_held(marks.get(card, Mark()), study, now)
    ]
    return tuple(card for *_, card in sorted(later))


def _is_held(mark: Mark, study: Study, now: datetime) -> bool:
    return mark.suspended or mark.buried == study.scheduler.days.day_of(now)
