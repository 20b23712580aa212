"""What the reviews say in numbers."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from quiz_cases import DAY, DAYS, NOW, MemoryStore, remembered, reviewed, small_library, study_of

from quizapp.memory import Grade, Memory, Phase, Review
from quizapp.statistics import Statistics, summarise, tally

AGAIN, HARD, GOOD, EASY = Grade
TODAY = date(2026, 11, 22)


def statistics(
    *reviews: Review, memories: dict[str, Memory] | None = None, decks: dict[str, str] | None = None
) -> Statistics:
    return summarise(reviews, memories or {}, decks or {"Basics": "ab"}, NOW, DAYS)


def test_retention_is_the_share_of_reviews_that_were_not_again() -> None:
    review = remembered()
    grades = [AGAIN, AGAIN, HARD, GOOD, EASY]
    assert tally(reviewed("a", grade, before=review) for grade in grades).retention == 0.6


def test_answers_on_a_step_say_nothing_about_retention() -> None:
    step = remembered(phase=Phase.RELEARNING)
    assert tally([reviewed("a", AGAIN), reviewed("a", AGAIN, before=step)]).retention is None


def test_a_tally_counts_grades_new_cards_and_time() -> None:
    twice = [reviewed("a", GOOD), reviewed("b", GOOD, before=remembered())]
    counted = tally(twice)
    assert (counted.reviews, counted.new, counted.time) == (2, 1, timedelta(seconds=18))
    assert counted.grades == {AGAIN: 0, HARD: 0, GOOD: 2, EASY: 0}


def test_today_begins_at_the_rollover() -> None:
    start = DAYS.start_of(TODAY)
    before, after = reviewed(at=start - timedelta(seconds=1)), reviewed(at=start)
    numbers = statistics(before, after)
    assert (numbers.today.reviews, numbers.total.reviews) == (1, 2)


def test_reviews_are_counted_for_their_deck() -> None:
    numbers = statistics(
        reviewed("a"), reviewed("b"), reviewed("c"), decks={"One": "a", "Two": "bc", "Three": ""}
    )
    assert {name: tally.reviews for name, tally in numbers.decks.items()} == {
        "One": 1,
        "Two": 2,
        "Three": 0,
    }


def test_the_forecast_holds_a_week_with_the_overdue_today() -> None:
    memories = {
        "a": remembered(due=NOW - 5 * DAY),
        "b": remembered(due=DAYS.start_of(TODAY + 6 * DAY)),
    }
    forecast = statistics(memories=memories).forecast
    assert list(forecast.values()) == [1, 0, 0, 0, 0, 0, 1]
    assert next(iter(forecast)) == TODAY


def test_the_forecast_leaves_out_cards_no_deck_holds() -> None:
    assert not any(statistics(memories={"gone": remembered()}).forecast.values())


@pytest.mark.parametrize(
    ("days_ago", "streak"),
    [([], 0), ([0], 1), ([1], 1), ([2], 0), ([2, 1, 0], 3), ([3, 1, 0], 2), ([0, 0, 0], 1)],
    ids=["never", "today", "yesterday", "a day missed", "three days", "a gap", "thrice a day"],
)
def test_a_streak_is_days_in_a_row(days_ago: list[int], streak: int) -> None:
    reviews = [reviewed(at=NOW - ago * DAY) for ago in days_ago]
    assert statistics(*reviews).streak == streak


def test_the_statistics_are_json() -> None:
    numbers = statistics(reviewed("a"), memories={"a": remembered()})
    assert json.loads(json.dumps(numbers.as_json())) == {
        "today": {
            "reviews": 1,
            "new": 1,
            "seconds": 9.0,
            "retention": None,
            "grades": {"again": 0, "hard": 0, "good": 1, "easy": 0},
        },
        "total": numbers.total.as_json(),
        "decks": {"Basics": numbers.total.as_json()},
        "forecast": {(TODAY + n * DAY).isoformat(): int(n == 0) for n in range(7)},
        "streak": 1,
    }


def test_a_study_counts_only_cards_that_may_be_asked() -> None:
    store = MemoryStore(known={"a": remembered(), "gone": remembered()})
    assert sum(study_of(small_library("a"), store).statistics(NOW).forecast.values()) == 1
