"""The words for counts, times and moments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from quiz_cases import DAY, DAYS, NOW, reviewed

from quizapp.features.stats import tally
from quizapp.features.stats.tally import say_retention
from quizapp.session.queue import Counts, say_back_again, say_counts
from quizapp.words import say_moment, say_time


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(new=5, learning=2, review=10), "12 due · 5 new"),
        (Counts(new=5), "5 new"),
        (Counts(review=1), "1 due"),
        (Counts(over_new=9), "–"),
    ],
)
def test_counts_leave_out_what_is_nothing(counts: Counts, words: str) -> None:
    assert say_counts(counts) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=20), "at 21:35"),
        (timedelta(hours=6), "tomorrow at 03:15"),
        (timedelta(hours=7), "tomorrow at 04:15"),
        (2 * DAY, "on Tue 24 Nov"),
    ],
    ids=["soon", "after midnight", "after the rollover", "a later day"],
)
def test_a_moment_is_told_on_the_learners_wall(ahead: timedelta, words: str) -> None:
    assert say_moment(NOW + ahead, NOW, DAYS) == words


def test_between_midnight_and_the_rollover_the_cards_come_today() -> None:
    after_midnight = NOW + timedelta(hours=2, minutes=53)
    rollover = DAYS.start_of_next(after_midnight)
    assert say_moment(rollover, after_midnight, DAYS) == "at 04:00"
    assert say_moment(rollover + DAY, after_midnight, DAYS) == "tomorrow at 04:00"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0s"), (59.6, "1m 0s"), (200, "3m 20s"), (3900, "1h 5m")]
)
def test_a_stretch_of_study_is_told_in_two_units(seconds: float, words: str) -> None:
    assert say_time(timedelta(seconds=seconds)) == words


def test_limits_say_what_they_hold_back() -> None:
    assert say_back_again(Counts(over_new=3, over_review=2, held=1)) == (
        "2 due and 3 new over today's limits. 1 held until tomorrow."
    )
    assert say_back_again(Counts(new=3)) == ""


def test_retention_of_nothing_is_a_dash() -> None:
    assert say_retention(tally([reviewed()])) == "–"
