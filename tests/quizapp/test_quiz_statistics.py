"""What the reviews say in numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    DAYS,
    MINUTE,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)

from deckgen.model import Deck, Library
from quizapp.features.stats.cards import TopicStats
from quizapp.features.stats.days import DayCache
from quizapp.features.stats.retention import Passed
from quizapp.features.stats.stats import Statistics, look_back, summarise
from quizapp.features.stats.tally import tally
from quizapp.scheduler.columns import ReviewColumns
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.model import Evidence, Grade, Marks, Memory, Review, State

AGAIN, HARD, GOOD, EASY = Grade
TODAY = date(2026, 11, 22)


def statistics(
    *reviews: Review,
    memories: dict[str, Memory] | None = None,
    decks: dict[str, str] | None = None,
    marks: dict[str, Marks] | None = None,
) -> Statistics:
    cards_of = decks or {"Basics": "ab"}
    return summarise(
        ReviewColumns.of(reviews), memories or {}, cards_of, NOW, DAYS, marks=marks or {}
    )


def test_retention_is_the_share_of_reviews_that_were_not_again() -> None:
    review = remembered()
    grades = [AGAIN, AGAIN, HARD, GOOD, EASY]
    assert tally(reviewed("a", grade, before=review) for grade in grades).retention == 0.6


def test_answers_on_a_step_say_nothing_about_retention() -> None:
    step = remembered(state=State.RELEARNING)
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


def test_the_forecast_holds_thirty_days_with_the_overdue_today() -> None:
    memories = {
        "a": remembered(due=NOW - 5 * DAY),
        "b": remembered(due=DAYS.start_of(TODAY + 29 * DAY)),
        "c": remembered(due=DAYS.start_of(TODAY + 30 * DAY)),
        "d": remembered(due=NOW),
    }
    numbers = statistics(memories=memories, decks={"Basics": "abcd"})
    assert list(numbers.forecast.values()) == [2, *[0] * 28, 1]
    assert next(iter(numbers.forecast)) == TODAY
    assert (numbers.overdue, numbers.later) == (1, 1)


@pytest.mark.parametrize(
    ("mark", "due", "comes"),
    [
        (Marks(suspended=True), NOW + 3 * DAY, False),
        (Marks(buried=TODAY), NOW, False),
        (Marks(buried=TODAY), NOW + 3 * DAY, True),
        (Marks(buried=TODAY - DAY), NOW, True),
        (Marks(flag=1, leech=True), NOW, True),
    ],
    ids=["suspended", "buried", "buried but due later", "buried yesterday", "only marked"],
)
def test_the_forecast_leaves_out_what_rests(mark: Marks, due: datetime, comes: bool) -> None:
    numbers = statistics(memories={"a": remembered(due=due)}, marks={"a": mark})
    assert sum(numbers.forecast.values()) == comes


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


def test_the_longest_streak_is_kept_when_it_ends() -> None:
    numbers = statistics(*(reviewed(at=NOW - ago * DAY) for ago in (0, 3, 4, 5, 9)))
    assert (numbers.streak, numbers.longest_streak) == (1, 3)


def in_review(days: int, at: datetime = NOW) -> Memory:
    """A memory that was to be left alone for so many days, asked when it came due."""
    last = DAYS.start_of(DAYS.day_of(at) - days * DAY)
    return replace(remembered(due=DAYS.start_of(DAYS.day_of(at))), last=last)


def test_a_card_is_mature_from_an_interval_of_21_days_on() -> None:
    numbers = statistics(
        reviewed("a", AGAIN, before=in_review(20)),
        reviewed("a", GOOD, before=in_review(20)),
        reviewed("b", EASY, before=in_review(21)),
        reviewed("b", GOOD),
        reviewed("b", AGAIN, before=remembered(state=State.RELEARNING)),
    )
    today = numbers.retention["today"]
    assert (today.young, today.mature, today.all) == (Passed(1, 1), Passed(1, 0), Passed(2, 1))
    assert numbers.answers == {
        "learning": {AGAIN: 1, HARD: 0, GOOD: 1, EASY: 0},
        "young": {AGAIN: 1, HARD: 0, GOOD: 1, EASY: 0},
        "mature": {AGAIN: 0, HARD: 0, GOOD: 0, EASY: 1},
    }


@pytest.mark.parametrize(
    ("ago", "periods"),
    [
        (0, {"today", "week", "month", "year", "all"}),
        (1, {"yesterday", "week", "month", "year", "all"}),
        (2, {"week", "month", "year", "all"}),
        (6, {"week", "month", "year", "all"}),
        (7, {"month", "year", "all"}),
        (29, {"month", "year", "all"}),
        (30, {"year", "all"}),
        (364, {"year", "all"}),
        (365, {"all"}),
    ],
)
def test_retention_counts_whole_days_back(ago: int, periods: set[str]) -> None:
    at = NOW - ago * DAY
    retention = statistics(reviewed(at=at, before=in_review(5, at))).retention
    assert {name for name, each in retention.items() if each.all.reviews} == periods


def test_retention_of_nothing_is_none() -> None:
    assert {each.all.share for each in statistics().retention.values()} == {None}
    assert Passed(3, 1).share == 0.75


def test_a_resting_card_is_counted_as_resting_alone() -> None:
    memories = {
        "a": in_review(20),
        "b": in_review(21),
        "c": remembered(state=State.LEARNING),
        "d": in_review(90),
        "e": in_review(90),
        "f": in_review(90),
    }
    marks = {
        "d": Marks(suspended=True, buried=TODAY, leech=True),
        "e": Marks(buried=TODAY),
        "f": Marks(buried=TODAY - DAY, flag=2),
    }
    numbers = statistics(memories=memories, decks={"One": "abcd", "Two": "efg"}, marks=marks)
    assert numbers.cards == {
        "new": 1,
        "learning": 1,
        "young": 1,
        "mature": 2,
        "suspended": 1,
        "buried": 1,
    }
    assert numbers.leeches == ("d",)


def test_topics_tell_their_weakness() -> None:
    memories = {
        "a": replace(in_review(8), stability=8.0, difficulty=4.0, lapses=2),
        "b": replace(in_review(8), stability=2.0, difficulty=6.0, lapses=1),
    }
    numbers = statistics(memories=memories, decks={"One": "abc", "Two": "d"})
    one, two = numbers.topics.values()
    assert (one.cards, one.seen, one.lapses, one.stability, one.difficulty) == (3, 2, 3, 5.0, 5.0)
    assert one.recall == pytest.approx(
        fmean(retrievability(each, NOW) for each in memories.values())
    )
    assert two == TopicStats(
        cards=1, seen=0, lapses=0, stability=None, difficulty=None, recall=None
    )


def test_recall_is_ninety_percent_when_the_stability_has_passed() -> None:
    memory = remembered(stability=8.0)
    assert retrievability(memory, memory.last + 8 * DAY) == pytest.approx(0.9)
    assert retrievability(memory, memory.last - DAY) == retrievability(memory, memory.last) == 1.0


def test_the_hardest_cards_are_those_forgotten_most_then_the_most_difficult() -> None:
    memories = {
        "a": replace(remembered(), lapses=0, difficulty=9.0),
        "b": replace(remembered(), lapses=3, difficulty=6.0),
        "c": replace(remembered(), lapses=3, difficulty=7.0),
        "d": replace(remembered(), lapses=0, difficulty=5.0),
        "e": replace(remembered(), lapses=1, difficulty=1.0),
        "gone": replace(remembered(), lapses=9, difficulty=9.0),
    }
    numbers = statistics(memories=memories, decks={"One": "abcde"})
    assert [hard.card for hard in numbers.hardest] == ["c", "b", "e", "a"]
    many = {card: replace(remembered(), lapses=1) for card in "abcdefg"}
    assert len(statistics(memories=many, decks={"One": "abcdefg"}).hardest) == 5


def test_time_is_told_in_all_and_on_the_mean() -> None:
    twelve, thirty = timedelta(seconds=12), timedelta(seconds=30)
    numbers = statistics(
        reviewed("a", took=twelve),
        reviewed("a", took=twelve, at=NOW - DAY),
        reviewed("b", took=thirty, at=NOW - DAY),
    )
    assert numbers.total.time == timedelta(seconds=54)
    assert numbers.time_per_review == timedelta(seconds=18)
    assert numbers.time_per_card == numbers.time_per_day == timedelta(seconds=27)
    assert {day: each.time for day, each in numbers.days.items()} == {
        TODAY - DAY: timedelta(seconds=42),
        TODAY: twelve,
    }
    assert statistics().time_per_card == timedelta()


def test_grades_above_the_evidence_are_counted() -> None:
    evidence = Evidence(HARD, "a hint was shown")
    graded = [replace(reviewed("a", grade), evidence=evidence) for grade in Grade]
    assert statistics(*graded, reviewed("a", EASY)).overridden == 2


@given(
    moment=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
    hours=st.lists(st.integers(-40, 40), min_size=1, max_size=4),
    rollover=st.integers(0, 23),
)
def test_an_almanac_knows_the_learners_days(
    moment: datetime, zone: str, hours: list[int], rollover: int
) -> None:
    days = LearnerDays(ZoneInfo(zone), time(rollover))
    almanac = DayCache(days)
    for ahead in [0, *hours]:
        at = moment.replace(tzinfo=UTC) + timedelta(hours=ahead)
        assert almanac.day_of(at) == days.day_of(at)


def test_no_field_of_the_statistics_is_missing_from_their_json() -> None:
    told = statistics().as_json()
    assert {field.name for field in fields(Statistics)} - told.keys() == {"topics"}
    assert all(asdict(topic).items() <= told["decks"][name].items()  # type: ignore[index]
               for name, topic in statistics().topics.items())  # fmt: skip


def test_the_statistics_are_json() -> None:
    evidence = Evidence(HARD, "a hint was shown")
    numbers = statistics(
        replace(reviewed("a"), evidence=evidence),
        memories={"a": replace(remembered(), lapses=2)},
        marks={"a": Marks(leech=True)},
    )
    told = json.loads(json.dumps(numbers.as_json()))
    tally = {
        "reviews": 1,
        "new": 1,
        "seconds": 9.0,
        "retention": None,
        "grades": {"again": 0, "hard": 0, "good": 1, "easy": 0},
    }
    nothing = {"passed": 0, "failed": 0, "retention": None}
    none = {"again": 0, "hard": 0, "good": 0, "easy": 0}
    recalled = told["decks"]["Basics"].pop("recall")
    assert recalled == pytest.approx(retrievability(remembered(), NOW))
    assert told == {
        "day": "2026-11-22",
        "today": tally,
        "total": tally,
        "decks": {
            "Basics": tally
            | {"cards": 2, "seen": 1, "lapses": 2, "stability": 8.0, "difficulty": 5.0}
        },
        "retention": {
            period: {"young": nothing, "mature": nothing, "all": nothing}
            for period in ("today", "yesterday", "week", "month", "year", "all")
        },
        "answers": {"learning": tally["grades"], "young": none, "mature": none},
        "days": {"2026-11-22": {"reviews": 1, "seconds": 9.0}},
        "streak": 1,
        "longest_streak": 1,
        "seconds_per_review": 9.0,
        "seconds_per_card": 9.0,
        "seconds_per_day": 9.0,
        "reviewed": 1,
        "overridden": 1,
        "cards": {
            "new": 1, "learning": 0, "young": 1, "mature": 0, "suspended": 0, "buried": 0
        },
        "leeches": ["a"],
        "hardest": [{"card": "a", "lapses": 2, "stability": 8.0, "difficulty": 5.0}],
        "forecast": {(TODAY + n * DAY).isoformat(): int(n == 0) for n in range(30)},
        "overdue": 0,
        "later": 0,
    }  # fmt: skip


def test_a_study_counts_only_cards_that_may_be_asked() -> None:
    store = MemoryStore(known={"a": remembered(), "gone": remembered()})
    assert sum(look_back(collection_of(small_library("a"), store), NOW).forecast.values()) == 1


def test_a_study_knows_what_rests() -> None:
    store = MemoryStore(known={"a": remembered()}, marked={"a": Marks(suspended=True)})
    assert look_back(collection_of(small_library("a"), store), NOW).cards["suspended"] == 1


def test_many_reviews_cost_few_looks_at_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    one = reviewed("a", before=in_review(20))
    many = [replace(one, at=NOW - n * MINUTE) for n in range(2000)]
    asked: list[datetime] = []
    real = LearnerDays.day_of

    def counted(days: LearnerDays, moment: datetime) -> date:
        asked.append(moment)
        return real(days, moment)

    monkeypatch.setattr(LearnerDays, "day_of", counted)
    assert statistics(*many).total.reviews == 2000
    assert len(asked) < 20


def test_topics_that_have_only_a_title_are_told_apart() -> None:
    decks = (
        Deck("", "Tensors", cards=(asked_card("a"),)),
        Deck("", "Autograd", cards=(asked_card("b"),)),
    )
    statistics = look_back(collection_of(Library("", decks), MemoryStore()), NOW)
    assert list(statistics.decks) == ["Tensors", "Autograd"]
