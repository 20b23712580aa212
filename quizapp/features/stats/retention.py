"""Anki's table of true retention: what was still known of what was expected to be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizapp.features.stats.tally import TESTED, Maturity
from quizapp.scheduler.day import DAY
from quizapp.scheduler.model import Grade

if TYPE_CHECKING:
    from quizapp.features.stats.tally import Kind

PERIODS = {
    "today": (0, 1),
    "yesterday": (1, 2),
    "week": (0, 7),
    "month": (0, 30),
    "year": (0, 365),
    "all": (0, None),
}
"""How many days ago each period ended, and from how many days ago on it lies in the past."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Some reviews of cards that should have been known."""

    passed: int = 0
    failed: int = 0

    @property
    def reviews(self) -> int:
        """How many there were."""
        return self.passed + self.failed

    @property
    def share(self) -> float | None:
        """The part of them that was known; None where there was none."""
        return self.passed / self.reviews if self.reviews else None

    def __add__(self, other: Passed) -> Passed:
        return Passed(self.passed + other.passed, self.failed + other.failed)

    def as_json(self) -> dict[str, object]:
        """The numbers as JSON can hold them."""
        return {"passed": self.passed, "failed": self.failed, "retention": self.share}


@dataclass(frozen=True, slots=True)
class Retention:
    """The true retention of one period."""

    young: Passed
    mature: Passed

    @property
    def all(self) -> Passed:
        """Of young and mature cards together."""
        return self.young + self.mature

    def as_json(self) -> dict[str, object]:
        """The numbers as JSON can hold them."""
        return {name: getattr(self, name).as_json() for name in ("young", "mature", "all")}


def retain(counts: Mapping[tuple[date, Kind], int], today: date) -> dict[str, Retention]:
    """The true retention of each period; every review in the review phase counts, as in Anki."""
    return {
        name: _within(counts, today - since * DAY if since else date.min, today - ago * DAY)
        for name, (ago, since) in PERIODS.items()
    }


def _within(counts: Mapping[tuple[date, Kind], int], after: date, until: date) -> Retention:
    sums: Counter[tuple[Maturity, bool]] = Counter()
    for (day, kind), count in counts.items():
        if after < day <= until:
            sums[kind.ripeness, kind.grade is not Grade.AGAIN] += count
    young, mature = (Passed(sums[each, True], sums[each, False]) for each in TESTED)
    return Retention(young, mature)
