"""What the day of an interview will find, if the days before it go as planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.days import DAY
from quizapp.interview.pace import new_days, per_day, spread
from quizapp.interview.plan import Plan, unseen_this_morning
from quizapp.interview.rehearsal import Future, chance_on, rehearse
from quizapp.memory import Mark
from quizapp.topics import topic_name

if TYPE_CHECKING:
    from quizapp.scheduler import Scheduler
    from quizapp.study import Study

EVENING = timedelta(hours=14)
"""How long after a day begins its new cards are taken to come."""


@dataclass(frozen=True, slots=True)
class TopicForecast:
    """One topic on the day; its shares are of all its cards, and one never seen counts as 0."""

    name: str
    cards: int
    seen: int
    """How many have been answered at least once by now."""
    expected: float
    """The share recalled, from 0 to 1, if every card is answered when it is due."""
    stopped: float
    """The same, if nothing is answered from now on."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """All topics of a plan, and what the days until then bring."""

    plan: Plan
    today: date
    topics: tuple[TopicForecast, ...]
    new: tuple[int, ...]
    """The new cards still to come on each day from today on, as long as new cards come."""
    left_over: int
    """The new cards that will not have come by then."""
    reviews: Mapping[date, float]
    """How many cards are expected back on each day from today on."""
    room: int
    """How many reviews a day may bring."""

    @property
    def days_left(self) -> int:
        """How many days there are, today counted and the day itself not."""
        return (self.plan.day - self.today).days

    @property
    def expected(self) -> float:
        """The share of all cards recalled on the day, from 0 to 1."""
        return self._share([topic.expected for topic in self.topics])

    @property
    def stopped(self) -> float:
        """The same, if nothing is answered from now on."""
        return self._share([topic.stopped for topic in self.topics])

    def _share(self, shares: Sequence[float]) -> float:
        cards = [topic.cards for topic in self.topics]
        known = sum(share * count for share, count in zip(shares, cards, strict=True))
        return known / sum(cards) if any(cards) else 0.0


def forecast(plan: Plan, study: Study, now: datetime) -> Forecast:
    """The forecast of a plan at a moment; suspended cards are left out of it."""
    days, memories = study.scheduler.days, study.store.memories()
    marks = study.store.marks()
    cards = [c for c in plan.cards(study.library) if not marks.get(c, Mark()).suspended]
    unseen = [card for card in cards if card not in memories]
    new = _new(plan, study, now, len(unseen))
    futures = {
        card: rehearse(memories[card], now, plan.day, study.scheduler)
        for card in cards
        if card in memories
    }
    futures |= zip(unseen, _beginners(new, now, plan.day, study.scheduler), strict=False)
    stopped = {
        card: chance_on(plan.day, memories[card], study.scheduler)
        for card in cards
        if card in memories
    }
    reviews: defaultdict[date, float] = defaultdict(float)
    for future in futures.values():
        for day, likely in future.returns.items():
            reviews[day] += likely
    return Forecast(
        plan,
        days.day_of(now),
        tuple(_topics(study, cards, futures, stopped)),
        new,
        left_over=len(unseen) - sum(new),
        reviews=reviews,
        room=study.limits.reviews_per_day,
    )


def _new(plan: Plan, study: Study, now: datetime, unseen: int) -> tuple[int, ...]:
    """The new cards of each day, less what today has brought already."""
    store, days = study.store, study.scheduler.days
    today = days.day_of(now)
    count = new_days(plan.made, today, plan.day)
    if not count:
        return ()
    morning = unseen_this_morning(
        plan.cards(study.library),
        store.memories(),
        store.marks(),
        store.reviews(since=days.start_of(today)),
    )
    cap, begun = plan.cap(study.limits), len(morning) - unseen
    first = min(unseen, max(0, min(cap, per_day(len(morning), count)) - begun))
    return (first, *spread(unseen - first, count - 1, cap))


def _beginners(
    new: Sequence[int], now: datetime, day: date, scheduler: Scheduler
) -> Iterator[Future]:
    """The futures of the cards still to come, in the order they come."""
    today = scheduler.days.day_of(now)
    for later, count in enumerate(new):
        begin = max(now, scheduler.days.start_of(today + later * DAY) + EVENING)
        if count:
            yield from [rehearse(None, begin, day, scheduler)] * count


def _topics(
    study: Study,
    cards: Sequence[str],
    futures: Mapping[str, Future],
    stopped: Mapping[str, float],
) -> Iterator[TopicForecast]:
    wanted = set(cards)
    for deck in study.library.decks:
        mine = [card.id for card in deck.cards if card.id in wanted]
        if not mine:
            continue
        yield TopicForecast(
            topic_name(deck),
            len(mine),
            sum(card in stopped for card in mine),
            sum(futures.get(card, Future()).expected for card in mine) / len(mine),
            sum(stopped.get(card, 0.0) for card in mine) / len(mine),
        )
