"""The learner's day on ordinary nights and on the nights when clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import collection_of, remembered, small_library

from quizapp.collection.collection import Collection
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Memory, State

BERLIN = LearnerDays(ZoneInfo("Europe/Berlin"))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
ORDINARY = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",  # changed its clocks at midnight
    "Africa/Cairo",  # at midnight, too
    "America/St_Johns",  # half an hour off, and until 2011 at a minute past midnight
    "Asia/Kathmandu",  # three quarters of an hour off
    "Australia/Lord_Howe",  # changes by half an hour
    "Africa/Casablanca",  # has winter time in the month of fasting
)
APIA = "Pacific/Apia"
"""Skipped 30 December 2011 when it moved across the date line."""
ZONES = st.sampled_from([*ORDINARY, APIA])
DAY = timedelta(days=1)


def changes(zone: str) -> Iterator[datetime]:
    """The moments at which a zone's clocks change."""
    place, noon = ZoneInfo(zone), datetime(2000, 1, 1, 12, tzinfo=UTC)
    noons = [noon + n * DAY for n in range(40 * 365)]
    for before, after in pairwise(noons):
        while offset(before, place) != offset(after, place):
            middle = before + (after - before) / 2
            if after - before < timedelta(minutes=1):
                yield after.replace(second=0, microsecond=0)
                break
            if offset(middle, place) == offset(before, place):
                before = middle
            else:
                after = middle


def offset(moment: datetime, place: ZoneInfo) -> timedelta | None:
    return moment.astimezone(place).utcoffset()


NIGHTS = [(zone, change) for zone in (*ORDINARY, APIA) for change in changes(zone)]
"""Where and when clocks change."""
SOME_MINUTES = st.integers(-180, 180).map(lambda minutes: timedelta(minutes=minutes))
WHERE_AND_WHEN = st.tuples(ZONES, MOMENTS) | st.builds(
    lambda night, later: (night[0], night[1] + later), st.sampled_from(NIGHTS), SOME_MINUTES
)
HOURS = st.integers(0, 23).map(time)
ROLLOVERS = HOURS | st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
DATES = st.dates(date(2000, 1, 2), date(2039, 12, 30))
DAY = timedelta(days=1)


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


@given(WHERE_AND_WHEN, ROLLOVERS)
def test_every_moment_lies_in_the_day_it_is_said_to(
    where_and_when: tuple[str, datetime], rollover: time
) -> None:
    zone, moment = where_and_when
    days = LearnerDays(ZoneInfo(zone), rollover)
    assert days.start_of(days.day_of(moment)) <= moment < days.start_of_next(moment)


@given(WHERE_AND_WHEN, st.timedeltas(timedelta(0), 2 * DAY), ROLLOVERS)
def test_days_never_run_backwards(
    where_and_when: tuple[str, datetime], wait: timedelta, rollover: time
) -> None:
    zone, moment = where_and_when
    days = LearnerDays(ZoneInfo(zone), rollover)
    assert days.day_of(moment) <= days.day_of(moment + wait)


def test_a_night_that_goes_back_across_midnight_is_one_day() -> None:
    days = LearnerDays(ZoneInfo("America/St_Johns"), time(0))
    midnight = days.start_of(date(2010, 11, 7))
    assert days.day_of(midnight + timedelta(minutes=2)) == date(2010, 11, 7)


@given(DATES, st.sampled_from(ORDINARY), HOURS)
def test_a_day_begins_within_itself_and_lasts_about_a_day(
    day: date, zone: str, rollover: time
) -> None:
    days = LearnerDays(ZoneInfo(zone), rollover)
    start, following = days.start_of(day), days.start_of(day + DAY)
    assert days.day_of(start) == day
    assert days.day_of(start - timedelta(microseconds=1)) == day - DAY
    assert timedelta(hours=23) <= following - start <= timedelta(hours=25)
    assert days.start_of_next(start) == following


@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Africa/Cairo", "America/St_Johns"])
def test_where_midnight_itself_is_missing_or_doubled_no_day_is(zone: str) -> None:
    days = LearnerDays(ZoneInfo(zone), time(0))
    starts = [days.start_of(date(2009, 1, 1) + n * DAY) for n in range(6 * 366)]
    lengths = {after - before for before, after in pairwise(starts)}
    assert lengths == {timedelta(hours=hours) for hours in (23, 24, 25)}
    assert [days.day_of(start) for start in starts] == [
        date(2009, 1, 1) + n * DAY for n in range(6 * 366)
    ]


def test_a_day_that_a_country_skipped_has_no_moment() -> None:
    days = LearnerDays(ZoneInfo(APIA))
    skipped = date(2011, 12, 30)
    assert days.start_of(skipped) == days.start_of(skipped + DAY)
    assert days.day_of(days.start_of(skipped)) == skipped + DAY
    assert days.day_of(days.start_of(skipped) - timedelta(seconds=1)) == skipped - DAY


JOURNEYS = st.tuples(ZONES, ZONES, st.timedeltas(timedelta(0), 40 * DAY))


@given(MOMENTS, JOURNEYS, HOURS, st.sampled_from(Grade))
def test_a_journey_moves_a_card_by_a_day_or_two_at_most(
    now: datetime, journey: tuple[str, str, timedelta], rollover: time, grade: Grade
) -> None:
    here, there, _ = journey
    at_home = LearnerDays(ZoneInfo(here), rollover)
    abroad = LearnerDays(ZoneInfo(there), rollover)
    after = Scheduler(at_home).preview(remembered(due=now), now)[grade]
    assert abs(abroad.day_of(after.due) - at_home.day_of(after.due)) <= 2 * DAY


@given(MOMENTS, JOURNEYS, HOURS)
def test_neither_a_journey_nor_a_clock_set_back_makes_time_run_backwards(
    now: datetime, journey: tuple[str, str, timedelta], rollover: time
) -> None:
    here, there, wait = journey
    memory = Scheduler(LearnerDays(ZoneInfo(here), rollover)).preview(None, now)[Grade.EASY]
    scheduler = Scheduler(LearnerDays(ZoneInfo(there), rollover))
    same_day = scheduler.preview(memory, now)
    for then in (now + wait, now - wait):
        futures = scheduler.preview(memory, then)
        assert all(after.due > then for after in futures.values())
        assert futures[Grade.GOOD].stability >= same_day[Grade.GOOD].stability
    assert scheduler.preview(memory, now - wait)[Grade.GOOD].stability == pytest.approx(
        same_day[Grade.GOOD].stability
    )


@given(MOMENTS, JOURNEYS, HOURS)
def test_after_a_journey_every_card_comes_once_and_counts_once(
    now: datetime, journey: tuple[str, str, timedelta], rollover: time
) -> None:
    here, there, wait = journey
    collection = replace(
        collection_of(small_library(*"abc")),
        scheduler=Scheduler(LearnerDays(ZoneInfo(here), rollover)),
    )
    session = collection.begin(now)
    for _ in "abc":
        session = collection.grade(session.reveal(), Grade.EASY, now)
    abroad = replace(collection, scheduler=Scheduler(LearnerDays(ZoneInfo(there), rollover)))
    landed = now + wait
    due = [
        card
        for card, memory in collection.store.memories().items()
        if comes(memory, landed, abroad)
    ]
    session = abroad.begin(landed)
    asked = list[str]()
    while session.asked and len(asked) < 10:
        asked.append(session.asked)
        session = abroad.grade(session.reveal(), Grade.GOOD, landed)
    assert sorted(asked) == sorted(due)
    assert len(collection.store.reviews()) == 3 + len(due)


def comes(memory: Memory, now: datetime, collection: Collection) -> bool:
    assert memory.state is State.REVIEW
    return memory.due < collection.scheduler.days.start_of_next(now)
