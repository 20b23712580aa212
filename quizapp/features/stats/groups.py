"""Reviews in columns, counted by day and by deck."""

from __future__ import annotations

from collections import defaultdict
from operator import sub
from typing import TYPE_CHECKING, TypeAlias

from quizapp.features.stats.days import Calendar
from quizapp.features.stats.tally import MATURE_DAYS, Kind, Maturity, Sorted
from quizapp.scheduler.columns import MICROSECOND, NEW, PHASES
from quizapp.scheduler.model import Grade, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from quizapp.scheduler.columns import ReviewColumns
    from quizapp.scheduler.day import LearnerDays

Group: TypeAlias = tuple[int, str, int, bool, int]
"""The number of a day, a deck, a phase, whether the card was mature if in review, and a grade."""


def sort_reviews(
    reviews: ReviewColumns, deck_of: Mapping[str, str], days: LearnerDays
) -> tuple[Sorted[date], Sorted[str]]:
    """The reviews counted by day and by deck; that of a card `deck_of` does not know is empty."""
    by_day: Sorted[date] = Sorted()
    by_deck: Sorted[str] = Sorted()
    calendar = Calendar(days, (reviews.at, reviews.last, reviews.due))
    sums: defaultdict[Group, list[int]] = defaultdict(lambda: [0, 0])
    for group, took in zip(_groups(reviews, deck_of, calendar), reviews.took, strict=True):
        found = sums[group]
        found[0] += 1
        found[1] += took
    for (day, deck, phase, is_mature, grade), (count, took) in sums.items():
        kind, time = Kind(_ripeness(phase, is_mature), Grade(grade)), took * MICROSECOND
        by_day.add(calendar.dates[day], kind, count, time)
        by_deck.add(deck, kind, count, time)
    return by_day, by_deck


def count_cards(reviews: ReviewColumns) -> int:
    """How many different cards were answered."""
    return len(set(reviews.card))


def count_overridden(reviews: ReviewColumns) -> int:
    """How many answers were graded better than their evidence."""
    pairs = zip(reviews.grade, reviews.highest, strict=True)
    return sum(grade > highest > 0 for grade, highest in pairs)


def _groups(
    reviews: ReviewColumns, deck_of: Mapping[str, str], calendar: Calendar
) -> Iterator[Group]:
    # column by column: a Python function called for each review would take most of the time
    decks = [deck_of.get(card, "") for card in reviews.names]
    intervals = map(sub, calendar.ordinals(reviews.due), calendar.ordinals(reviews.last))
    return zip(
        calendar.numbers(reviews.at),
        map(decks.__getitem__, reviews.card),
        reviews.phase,
        map(MATURE_DAYS.__le__, intervals),
        reviews.grade,
        strict=True,
    )


def _ripeness(phase: int, is_mature: bool) -> Maturity:
    if phase == NEW:
        return Maturity.NEW
    if phase != PHASES[State.REVIEW]:
        return Maturity.LEARNING
    return Maturity.MATURE if is_mature else Maturity.YOUNG
