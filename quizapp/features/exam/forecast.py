"""The expected recall of every card on the exam date, if the plan is followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.collection.exam_plan import Plan, new_days, per_day, spread, unseen_this_morning
from quizapp.collection.topics import topic_name
from quizapp.scheduler.day import DAY
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Marks, Memory, State

if TYPE_CHECKING:
    from quizapp.collection.collection import Collection
    from quizapp.scheduler.fsrs import Scheduler

NOON = timedelta(hours=8)
"""How long after a learner's day begins the interview is taken to be."""
LEAST = 0.01
"""A turn less likely than this is not followed: the card is taken to be recalled instead."""
EVENING = timedelta(hours=14)
"""How long after a day begins its new cards are taken to come."""


@dataclass(frozen=True, slots=True)
class Future:
    """One card on the day."""

    expected: float = 0.0
    """The chance that it is recalled; 0 where it was never seen."""
    returns: Mapping[date, float] = field(default_factory=dict)
    """The days on which it may come back before, and how likely each is."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A card at one moment, and how likely it gets there."""

    memory: Memory | None
    at: datetime
    likely: float = 1.0


def rehearse(memory: Memory | None, begin: datetime, day: date, scheduler: Scheduler) -> Future:
    """The future of a card until a day, if it is answered whenever it is due from a moment on.

    A card never seen begins at that moment. What is put off goes no further than the eve.
    """
    expected = 0.0
    returns: defaultdict[date, float] = defaultdict(float)
    turns = [_Turn(memory, begin if memory is None else max(begin, memory.due))]
    while turns:
        turn = turns.pop()
        on = scheduler.days.day_of(turn.at)
        if on >= day or _is_settled(turn.memory, on, scheduler):
            expected += turn.likely * chance_on(day, turn.memory, scheduler)
            continue
        if turn.memory and scheduler.days.day_of(turn.memory.last) < on:
            returns[on] += turn.likely
        turns += _answers(turn, day, scheduler)
    return Future(expected, returns)


def chance_on(day: date, memory: Memory | None, scheduler: Scheduler) -> float:
    """The chance that a card is recalled on the day if it is not asked before; 0 for a new one."""
    return retrievability(memory, scheduler.days.start_of(day) + NOON) if memory else 0.0


def _answers(turn: _Turn, day: date, scheduler: Scheduler) -> Iterator[_Turn]:
    """How a card may be answered, and when it is asked next."""
    futures = scheduler.preview(turn.memory, turn.at)
    eve = scheduler.days.start_of(day - DAY)
    for grade, chance in _odds(turn).items():
        after = futures[grade]
        yield _Turn(after, max(turn.at, min(after.due, eve)), turn.likely * chance)


def _odds(turn: _Turn) -> dict[Grade, float]:
    """The grades a card may get; one on its steps has just been read, and is recalled."""
    if turn.memory is None or turn.memory.state is not State.REVIEW:
        return {Grade.GOOD: 1.0}
    chance = retrievability(turn.memory, turn.at)
    if turn.likely * (1 - chance) < LEAST:
        return {Grade.GOOD: 1.0}
    return {Grade.GOOD: chance, Grade.AGAIN: 1 - chance}


def _is_settled(memory: Memory | None, day: date, scheduler: Scheduler) -> bool:
    """Whether a card has left its steps on a day, and is not asked again on it."""
    if memory is None or memory.state is not State.REVIEW:
        return False
    return scheduler.days.day_of(memory.last) >= day


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


def forecast(plan: Plan, collection: Collection, now: datetime) -> Forecast:
    """The forecast of a plan at a moment; suspended cards are left out of it."""
    days, memories = collection.scheduler.days, collection.store.memories()
    marks = collection.store.marks()
    cards = [c for c in plan.cards(collection.library) if not marks.get(c, Marks()).suspended]
    unseen = [card for card in cards if card not in memories]
    new = _new(plan, collection, now, len(unseen))
    futures = {
        card: rehearse(memories[card], now, plan.day, collection.scheduler)
        for card in cards
        if card in memories
    }
    futures |= zip(unseen, _beginners(new, now, plan.day, collection.scheduler), strict=False)
    stopped = {
        card: chance_on(plan.day, memories[card], collection.scheduler)
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
        tuple(_topics(collection, cards, futures, stopped)),
        new,
        left_over=len(unseen) - sum(new),
        reviews=reviews,
        room=collection.limits.reviews_per_day,
    )


def _new(plan: Plan, collection: Collection, now: datetime, unseen: int) -> tuple[int, ...]:
    """The new cards of each day, less what today has brought already."""
    store, days = collection.store, collection.scheduler.days
    today = days.day_of(now)
    count = new_days(plan.made, today, plan.day)
    if not count:
        return ()
    morning = unseen_this_morning(
        plan.cards(collection.library),
        store.memories(),
        store.marks(),
        store.reviews(since=days.start_of(today)),
    )
    cap, begun = plan.cap(collection.limits), len(morning) - unseen
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
    collection: Collection,
    cards: Sequence[str],
    futures: Mapping[str, Future],
    stopped: Mapping[str, float],
) -> Iterator[TopicForecast]:
    wanted = set(cards)
    for deck in collection.library.decks:
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
