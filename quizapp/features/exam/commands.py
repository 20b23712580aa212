"""What `quizapp interview` does: set the date, clear it, or show the plan."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.collection.exam_plan import SETTING, kept_plan, retire_plan
from quizapp.features.exam.forecast import forecast
from quizapp.features.exam.propose import propose_plan
from quizapp.features.exam.text import (
    describe_forecast,
    forecast_json,
    say_cleared,
    say_no_plan,
    say_over,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from quizapp.collection.collection import Collection
    from quizapp.features.exam.forecast import Forecast


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """The plan with its forecast, or the notice that there is none."""

    today: date
    forecast: Forecast | None = None
    """None where no interview is planned."""
    over: str = ""
    """A sentence about a plan that is no more, said once."""

    def as_text(self, width: int) -> str:
        """The outcome in lines no longer than a terminal is wide."""
        if self.forecast:
            return describe_forecast(self.forecast, width)
        return self.over or say_no_plan(self.today)

    def as_json(self) -> dict[str, object]:
        """The outcome as JSON can hold it."""
        if self.forecast:
            return forecast_json(self.forecast)
        return {"date": None} | ({"over": self.over} if self.over else {})


def set_interview(
    collection: Collection,
    now: datetime,
    day: str,
    *,
    topics: str = "",
    new_per_day: int | None = None,
) -> None:
    """Keep the day of an interview; raises PlanError where the plan cannot be followed."""
    collection.store.refresh()
    plan = propose_plan(collection, now, day, topics=topics, new_per_day=new_per_day)
    collection.store.set(SETTING, plan.as_setting())


def clear_interview(collection: Collection, now: datetime) -> PlanOutcome:
    """Forget the day of the interview, and say which it was."""
    collection.store.refresh()
    if plan := kept_plan(collection.store):
        collection.store.set(SETTING, None)
    today = collection.scheduler.days.day_of(now)
    return PlanOutcome(today, over=say_cleared(plan.day if plan else None))


def look_at_interview(collection: Collection, now: datetime) -> PlanOutcome:
    """The plan and its forecast; a plan whose day is over is forgotten."""
    collection.store.refresh()
    today = collection.scheduler.days.day_of(now)
    over = retire_plan(collection.store, today)
    plan = kept_plan(collection.store)
    if plan is None:
        return PlanOutcome(today, over=say_over(over.day) if over else "")
    return PlanOutcome(today, forecast(plan, collection, now))


def over_plan(collection: Collection, now: datetime) -> str:
    """Forget the plan whose day is over, and return a sentence about it; empty without one."""
    # A plan that cannot be forgotten now caps nothing any more, and is told the next time.
    with suppress(OSError):
        if plan := retire_plan(collection.store, collection.scheduler.days.day_of(now)):
            return say_over(plan.day)
    return ""
