"""The four futures of a card, against the numbers Anki and FSRS give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import DAY, DAYS, MINUTE, NOW, SCHEDULER, remembered

from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.labels import label_span
from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.steps import Steps, parse_step

AGAIN, HARD, GOOD, EASY = Grade
PASSING = (HARD, GOOD, EASY)


def labels(memory: Memory | None, now: datetime = NOW) -> list[str]:
    futures = SCHEDULER.preview(memory, now)
    return [SCHEDULER.label_interval(now, futures[grade]) for grade in Grade]


def answered(*grades: Grade, now: datetime = NOW) -> Memory:
    """The memory of a new card after these grades, each given when the card is due."""
    memory: Memory | None = None
    for grade in grades:
        memory = SCHEDULER.preview(memory, now)[grade]
        now = memory.due
    assert memory is not None
    return memory


def days_until(memory: Memory, now: datetime) -> int:
    return (DAYS.day_of(memory.due) - DAYS.day_of(now)).days


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([], ["<1m", "<6m", "<10m", "8d"]),
        ([GOOD], ["<1m", "<10m", "2d", "4d"]),
        ([AGAIN], ["<1m", "<6m", "<10m", "2d"]),
        ([HARD], ["<1m", "<6m", "<10m", "2d"]),
        ([GOOD, GOOD], ["<10m", "8d", "11d", "19d"]),
        ([GOOD, GOOD, AGAIN], ["<10m", "<15m", "1d", "2d"]),
        ([EASY], ["<10m", "27d", "1.3mo", "2.2mo"]),
    ],
    ids=["new", "Good", "Again", "Hard", "Good Good", "forgotten", "Easy"],
)
def test_the_answer_keys_show_these_intervals(grades: list[Grade], expected: list[str]) -> None:
    memory = answered(*grades) if grades else None
    assert labels(memory, memory.due if memory else NOW) == expected


@pytest.mark.parametrize(
    ("grade", "stability", "difficulty"),
    [(AGAIN, 0.212, 6.4133), (HARD, 1.2931, 5.1122), (GOOD, 2.3065, 2.1181), (EASY, 8.2956, 1.0)],
)
def test_a_first_answer_leaves_the_memory_anki_shows(
    grade: Grade, stability: float, difficulty: float
) -> None:
    memory = answered(grade)
    assert memory.stability == pytest.approx(stability, abs=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)


def test_good_on_the_last_step_graduates() -> None:
    memory = answered(GOOD, GOOD)
    assert (memory.state, memory.step, memory.reps, memory.lapses) == (State.REVIEW, 0, 2, 0)


def test_again_in_review_is_a_lapse_and_relearns_in_ten_minutes() -> None:
    before = answered(GOOD, GOOD)
    memory = SCHEDULER.preview(before, before.due)[AGAIN]
    assert (memory.state, memory.lapses) == (State.RELEARNING, 1)
    assert memory.due - before.due == 10 * MINUTE


def test_again_while_relearning_is_no_second_lapse() -> None:
    memory = answered(GOOD, GOOD, AGAIN, AGAIN)
    assert (memory.state, memory.lapses) == (State.RELEARNING, 1)


def test_relearning_ends_in_review_and_keeps_its_lapses() -> None:
    memory = answered(GOOD, GOOD, AGAIN, GOOD)
    assert (memory.state, memory.lapses) == (State.REVIEW, 1)


def test_a_review_is_due_at_the_start_of_the_learners_day() -> None:
    late = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    memory = SCHEDULER.preview(None, late)[EASY]
    assert memory.due == DAYS.start_of(DAYS.day_of(late) + 8 * DAY)
    assert memory.due == datetime(2026, 11, 30, 3, tzinfo=UTC)


def test_an_evening_less_than_a_day_later_counts_as_the_next_day() -> None:
    memory = remembered(due=NOW + 10 * DAY, stability=10)
    next_evening = memory.last + timedelta(hours=23, minutes=50)
    over_night = SCHEDULER.preview(memory, next_evening)[GOOD]
    whole_days = SCHEDULER.preview(memory, memory.last + DAY)[GOOD]
    same_day = SCHEDULER.preview(memory, memory.last + MINUTE)[GOOD]
    assert over_night.stability == whole_days.stability != same_day.stability


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    memory = remembered(due=NOW + 10 * DAY)
    back = SCHEDULER.preview(memory, memory.last - 3 * DAY)[GOOD]
    assert back.stability == SCHEDULER.preview(memory, memory.last)[GOOD].stability


def test_wanting_to_remember_more_brings_cards_sooner() -> None:
    memory = remembered(stability=30)
    keen, lazy = Scheduler(DAYS, 0.95), Scheduler(DAYS, 0.8)
    assert keen.preview(memory, NOW)[GOOD].due < lazy.preview(memory, NOW)[GOOD].due


def test_no_interval_exceeds_the_maximum() -> None:
    scheduler = replace(SCHEDULER, maximum_interval=20)
    futures = scheduler.preview(remembered(stability=100), NOW)
    assert [days_until(futures[grade], NOW) for grade in PASSING] == [20, 20, 20]


LATE = DAYS.start_of_next(NOW) - 10 * MINUTE


@pytest.mark.parametrize(
    ("now", "wait", "label"),
    [(LATE - MINUTE, 10 * MINUTE, "<10m"), (LATE, 10 * MINUTE, "1d"), (LATE + MINUTE, None, "1d")],
    ids=["a minute to spare", "just on the hour", "too late"],
)
def test_a_step_that_outlasts_the_day_becomes_a_day(
    now: datetime, wait: timedelta | None, label: str
) -> None:
    memory = SCHEDULER.preview(None, now)[GOOD]
    assert memory.due == (now + wait if wait else DAYS.start_of_next(now))
    assert SCHEDULER.label_interval(now, memory) == label
    assert (memory.state, memory.step) == (State.LEARNING, 1)


def test_a_step_of_days_ends_with_the_morning_of_its_day() -> None:
    scheduler = Scheduler(DAYS, steps=Steps((MINUTE, 3 * DAY)))
    memory = scheduler.preview(None, NOW)[GOOD]
    assert memory.due == DAYS.start_of(DAYS.day_of(NOW) + 3 * DAY)
    assert scheduler.label_interval(NOW, memory) == "3d"
    later = scheduler.preview(memory, memory.due)[GOOD]
    assert later.state is State.REVIEW
    assert later.stability > memory.stability


def test_days_spent_on_a_step_count_as_days() -> None:
    memory = remembered(state=State.LEARNING, step=1)
    soon, next_day = memory.last + 10 * MINUTE, memory.last + DAY
    assert (
        SCHEDULER.preview(memory, next_day)[GOOD].stability
        > SCHEDULER.preview(memory, soon)[GOOD].stability
    )


WITHOUT_STEPS = Scheduler(DAYS, steps=Steps((), ()))


def test_without_steps_a_new_card_gets_days_at_once() -> None:
    futures = WITHOUT_STEPS.preview(None, NOW)
    assert {after.state for after in futures.values()} == {State.REVIEW}
    assert [days_until(after, NOW) for after in futures.values()] == [1, 1, 2, 8]


def test_without_steps_a_forgotten_card_lapses_and_comes_tomorrow() -> None:
    after = WITHOUT_STEPS.preview(remembered(stability=3), NOW)[AGAIN]
    assert (after.state, after.lapses, days_until(after, NOW)) == (State.REVIEW, 1, 1)


def test_a_card_on_a_step_that_is_no_more_goes_on() -> None:
    scheduler = Scheduler(DAYS, steps=Steps((MINUTE,), ()))
    for state in (State.LEARNING, State.RELEARNING):
        memory = remembered(state=state, step=4)
        assert scheduler.preview(memory, memory.due)[GOOD].state is State.REVIEW


@pytest.mark.parametrize(
    ("steps", "hard"),
    [
        ("1m 10m", 5.5 * MINUTE),
        ("10m", 15 * MINUTE),
        ("3d", 4 * DAY),
        ("20m 2d", DAY),
        ("1s 2s", timedelta(seconds=1)),
    ],
)
def test_hard_on_the_first_step_lies_between_again_and_good(steps: str, hard: timedelta) -> None:
    waits = Steps(tuple(map(parse_step, steps.split()))).waits_after(None)
    assert waits[HARD] == (0, hard)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("30s", timedelta(seconds=30)),
        ("10m", 10 * MINUTE),
        ("2h", 120 * MINUTE),
        ("9999d", 9999 * DAY),
    ],
)
def test_steps_are_written_as_in_anki(text: str, step: timedelta) -> None:
    assert parse_step(text) == step


@pytest.mark.parametrize(
    "text", ["", "10", "m", "0m", "-1m", "1.5m", "10 m", "10M", "٣m", "1m\n", "1e9d"]
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="isn't a step"):
        parse_step(text)


MEMORIES = st.builds(
    remembered,
    stability=st.floats(0.1, 3000),
    state=st.sampled_from(State),
    step=st.integers(0, 1),
)
WAITS = st.timedeltas(timedelta(0), timedelta(days=400))


@given(MEMORIES, WAITS)
def test_a_better_grade_never_brings_a_card_back_sooner(memory: Memory, wait: timedelta) -> None:
    dues = [future.due for future in SCHEDULER.preview(memory, memory.last + wait).values()]
    assert dues == sorted(dues)
    assert dues[0] > memory.last + wait


@given(st.floats(0.1, 3000), WAITS)
def test_in_review_hard_good_and_easy_differ_by_at_least_a_day(
    stability: float, wait: timedelta
) -> None:
    memory = remembered(stability=stability)
    now = memory.last + wait
    futures = SCHEDULER.preview(memory, now)
    hard, good, easy = (days_until(futures[grade], now) for grade in PASSING)
    assert 1 <= hard < good < easy


@given(MEMORIES, WAITS, st.sampled_from(Grade))
def test_every_answer_is_one_more_repetition(memory: Memory, wait: timedelta, grade: Grade) -> None:
    after = SCHEDULER.preview(memory, memory.last + wait)[grade]
    assert after.reps == memory.reps + 1
    assert after.lapses - memory.lapses == (memory.state is State.REVIEW and grade is AGAIN)


SECONDS = {
    0: "<1s",
    31: "<31s",
    59: "<59s",
    60: "<1m",
    90: "<2m",
    330: "<6m",
    600: "<10m",
    900: "<15m",
    1199: "<20m",
    1200: "20m",
    3600: "1h",
    5400: "1.5h",
    86_399: "24h",
    86_400: "1d",
    3 * 86_400: "3d",
    30 * 86_400: "30d",
    31 * 86_400: "1mo",
    36 * 86_400: "1.2mo",
    60 * 86_400: "2mo",
    364 * 86_400: "12mo",
    365 * 86_400: "1y",
    840 * 86_400: "2.3y",
    36_500 * 86_400: "100y",
}


@pytest.mark.parametrize(("seconds", "label"), SECONDS.items())
def test_spans_are_worded_as_on_ankis_keys(seconds: int, label: str) -> None:
    assert label_span(timedelta(seconds=seconds)) == label
