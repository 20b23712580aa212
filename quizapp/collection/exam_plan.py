"""The plan until an exam date: new cards a day, limits, and the latest due day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from quizapp.collection.topics import topic_name
from quizapp.scheduler.day import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deckgen.model import Library
    from quizapp.scheduler.fsrs import Scheduler
    from quizapp.scheduler.model import Marks, Memory, Review
    from quizapp.session.limits import Limits
    from quizapp.session.queue_builder import Rules
    from quizapp.session.session import CardStates
    from quizapp.store.protocol import Store

QUIET_DAYS = 3
"""The last days bring no new cards: one met the day before is not yet remembered."""
SETTING = "interview"
"""The name under which a store remembers the plan."""


def quiet_days(days: int) -> int:
    """How many of the last of some days stay free of new cards: at most half of them."""
    return min(QUIET_DAYS, days // 2)


def per_day(unseen: int, days: int) -> int:
    """The new cards of the first of some days, where they are spread evenly; 0 without days."""
    return -(-unseen // days) if days > 0 else 0


def spread(unseen: int, days: int, cap: int) -> tuple[int, ...]:
    """The new cards of each of some days, none above the cap; what does not fit is left over."""
    counts = []
    for left in range(days, 0, -1):
        counts.append(min(cap, per_day(unseen, left)))
        unseen -= counts[-1]
    return tuple(counts)


def days_needed(unseen: int, cap: int) -> int | None:
    """The days it takes until all cards have come, quiet days included; None where the cap is 0."""
    if cap <= 0:
        return None if unseen else 1
    busy = max(1, per_day(unseen, cap))
    candidates = range(busy, busy + QUIET_DAYS + 1)
    return next(days for days in candidates if days - quiet_days(days) >= busy)


def new_days(made: date, today: date, day: date) -> int:
    """How many days from today on bring new cards, in a plan `made` on one day for another."""
    return max(0, (day - today).days - quiet_days((day - made).days))


@dataclass(frozen=True, slots=True)
class Plan:
    """The day of an interview, and the topics and new cards that prepare for it."""

    day: date
    """The learner's day of the interview."""
    made: date
    """The learner's day the plan was made on."""
    topics: tuple[str, ...] = ()
    """The topics that are prepared; empty stands for all."""
    new_per_day: int | None = None
    """The most new cards of a day until then; None stands for the learner's usual limit."""

    def as_setting(self) -> dict[str, Any]:
        """The plan as a store can hold it."""
        return {
            "date": self.day.isoformat(),
            "made": self.made.isoformat(),
            "topics": list(self.topics),
            "new_per_day": self.new_per_day,
        }

    def cap(self, limits: Limits) -> int:
        """The most new cards a day may bring."""
        return limits.new_per_day if self.new_per_day is None else self.new_per_day

    def cards(self, library: Library) -> tuple[str, ...]:
        """The cards that are prepared, in study order, retired ones left out."""
        decks = [d for d in library.decks if not self.topics or topic_name(d) in self.topics]
        cards = [card.id for deck in decks for card in deck.cards if card.retired is None]
        return tuple(dict.fromkeys(cards))


def kept_plan(store: Store) -> Plan | None:
    """The plan a store remembers; None where there is none that can be read."""
    setting = store.setting(SETTING)
    if setting is None:
        return None
    try:
        return _plan(setting)
    except (KeyError, TypeError, ValueError):
        return None


def retire_plan(store: Store, today: date) -> Plan | None:
    """Forget the plan whose day is over and return it; may raise OSError."""
    plan = kept_plan(store)
    if plan is None or plan.day >= today:
        return None
    store.set(SETTING, None)
    return plan


def _plan(setting: Mapping[str, Any]) -> Plan:
    new_per_day = setting.get("new_per_day")
    return Plan(
        date.fromisoformat(setting["date"]),
        date.fromisoformat(setting["made"]),
        tuple(map(str, setting.get("topics", ()))),
        None if new_per_day is None else max(0, int(new_per_day)),
    )


def limits_for(plan: Plan, limits: Limits, today: date, unseen: int) -> Limits:
    """A learner's limits on a day under a plan; `unseen` counts the cards still new this morning.

    As many new cards as spread evenly, and none in the last days; reviews are left alone.
    """
    if today > plan.day:
        return limits
    wanted = per_day(unseen, new_days(plan.made, today, plan.day))
    return replace(limits, new_per_day=min(plan.cap(limits), wanted))


def latest(plan: Plan, today: date) -> date | None:
    """The last day a review may be put off to: the eve, so that every card comes once more.

    On the eve itself it is the day of the interview, and from then on there is none.
    """
    if today >= plan.day:
        return None
    return max(plan.day - DAY, today + DAY)


def unseen_this_morning(
    cards: Iterable[str],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Marks],
    today: Iterable[Review],
) -> tuple[str, ...]:
    """The cards that had never come when the day began, suspended ones left out."""
    begun = {review.card for review in today if review.before is None}
    return tuple(
        card
        for card in cards
        if (card not in memories or card in begun) and not (card in marks and marks[card].suspended)
    )


def set_aside(plan: Plan, library: Library, today: date) -> frozenset[str]:
    """The cards that are not begun before the interview, for their topic is left out."""
    if today > plan.day or not plan.topics:
        return frozenset()
    return frozenset(card.id for card in library.cards).difference(plan.cards(library))


def under_plan(
    plan: Plan,
    rules: Rules,
    scheduler: Scheduler,
    library: Library,
    states: CardStates,
    now: datetime,
) -> tuple[Rules, Scheduler]:
    """Rules with the new cards spread and set aside, and a scheduler that keeps to the day."""
    today = rules.days.day_of(now)
    morning = rules.days.start_of(today)
    reviews = [review for review in states.today if review.at >= morning]
    unseen = unseen_this_morning(plan.cards(library), states.memories, states.marks, reviews)
    return (
        replace(
            rules,
            limits=limits_for(plan, rules.limits, today, len(unseen)),
            aside=set_aside(plan, library, today),
        ),
        replace(scheduler, latest=latest(plan, today)),
    )
