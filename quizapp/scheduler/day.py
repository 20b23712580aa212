"""The learner's day: it begins at the rollover hour in the learner's own zone, not at midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LearnerDays:
    """Converts moments to learner's days and back, also on the nights when clocks change."""

    zone: tzinfo | None
    """None follows the machine's own zone, daylight saving included."""
    rollover: time = time(4)

    def start_of(self, day: date) -> datetime:
        """The moment a learner's day begins, aware, in UTC."""
        return datetime.combine(day, self.rollover, tzinfo=self.zone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The learner's day an aware moment belongs to."""
        day = moment.astimezone(self.zone).date()
        # Asking start_of, instead of comparing wall clocks, keeps both consistent on the nights
        # when daylight saving skips or repeats an hour, even the hour of midnight.
        while moment < self.start_of(day):
            day -= DAY
        while moment >= self.start_of(day + DAY):
            day += DAY
        return day

    def start_of_next(self, moment: datetime) -> datetime:
        """When the learner's day after the one of this moment begins, aware, in UTC."""
        return self.start_of(self.day_of(moment) + DAY)
