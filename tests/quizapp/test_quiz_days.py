"""The learner's day on ordinary nights and on the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.days import LearnerDays

BERLIN = LearnerDays(ZoneInfo("Europe/Berlin"))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe"]
)
ROLLOVERS = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))


def test_a_late_evening_belongs_to_its_own_day_until_the_rollover() -> None:
    assert BERLIN.day_of(datetime(2026, 11, 23, 2, 59, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert BERLIN.day_of(datetime(2026, 11, 23, 3, 0, 0, tzinfo=UTC)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 11, 22), 24)],
    ids=["clocks go forward", "clocks go back", "an ordinary day"],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    tomorrow = day + timedelta(days=1)
    assert BERLIN.start_of(tomorrow) - BERLIN.start_of(day) == timedelta(hours=hours)


def test_the_rollover_keeps_its_wall_clock_hour_in_summer_and_in_winter() -> None:
    assert BERLIN.start_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert BERLIN.start_of(date(2026, 12, 1)) == datetime(2026, 12, 1, 3, tzinfo=UTC)


def test_a_rollover_inside_the_missing_hour_still_starts_the_day_once() -> None:
    days = LearnerDays(ZoneInfo("Europe/Berlin"), time(2, 30))
    start = days.start_of(date(2026, 3, 29))
    assert start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert days.day_of(start - timedelta(seconds=1)) == date(2026, 3, 28)


def test_a_rollover_inside_the_doubled_hour_does_not_give_a_day_back() -> None:
    days = LearnerDays(ZoneInfo("Europe/Berlin"), time(2, 30))
    first_half_past_two = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    a_quarter_past_two_again = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert days.day_of(first_half_past_two) == date(2026, 10, 25)
    assert days.day_of(a_quarter_past_two_again) == date(2026, 10, 25)


def test_without_a_zone_the_machine_says_when_the_day_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time as clock

    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock.tzset()
    try:
        summer, winter = date(2026, 7, 1), date(2026, 12, 1)
        assert LearnerDays(None).start_of(summer) == BERLIN.start_of(summer)
        assert LearnerDays(None).start_of(winter) == BERLIN.start_of(winter)
        assert LearnerDays(None).day_of(BERLIN.start_of(summer)) == summer
    finally:
        monkeypatch.undo()
        clock.tzset()


@given(MOMENTS, ZONES, ROLLOVERS)
def test_every_moment_lies_in_the_day_it_is_said_to(
    moment: datetime, zone: str, rollover: time
) -> None:
    days = LearnerDays(ZoneInfo(zone), rollover)
    assert days.start_of(days.day_of(moment)) <= moment < days.start_of_next(moment)


@given(MOMENTS, MOMENTS, ZONES, ROLLOVERS)
def test_days_never_run_backwards(
    one: datetime, other: datetime, zone: str, rollover: time
) -> None:
    days = LearnerDays(ZoneInfo(zone), rollover)
    earlier, later = sorted((one, other))
    assert days.day_of(earlier) <= days.day_of(later)
