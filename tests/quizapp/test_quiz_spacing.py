"""Fuzz, level days, easy days and the last day: where in its range an interval falls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from statistics import mean, pstdev
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import DAY, DAYS, NOW, remembered

from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.fuzz import (
    DayLoad,
    balance,
    draw,
    fuzz_bounds,
    fuzz_factor,
    load_of,
    round_half_up,
)
from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.steps import Steps

AGAIN, HARD, GOOD, EASY = Grade
FUZZY = Scheduler(DAYS, fuzz=True)
EASY_WEEKEND = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)
INTERVALS = st.floats(0.01, 36_500)
THROWS = st.floats(0, 1, exclude_max=True)


def interval_of(memory: Memory, now: datetime = NOW) -> int:
    return (DAYS.day_of(memory.due) - DAYS.day_of(now)).days


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        (1, 1, 1),
        (2.49, 2, 2),
        (2.5, 2, 4),
        (5, 4, 6),
        (7, 5, 9),
        (10, 8, 12),
        (17, 14, 20),
        (20, 17, 23),
        (37, 33, 41),
        (100, 93, 107),
        (1000, 948, 1052),
    ],
)
def test_an_interval_strays_as_far_as_in_anki(interval: float, first: int, last: int) -> None:
    days = fuzz_bounds(interval, 1, 36_500)
    assert (days[0], days[-1]) == (first, last)


@given(INTERVALS, st.integers(1, 400), st.integers(1, 400))
def test_fuzz_stays_within_its_bounds_and_most_wins(interval: float, least: int, most: int) -> None:
    days = fuzz_bounds(interval, least, most)
    assert len(days) >= 1
    assert min(least, most) <= days[0]
    assert days[-1] <= most


@given(INTERVALS)
def test_fuzz_lies_evenly_around_its_interval(interval: float) -> None:
    days = fuzz_bounds(interval, 1, 100_000)
    assert abs((days[0] + days[-1]) / 2 - max(1, interval)) <= 1


@given(st.integers(3, 400), THROWS)
def test_every_day_of_the_range_can_be_drawn(interval: int, factor: float) -> None:
    days = fuzz_bounds(interval, 1, 36_500)
    assert draw(days, factor) in days
    assert {draw(days, n / len(days) + 1e-9) for n in range(len(days))} == set(days)


def test_the_dice_of_an_answer_are_thrown_once_and_differ_from_card_to_card() -> None:
    throws = [fuzz_factor(f"card-{n}", reps) for n in range(100) for reps in range(10)]
    assert throws == [fuzz_factor(f"card-{n}", reps) for n in range(100) for reps in range(10)]
    assert len(set(throws)) == len(throws)
    assert all(0 <= throw < 1 for throw in throws)
    assert mean(throws) == pytest.approx(0.5, abs=0.03)


def test_the_interval_on_the_key_is_the_interval_given() -> None:
    memory = remembered(stability=60)
    load = {DAYS.start_of(DAYS.day_of(NOW) + n * DAY): n % 5 for n in range(100)}
    shown = FUZZY.preview(memory, NOW, card="a", load=load)
    given_later = FUZZY.preview(memory, NOW + 0.001 * DAY, card="a", load=load)
    assert [after.due for after in shown.values()][1:] == [
        after.due for after in given_later.values()
    ][1:]
    others = {FUZZY.preview(memory, NOW, card=f"{n}")[GOOD].due for n in range(20)}
    assert len(others) > 5


def test_fuzz_off_gives_the_days_that_fsrs_names() -> None:
    memory = remembered(stability=30)
    dues = {Scheduler(DAYS).preview(memory, NOW, card=str(n))[GOOD].due for n in range(20)}
    assert len(dues) == 1


MEMORIES = st.builds(
    remembered,
    stability=st.floats(0.1, 3000),
    state=st.sampled_from(State),
    step=st.integers(0, 1),
)
LOADS = st.dictionaries(
    st.integers(1, 60).map(lambda n: DAYS.start_of(DAYS.day_of(NOW) + n * DAY)),
    st.integers(1, 50),
)
SHARES = st.tuples(*[st.sampled_from((0.0, 0.5, 1.0))] * 7)


@given(MEMORIES, LOADS, SHARES, st.text(max_size=5), st.sampled_from([Steps(), Steps((), ())]))
def test_whatever_moves_a_card_a_better_grade_never_brings_it_sooner(
    memory: Memory, load: Mapping[datetime, int], week: tuple[float, ...], card: str, steps: Steps
) -> None:
    scheduler = replace(FUZZY, easy_days=week, steps=steps)
    futures = scheduler.preview(memory, NOW, card=card, load=load)
    passing = [futures[grade].due for grade in (HARD, GOOD, EASY)]
    assert passing == sorted(passing)
    assert futures[EASY].due > futures[GOOD].due or futures[GOOD].state is not State.REVIEW
    assert all(after.due > NOW for after in futures.values())


@given(st.floats(1, 3000), st.floats(0, 3), THROWS)
def test_an_interval_that_could_stray_to_the_last_one_does_not_stray_below_it(
    stability: float, late: float, factor: float
) -> None:
    memory = remembered(stability=stability)
    last = interval_of(memory, memory.last)
    now = memory.last + late * stability * DAY
    exact = Scheduler(DAYS).preview(memory, now)[HARD]
    strayed = replace(FUZZY, factor=lambda card, reps: factor).preview(memory, now)[HARD]
    if interval_of(exact, now) >= last:
        assert interval_of(strayed, now) >= last


def test_without_fuzz_an_interval_may_be_shorter_than_the_last_one() -> None:
    memory = remembered(stability=56.6)
    memory = replace(memory, due=memory.last + 60 * DAY)
    soon = memory.last + 0.001 * DAY
    assert interval_of(Scheduler(DAYS).preview(memory, soon)[HARD], soon) == 57
    assert interval_of(FUZZY.preview(memory, soon)[HARD], soon) >= 60


def test_of_days_equally_far_from_the_middle_the_lighter_pair_is_chosen() -> None:
    cards = {8: 9, 9: 2, 10: 5, 11: 2, 12: 0}
    chosen = {balance(range(8, 13), n / 50, lambda day: DayLoad(cards[day], 1)) for n in range(50)}
    assert chosen == {9, 11}


def test_a_day_without_a_share_is_taken_only_where_there_is_no_other() -> None:
    def chosen(free: set[int]) -> set[int]:
        return {
            balance(range(8, 13), n / 50, lambda day: DayLoad(0, float(day in free)))
            for n in range(50)
        }

    assert chosen({8, 9, 11}) == {9, 11}
    assert chosen({8}) == {8}
    assert chosen(set()) == {8, 9, 10, 11, 12}


def test_the_load_counts_cards_in_review_by_the_days_of_the_place() -> None:
    tomorrow = DAYS.start_of_next(NOW)
    memories = [
        remembered(due=tomorrow),
        remembered(due=tomorrow + 0.3 * DAY),
        remembered(due=tomorrow + DAY),
        remembered(due=tomorrow, state=State.LEARNING),
        remembered(due=tomorrow, state=State.RELEARNING),
    ]
    assert load_of(memories, DAYS) == {tomorrow: 2, tomorrow + DAY: 1}


def test_far_intervals_are_not_looked_at_day_by_day() -> None:
    asked: list[int] = []

    def load_on(day: int) -> DayLoad:
        asked.append(day)
        return DayLoad(0, 1)

    balance(range(20_000, 22_000), 0.5, load_on)
    assert len(asked) <= 15


@dataclass(frozen=True, slots=True)
class Played:
    """Months of a learner who takes up cards in bursts."""

    counts: Counter[date]
    strayed: list[tuple[int, float]]
    """Days a card was given, and days FSRS wanted."""

    @property
    def roughness(self) -> float:
        """How much one day differs from those around it."""
        days = [min(self.counts) + n * DAY for n in range(60, 210)]
        around = [mean(self.counts[day + n * DAY] for n in range(-7, 8)) for day in days]
        return pstdev(self.counts[day] - balance for day, balance in zip(days, around, strict=True))

    @property
    def bias(self) -> float:
        return sum(days for days, _ in self.strayed) / sum(want for _, want in self.strayed) - 1

    def share_of(self, weekday: int) -> float:
        """The reviews of a weekday, as part of an ordinary one's."""
        by_weekday = Counter[int]()
        for day, count in self.counts.items():
            by_weekday[day.weekday()] += count
        return by_weekday[weekday] / mean(by_weekday[n] for n in range(5))


def play(scheduler: Scheduler, *, levelled: bool = False) -> Played:
    """Every card is answered on its day: mostly Good, at times forgotten and learned again."""
    factor, waiting = Random(5), dict[date, list[tuple[str, float]]]()
    load, counts, strayed = Counter[datetime](), Counter[date](), list[tuple[int, float]]()
    first = DAYS.day_of(NOW)
    for today in (first + n * DAY for n in range(220)):
        now = DAYS.start_of(today) + 0.5 * DAY
        load.pop(DAYS.start_of(today), None)
        asked = waiting.pop(today, [])
        counts[today] = len(asked)
        asked += [
            (f"{today} {n}", factor.uniform(2, 5)) for n in range(factor.choice((0, 2, 4, 20)))
        ]
        for card, stability in asked:
            memory = remembered(due=now, stability=stability)
            # Its last interval was a day, so that no rule but the fuzz moves it
            last = replace(memory, due=memory.last + DAY)
            known = load if levelled else {}
            after = scheduler.preview(last, now, card=card, load=known)[GOOD]
            want = after.stability
            strayed.append((interval_of(after, now), want))
            load[after.due] += 1
            grown = factor.uniform(2, 5) if factor.random() < 0.1 else min(want, 120)
            waiting.setdefault(DAYS.day_of(after.due), []).append((card, grown))
    return Played(counts, strayed)


@pytest.fixture(scope="module")
def played() -> dict[str, Played]:
    return {
        "none": play(Scheduler(DAYS)),
        "plain": play(FUZZY),
        "levelled": play(FUZZY, levelled=True),
        "easy": play(replace(FUZZY, easy_days=EASY_WEEKEND), levelled=True),
    }


def test_days_are_more_even_with_fuzz_and_most_even_where_it_is_levelled(
    played: dict[str, Played],
) -> None:
    assert played["plain"].roughness < 0.9 * played["none"].roughness
    assert played["levelled"].roughness < 0.6 * played["plain"].roughness


@pytest.mark.parametrize("kind", ["none", "plain", "levelled", "easy"])
def test_nothing_that_moves_cards_makes_them_come_later_or_sooner_as_a_whole(
    played: dict[str, Played], kind: str
) -> None:
    assert abs(played[kind].bias) < 0.01


def test_easy_days_bring_fewer_cards(played: dict[str, Played]) -> None:
    assert played["levelled"].share_of(5) == pytest.approx(1, abs=0.1)
    assert 0.4 < played["easy"].share_of(5) < 0.7
    assert played["easy"].share_of(6) < 0.15


def test_an_easy_day_is_kept_free_from_the_first_card_on() -> None:
    scheduler = replace(FUZZY, easy_days=EASY_WEEKEND)
    memory = remembered(stability=60)
    dues = [scheduler.preview(memory, NOW, card=str(n))[GOOD].due for n in range(50)]
    weekdays = Counter(DAYS.day_of(due).weekday() for due in dues)
    assert set(weekdays) == {0, 1, 2, 3, 4, 5}


def test_a_card_of_one_day_comes_on_an_easy_day_too() -> None:
    saturday = NOW + 6 * DAY
    scheduler = replace(FUZZY, easy_days=EASY_WEEKEND, steps=Steps((), ()))
    due = scheduler.preview(None, saturday)[AGAIN].due
    assert DAYS.day_of(due).weekday() == 6


def test_no_review_is_due_later_than_the_last_day() -> None:
    interview = DAYS.day_of(NOW) + 12 * DAY
    scheduler = replace(FUZZY, latest=interview)
    for n in range(30):
        futures = scheduler.preview(remembered(stability=4 ** (n / 5)), NOW, card=str(n))
        assert all(DAYS.day_of(after.due) <= interview for after in futures.values())
    assert DAYS.day_of(futures[EASY].due) == interview


def test_the_maximum_holds_before_the_last_day_too() -> None:
    interview = DAYS.day_of(NOW) + 12 * DAY
    scheduler = Scheduler(DAYS, maximum_interval=5, latest=interview)
    assert interval_of(scheduler.preview(remembered(stability=100), NOW)[EASY]) == 5


@pytest.mark.parametrize("left", [0, -3])
def test_the_last_day_no_longer_holds_once_it_has_come(left: int) -> None:
    memory = remembered(stability=30)
    scheduler = Scheduler(DAYS, latest=DAYS.day_of(NOW) + left * DAY)
    assert scheduler.preview(memory, NOW) == Scheduler(DAYS).preview(memory, NOW)


def test_the_four_futures_are_there_before_a_frame_is_drawn() -> None:
    load = {DAYS.start_of(DAYS.day_of(NOW) + n * DAY): n % 9 for n in range(1, 400)}
    scheduler = replace(FUZZY, easy_days=EASY_WEEKEND)
    memory = remembered(stability=90)
    best = min(repeat(lambda: scheduler.preview(memory, NOW, load=load), number=20, repeat=5)) / 20
    assert best < 0.01


def test_halves_are_rounded_up() -> None:
    assert [round_half_up(days) for days in (0.5, 1.5, 2.49, 2.5)] == [1, 2, 2, 3]
