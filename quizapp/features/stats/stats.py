"""All statistics of a moment, computed from the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from quizapp.collection.topics import topic_name
from quizapp.features.stats.cards import Hard, TopicStats, count_states, find_hardest, weigh_topic
from quizapp.features.stats.days import DayCache, current_streak, due_days, foresee, longest_streak
from quizapp.features.stats.groups import count_cards, count_overridden, sort_reviews
from quizapp.features.stats.retention import Retention, retain
from quizapp.features.stats.tally import Tally, add_up, count_answers
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.model import Grade, Marks, Memory

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.collection.collection import Collection
    from quizapp.scheduler.columns import ReviewColumns
    from quizapp.scheduler.day import LearnerDays

NO_MARKS: Mapping[str, Marks] = MappingProxyType({})
NOTHING = add_up(())


@dataclass(frozen=True, slots=True)
class Statistics:
    """A learner's past in numbers, how the cards stand, and the days ahead."""

    day: date
    """The learner's day these are of."""
    today: Tally
    total: Tally
    decks: Mapping[str, Tally]
    """All reviews of each deck, in study order."""
    topics: Mapping[str, TopicStats]
    """How the cards of each deck stand, in study order."""
    retention: Mapping[str, Retention]
    """By period, in the order of PERIODS."""
    answers: Mapping[str, Mapping[Grade, int]]
    """How often each grade was given to cards on a step, to young and to mature ones."""
    days: Mapping[date, Tally]
    """Each learner's day that had a review, the oldest first."""
    streak: int
    """Learner's days in a row with a review, up to today, or to yesterday while today has none."""
    longest_streak: int
    reviewed: int
    """How many different cards were ever answered."""
    overridden: int
    """How many answers were graded better than their evidence."""
    cards: Mapping[str, int]
    """How many cards are in each of STATES."""
    leeches: tuple[str, ...]
    hardest: tuple[Hard, ...]
    forecast: Mapping[date, int]
    """How many seen cards come back on each learner's day from today on, overdue ones today."""
    overdue: int
    """How many of today's should have come before."""
    later: int
    """How many come only after the forecast."""

    @property
    def time_per_review(self) -> timedelta:
        """The mean time of an answer; none without answers."""
        return self.total.time / max(1, self.total.reviews)

    @property
    def time_per_card(self) -> timedelta:
        """The mean time a card has taken so far; none without answers."""
        return self.total.time / max(1, self.reviewed)

    @property
    def time_per_day(self) -> timedelta:
        """The mean time of a day with a review; none without one."""
        return self.total.time / max(1, len(self.days))

    def as_json(self) -> dict[str, object]:
        """The statistics as JSON can hold them."""
        return {
            "day": self.day.isoformat(),
            "today": self.today.as_json(),
            "total": self.total.as_json(),
            "decks": {
                name: each.as_json() | asdict(self.topics[name])
                for name, each in self.decks.items()
            },
            "retention": {name: each.as_json() for name, each in self.retention.items()},
            "answers": {
                ripeness: {grade.name.lower(): count for grade, count in grades.items()}
                for ripeness, grades in self.answers.items()
            },
            "days": {
                day.isoformat(): {"reviews": each.reviews, "seconds": _seconds(each.time)}
                for day, each in self.days.items()
            },
            "streak": self.streak,
            "longest_streak": self.longest_streak,
            "seconds_per_review": _seconds(self.time_per_review),
            "seconds_per_card": _seconds(self.time_per_card),
            "seconds_per_day": _seconds(self.time_per_day),
            "reviewed": self.reviewed,
            "overridden": self.overridden,
            "cards": dict(self.cards),
            "leeches": list(self.leeches),
            "hardest": [hard.as_json() for hard in self.hardest],
            "forecast": {day.isoformat(): count for day, count in self.forecast.items()},
            "overdue": self.overdue,
            "later": self.later,
        }


def summarise(
    reviews: ReviewColumns,
    memories: Mapping[str, Memory],
    decks: Mapping[str, Iterable[str]],
    now: datetime,
    days: LearnerDays,
    *,
    marks: Mapping[str, Marks] = NO_MARKS,
    recall_now: Callable[[Memory, datetime], float] = retrievability,
) -> Statistics:
    """All statistics of a moment; `decks` names the cards of each deck that may be asked."""
    almanac, today = DayCache(days), days.day_of(now)
    cards_of = {name: list(cards) for name, cards in decks.items()}
    deck_of = {card: name for name, cards in cards_of.items() for card in cards}
    sorted_by_day, sorted_by_deck = sort_reviews(reviews, deck_of, days)
    by_day, by_deck = sorted_by_day.tallies(), sorted_by_deck.tallies()
    due = due_days(deck_of, memories, marks, today, almanac)
    forecast = foresee(due, today)
    return Statistics(
        day=today,
        today=by_day.get(today, NOTHING),
        total=sorted_by_deck.total(),
        decks={name: by_deck.get(name, NOTHING) for name in cards_of},
        topics={
            name: weigh_topic(cards, memories, lambda memory: recall_now(memory, now))
            for name, cards in cards_of.items()
        },
        retention=retain(sorted_by_day.counts, today),
        answers=count_answers(sorted_by_deck.kinds()),
        days=dict(sorted(by_day.items())),
        streak=current_streak(by_day, today),
        longest_streak=longest_streak(by_day),
        reviewed=count_cards(reviews),
        overridden=count_overridden(reviews),
        cards=count_states(deck_of, memories, marks, today, almanac),
        leeches=tuple(card for card in deck_of if marks.get(card, Marks()).leech),
        hardest=find_hardest(deck_of, memories),
        forecast=forecast,
        overdue=sum(count for day, count in due.items() if day < today),
        later=due.total() - sum(forecast.values()),
    )


def _ignore(done: int, whole: int) -> None:
    """Show no progress."""


def _seconds(time: timedelta) -> float:
    return round(time.total_seconds(), 3)


def look_back(
    collection: Collection, now: datetime, tell: Callable[[int, int], object] = _ignore
) -> Statistics:
    """The statistics of a moment; may raise OSError.

    The first time, all reviews are read: `tell` is told how many bytes were, and of how many.
    """
    collection.store.refresh()
    decks = {
        topic_name(deck): [card.id for card in deck.cards if collection.cards.get(card.id) is card]
        for deck in collection.library.decks
    }
    return summarise(
        collection.store.review_columns(tell),
        collection.store.memories(),
        decks,
        now,
        collection.scheduler.days,
        marks=collection.store.marks(),
    )
