"""Reviews counted by day, deck, maturity and rating."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from quizapp.scheduler.model import Grade, Review, State

MATURE_DAYS = 21
"""The interval from which Anki calls a card mature."""
K = TypeVar("K", bound=Hashable)


class Maturity(StrEnum):
    """How well a card was known when it was asked."""

    NEW = "new"
    LEARNING = "learning"
    """On a learning or relearning step."""
    YOUNG = "young"
    MATURE = "mature"


TESTED = (Maturity.YOUNG, Maturity.MATURE)
"""Of these a learner was expected to know the answer."""


class Kind(NamedTuple):
    """What reviews that are counted together have in common, beside their day or deck."""

    ripeness: Maturity
    grade: Grade


class Sum(NamedTuple):
    """How many reviews, and how long they took."""

    reviews: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """Some reviews in numbers."""

    reviews: int
    new: int
    """How many of them showed a card for the first time."""
    time: timedelta
    retention: float | None
    """The share of reviews in the review phase that were not Again; None without any."""
    grades: Mapping[Grade, int]

    def as_json(self) -> dict[str, object]:
        """The tally as JSON can hold it, times in seconds."""
        return {
            "reviews": self.reviews,
            "new": self.new,
            "seconds": round(self.time.total_seconds(), 3),
            "retention": self.retention,
            "grades": {grade.name.lower(): count for grade, count in self.grades.items()},
        }


def tally(reviews: Iterable[Review]) -> Tally:
    """Some reviews in numbers."""
    return add_up((Kind(_phase_of(each), each.grade), Sum(1, each.took)) for each in reviews)


@dataclass(frozen=True, slots=True)
class Sorted(Generic[K]):
    """How many reviews there are of each group and kind, and how long they took."""

    counts: Counter[tuple[K, Kind]] = field(default_factory=Counter)
    times: defaultdict[tuple[K, Kind], timedelta] = field(
        default_factory=lambda: defaultdict(timedelta)
    )

    def add(self, group: K, kind: Kind, count: int, time: timedelta) -> None:
        """Count so many more reviews, which took so long in all."""
        self.counts[group, kind] += count
        self.times[group, kind] += time

    def tallies(self) -> dict[K, Tally]:
        """A tally for each group."""
        groups: defaultdict[K, list[tuple[Kind, Sum]]] = defaultdict(list)
        for (group, kind), count in self.counts.items():
            groups[group].append((kind, Sum(count, self.times[group, kind])))
        return {group: add_up(sums) for group, sums in groups.items()}

    def kinds(self) -> Counter[Kind]:
        """How many reviews there are of each kind, over all groups."""
        kinds: Counter[Kind] = Counter()
        for (_, kind), count in self.counts.items():
            kinds[kind] += count
        return kinds

    def total(self) -> Tally:
        """A tally of all groups together."""
        return add_up(
            (kind, Sum(n, self.times[group, kind])) for (group, kind), n in self.counts.items()
        )


def maturity_of(interval: int) -> Maturity:
    """How ripe an interval of so many days makes a card in review."""
    return Maturity.MATURE if interval >= MATURE_DAYS else Maturity.YOUNG


def add_up(sums: Iterable[tuple[Kind, Sum]]) -> Tally:
    """A tally of reviews that were counted before."""
    grades, tested = Counter[Grade](), Counter[bool]()
    new, time = 0, timedelta()
    for kind, found in sums:
        grades[kind.grade] += found.reviews
        time += found.time
        new += found.reviews * (kind.ripeness is Maturity.NEW)
        if kind.ripeness in TESTED:
            tested[kind.grade is not Grade.AGAIN] += found.reviews
    return Tally(
        reviews=grades.total(),
        new=new,
        time=time,
        retention=tested[True] / tested.total() if tested else None,
        grades={grade: grades[grade] for grade in Grade},
    )


def _phase_of(review: Review) -> Maturity:
    """The ripeness of a card, as far as its phase tells."""
    if review.before is None:
        return Maturity.NEW
    return Maturity.YOUNG if review.before.state is State.REVIEW else Maturity.LEARNING


COLUMNS = {
    "learning": (Maturity.NEW, Maturity.LEARNING),
    "young": (Maturity.YOUNG,),
    "mature": (Maturity.MATURE,),
}


def count_answers(kinds: Mapping[Kind, int]) -> dict[str, dict[Grade, int]]:
    """How often each grade was given in each of COLUMNS."""
    return {
        name: {
            grade: sum(
                count
                for kind, count in kinds.items()
                if kind.ripeness in ripeness and kind.grade is grade
            )
            for grade in Grade
        }
        for name, ripeness in COLUMNS.items()
    }


def say_retention(tally: Tally) -> str:
    """The share of reviews that were remembered."""
    return "–" if tally.retention is None else f"{tally.retention:.0%}"


def say_grades(tally: Tally) -> str:
    """How often each grade was given."""
    return " · ".join(f"{grade.word} {count}" for grade, count in tally.grades.items())
