"""What is said once, when the day of an interview is over."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from quizapp.interview.plan import retire_plan
from quizapp.interview.wording import say_over

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.study import Study


def over_plan(study: Study, now: datetime) -> str:
    """A sentence about the plan whose day is over, which is now forgotten; empty without one."""
    # A plan that cannot be forgotten now caps nothing any more, and is told the next time.
    with suppress(OSError):
        if plan := retire_plan(study.store, study.scheduler.days.day_of(now)):
            return say_over(plan.day)
    return ""
