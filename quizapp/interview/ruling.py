"""A learner's rules as a plan changes them until its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.interview.plan import latest, limits_for, set_aside, unseen_this_morning

if TYPE_CHECKING:
    from datetime import datetime

    from deckgen.model import Library
    from quizapp.interview.plan import Plan
    from quizapp.known import Known
    from quizapp.queueing import Rules
    from quizapp.scheduler import Scheduler


def under_plan(
    plan: Plan, rules: Rules, scheduler: Scheduler, library: Library, known: Known, now: datetime
) -> tuple[Rules, Scheduler]:
    """Rules with the new cards spread and set aside, and a scheduler that keeps to the day."""
    today = rules.days.day_of(now)
    morning = rules.days.start_of(today)
    reviews = [review for review in known.today if review.at >= morning]
    unseen = unseen_this_morning(plan.cards(library), known.memories, known.marks, reviews)
    return (
        replace(
            rules,
            limits=limits_for(plan, rules.limits, today, len(unseen)),
            aside=set_aside(plan, library, today),
        ),
        replace(scheduler, latest=latest(plan, today)),
    )
