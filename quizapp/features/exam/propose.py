"""Checks the interview plan that a learner asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quizapp.collection.exam_plan import Plan, days_needed, new_days, per_day, unseen_this_morning
from quizapp.collection.topics import TopicError, read_topics
from quizapp.scheduler.day import DAY
from quizapp.words import say_number

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.collection.collection import Collection

MAX_DAYS_AHEAD = 365
"""How many days ahead an interview can be planned."""


class PlanError(Exception):
    """A plan that can't be followed; the message says why, a line each, and what to do instead."""


class ImpossiblePlanError(PlanError):
    """A plan that was asked for in the right words, with more new cards than its days may bring."""

    def __init__(self, message: str, wanted: int) -> None:
        super().__init__(message)
        self.wanted = wanted
        """How many new cards a day it would bring."""


def propose_plan(
    collection: Collection,
    now: datetime,
    day: str,
    *,
    topics: str = "",
    new_per_day: int | None = None,
) -> Plan:
    """The plan for a day, which is not saved; raises PlanError with everything wrong with it."""
    today = collection.scheduler.days.day_of(now)
    wrong: list[str] = []
    try:
        wanted = read_day(day, today)
    except PlanError as error:
        wrong.append(str(error))
    try:
        names = read_topics(topics, collection.library) if topics else ()
    except TopicError as error:
        wrong.append(str(error))
    if wrong:
        raise PlanError("\n".join(wrong))
    plan = Plan(wanted, today, names, new_per_day)
    _refuse_impossible(plan, collection)
    return plan


def read_day(text: str, today: date) -> date:
    """A future day, written as 2026-12-15; raises PlanError for anything else."""
    first, last = today + DAY, today + MAX_DAYS_AHEAD * DAY
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise PlanError(f"`{text}` isn't a date: write it as {first}") from error
    if day == today:
        raise PlanError(f"{day} is today, and no day is left to plan: try `quizapp mock`")
    if day < today:
        raise PlanError(f"{day} is over: choose a day from {first} on")
    if day > last:
        raise PlanError(f"{day} is more than a year ahead: choose a day up to {last}")
    return day


def _refuse_impossible(plan: Plan, collection: Collection) -> None:
    store, days = collection.store, collection.scheduler.days
    reviews = store.reviews(since=days.start_of(plan.made))
    unseen = len(
        unseen_this_morning(
            plan.cards(collection.library), store.memories(), store.marks(), reviews
        )
    )
    cap, days_with_new = plan.cap(collection.limits), new_days(plan.made, plan.made, plan.day)
    wanted = per_day(unseen, days_with_new)
    if wanted > cap:
        raise ImpossiblePlanError(_too_much(plan, unseen, days_with_new, cap), wanted)


def _too_much(plan: Plan, unseen: int, days_with_new: int, cap: int) -> str:
    wanted, days_without_new = (
        per_day(unseen, days_with_new),
        (plan.day - plan.made).days - days_with_new,
    )
    kept = (
        f" (the last {say_number(days_without_new, 'day')} kept free of them)"
        if days_without_new
        else ""
    )
    needed = days_needed(unseen, cap)
    ways = [f"raise it with `--new-per-day {wanted}`", "leave out topics with `--topics`"]
    if needed is not None and needed <= MAX_DAYS_AHEAD:
        ways.insert(0, f"choose {plan.made + needed * DAY} or later")
    return (
        f"{say_number(unseen, 'new card')} in {say_number(days_with_new, 'day')}{kept} "
        f"would be {wanted} a day, and your limit is {cap}: {', '.join(ways[:-1])}, or {ways[-1]}"
    )
