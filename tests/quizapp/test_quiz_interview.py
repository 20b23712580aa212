"""An interview on a day: what is planned, what is refused, and what is expected of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    DAYS,
    NOW,
    SCHEDULER,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)
from quiz_pilot import CARDS, Clock, opened_in, seen

from deckgen.model import Deck, Library
from quizapp.cli import main, options
from quizapp.collection.collection import Collection
from quizapp.collection.exam_plan import (
    SETTING,
    Plan,
    days_needed,
    kept_plan,
    latest,
    limits_for,
    new_days,
    per_day,
    quiet_days,
    retire_plan,
    set_aside,
    spread,
    unseen_this_morning,
)
from quizapp.collection.topics import TopicError, read_topics
from quizapp.features.exam.forecast import NOON, Forecast, chance_on, forecast, rehearse
from quizapp.features.exam.propose import PlanError, propose_plan
from quizapp.features.exam.text import describe_forecast, forecast_json, say_share, share_bar
from quizapp.scheduler.model import Grade, Marks, State
from quizapp.session.limits import Limits
from quizapp.tui.app import SingleScreenApp
from quizapp.tui.practice.exam import InterviewScreen

TODAY = date(2026, 11, 22)
"""The learner's day of NOW."""

counts = st.integers(0, 500)
spans = st.integers(1, 365)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def two_topics(basics: int = 4, loading: int = 2) -> Library:
    decks = [
        Deck(name, name, cards=tuple(asked_card(f"{name[0]}{n}".lower()) for n in range(size)))
        for name, size in (("Basics", basics), ("Loading data", loading))
    ]
    return Library("Interview", tuple(decks))


# --- pace


@given(counts, spans, st.integers(0, 60))
def test_new_cards_are_spread_evenly_and_add_up(unseen: int, days: int, cap: int) -> None:
    pace = spread(unseen, days, cap)
    assert len(pace) == days
    assert all(0 <= count <= cap for count in pace)
    assert sum(pace) == min(unseen, cap * days)
    assert max(pace) - min(pace) <= 1


@given(counts, st.integers(1, 40), st.integers(1, 60), st.data())
def test_whatever_days_are_missed_the_limit_of_each_is_kept(
    unseen: int, length: int, cap: int, data: st.DataObject
) -> None:
    plan, left, came = Plan(in_days(length), TODAY), unseen, []
    for today in map(in_days, range(length + 1)):
        limit = limits_for(plan, Limits(cap, 200), today, left).new_per_day
        assert 0 <= limit <= min(cap, left)
        came.append(data.draw(st.integers(0, limit)) if data.draw(st.booleans()) else limit)
        left -= came[-1]
    quiet = quiet_days(length)
    assert sum(came[length - quiet :]) == 0
    assert left >= 0


@given(counts, spans, st.integers(1, 60))
def test_who_misses_no_day_sees_every_card_exactly_when_the_plan_is_possible(
    unseen: int, length: int, cap: int
) -> None:
    plan, left = Plan(in_days(length), TODAY), unseen
    for today in map(in_days, range(length)):
        left -= limits_for(plan, Limits(cap, 200), today, left).new_per_day
    possible = per_day(unseen, new_days(TODAY, TODAY, plan.day)) <= cap
    assert (left == 0) == possible


@given(counts, st.integers(1, 60))
def test_the_days_said_to_be_needed_are_enough_and_one_less_is_not(unseen: int, cap: int) -> None:
    needed = days_needed(unseen, cap)
    assert needed is not None

    def busy(days: int) -> int:
        return days - quiet_days(days)

    assert per_day(unseen, busy(needed)) <= cap
    assert needed == 1 or busy(needed - 1) * cap < unseen


def test_no_days_are_enough_where_no_card_may_come() -> None:
    assert days_needed(5, 0) is None
    assert days_needed(0, 0) == 1


@pytest.mark.parametrize(
    ("days", "quiet"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (90, 3)]
)
def test_the_last_days_are_kept_free_of_new_cards(days: int, quiet: int) -> None:
    assert quiet_days(days) == quiet


def test_the_quiet_days_stay_where_they_were_planned() -> None:
    plan = Plan(in_days(10), TODAY)
    assert [new_days(plan.made, in_days(n), plan.day) for n in (0, 6, 7, 9, 10)] == [7, 1, 0, 0, 0]


# --- plan


def test_the_usual_limits_hold_again_after_the_day() -> None:
    limits = Limits(10, 50)
    plan = Plan(in_days(3), TODAY, new_per_day=30)
    assert limits_for(plan, limits, in_days(4), 99) == limits
    assert limits_for(plan, limits, in_days(3), 99) == Limits(0, 50)
    assert limits_for(plan, limits, TODAY, 99) == Limits(30, 50)


def test_nothing_is_put_off_beyond_the_eve() -> None:
    plan = Plan(in_days(3), TODAY)
    days = [latest(plan, in_days(n)) for n in range(5)]
    assert days == [in_days(2), in_days(2), in_days(3), None, None]


def test_a_plan_is_kept_and_read_again() -> None:
    store = MemoryStore()
    assert kept_plan(store) is None
    for plan in (
        Plan(in_days(9), TODAY),
        Plan(in_days(9), TODAY, topics=("Basics",), new_per_day=12),
    ):
        store.set(SETTING, json.loads(json.dumps(plan.as_setting())))
        assert kept_plan(store) == plan


@pytest.mark.parametrize(
    "setting",
    [{}, {"date": "soon", "made": "2026-11-22"}, {"date": 3, "made": "2026-11-22"}],
    ids=str,
)
def test_a_plan_that_cannot_be_read_is_none(setting: dict[str, object]) -> None:
    assert kept_plan(MemoryStore(settings={SETTING: setting})) is None


def test_a_plan_whose_day_is_over_is_forgotten_once() -> None:
    plan = Plan(TODAY, in_days(-9))
    store = MemoryStore(settings={SETTING: plan.as_setting()})
    assert retire_plan(store, TODAY) is None
    assert retire_plan(store, in_days(1)) == plan
    assert retire_plan(store, in_days(1)) is None
    assert store.settings == {}


def test_topics_left_out_are_set_aside_until_the_day() -> None:
    library = two_topics(1, 2)
    plan = Plan(in_days(3), TODAY, topics=("Basics",))
    assert set_aside(plan, library, TODAY) == {"l0", "l1"}
    assert set_aside(plan, library, in_days(3)) == {"l0", "l1"}
    assert set_aside(plan, library, in_days(4)) == frozenset()
    assert set_aside(Plan(in_days(3), TODAY), library, TODAY) == frozenset()


def test_the_morning_counts_the_cards_begun_since() -> None:
    begun, known = reviewed("a"), reviewed("b", before=remembered())
    unseen = unseen_this_morning(
        "abcd",
        {"a": begun.after, "b": known.after},
        {"c": Marks(suspended=True), "d": Marks(flag=1)},
        [begun, known],
    )
    assert unseen == ("a", "d")


# --- proposal


def study_with(library: Library, new_per_day: int = 10, **store: object) -> Collection:
    return collection_of(library, MemoryStore(**store), Limits(new_per_day, 200))  # type: ignore[arg-type]


def many(count: int, new_per_day: int = 10) -> Collection:
    return study_with(small_library(*map(str, range(count))), new_per_day)


def refusal(
    collection: Collection, day: str, *, topics: str = "", new_per_day: int | None = None
) -> str:
    with pytest.raises(PlanError) as wrong:
        propose_plan(collection, NOW, day, topics=topics, new_per_day=new_per_day)
    return str(wrong.value)


def test_an_impossible_plan_is_refused_with_numbers() -> None:
    assert refusal(many(156), "2026-11-25") == (
        "156 new cards in 2 days (the last 1 day kept free of them) would be 78 a day, "
        "and your limit is 10: choose 2026-12-11 or later, raise it with `--new-per-day 78`, "
        "or leave out topics with `--topics`"
    )


@pytest.mark.parametrize("new_per_day", [1, 3, 10, 52])
def test_what_a_refusal_advises_is_accepted_and_no_less(new_per_day: int) -> None:
    collection = many(120, new_per_day)
    words = refusal(collection, "2026-11-24")
    later = date.fromisoformat(words.partition("choose ")[2][:10])
    assert propose_plan(collection, NOW, later.isoformat()).day == later
    assert refusal(collection, (later - DAY).isoformat())
    enough = int(words.partition("--new-per-day ")[2].partition("`")[0])
    plan = propose_plan(collection, NOW, "2026-11-24", new_per_day=enough)
    assert plan.new_per_day == enough
    assert refusal(collection, "2026-11-24", new_per_day=enough - 1)


def test_fewer_topics_may_make_a_plan_possible() -> None:
    collection = study_with(two_topics(40, 5))
    assert "45 new cards" in refusal(collection, "2026-11-24")
    plan = propose_plan(collection, NOW, "2026-11-24", topics="load")
    assert plan.topics == ("Loading data",)


def test_no_later_day_is_advised_where_no_new_card_may_come() -> None:
    words = refusal(many(5, 0), "2026-11-24")
    assert "choose" not in words
    assert "raise it with `--new-per-day 5`, or leave out" in words


def test_cards_begun_today_and_suspended_ones_do_not_make_a_plan_impossible() -> None:
    collection = many(11)
    assert "11 new cards" in refusal(collection, "2026-11-23")
    collection.store.record(reviewed("0"))
    assert "11 new cards" in refusal(collection, "2026-11-23")
    assert isinstance(collection.store, MemoryStore)
    collection.store.marked["1"] = Marks(suspended=True)
    assert propose_plan(collection, NOW, "2026-11-23").day == in_days(1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("tomorrow", "`tomorrow` isn't a date: write it as 2026-11-23"),
        ("2026-02-30", "`2026-02-30` isn't a date"),
        ("2026-11-22", "2026-11-22 is today, and no day is left to plan: try `quizapp mock`"),
        ("2026-11-21", "2026-11-21 is over: choose a day from 2026-11-23 on"),
        ("2027-11-23", "2027-11-23 is more than a year ahead: choose a day up to 2027-11-22"),
    ],
)
def test_a_day_that_cannot_be_planned_for_says_why(day: str, words: str) -> None:
    assert refusal(many(1), day).startswith(words)


def test_the_first_and_the_last_day_can_be_planned_for() -> None:
    for day in ("2026-11-23", "2027-11-22"):
        assert propose_plan(many(1), NOW, day).day.isoformat() == day


def test_the_day_is_the_learners() -> None:
    after_midnight = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 02:00 in Berlin, before 04:00
    assert propose_plan(many(1), after_midnight, "2026-11-23").made == TODAY


def test_all_that_is_wrong_is_said_at_once() -> None:
    first, second = refusal(many(1), "soon", topics="x, basics").split("\n")
    assert first.startswith("`soon` isn't a date")
    assert second == "`x`: no single topic is called so; there are Basics"


def test_topics_may_be_typed_in_short_and_come_in_study_order() -> None:
    library = two_topics()
    assert read_topics("LOADING  data, b", library) == ("Basics", "Loading data")
    with pytest.raises(TopicError, match="`` and `c`: no single topic"):
        read_topics("b,,c", library)


def test_a_whole_name_stands_for_itself_alone() -> None:
    library = Library("", (Deck("Data", ""), Deck("Data loading", "")))
    assert read_topics("data", library) == ("Data",)
    assert read_topics("data l", library) == ("Data loading",)
    with pytest.raises(TopicError, match="`da`: no single topic"):
        read_topics("da", library)


# --- recall and rehearsal


@given(st.floats(0.5, 900), st.integers(0, 400))
def test_the_chance_on_the_day_is_the_one_fsrs_schedules_by(stability: float, days: int) -> None:
    noon = DAYS.start_of(in_days(1)) + NOON
    memory = replace(remembered(stability=stability), last=noon - days * DAY)
    chance = chance_on(in_days(1), memory, SCHEDULER)
    assert 0 < chance <= 1
    interval = FSRS(parameters=DEFAULT_PARAMETERS).next_interval(stability, chance, 3)
    assert interval == pytest.approx(days, rel=1e-3, abs=1e-2)


def test_a_card_never_seen_is_not_recalled_on_the_day() -> None:
    assert chance_on(in_days(1), None, SCHEDULER) == 0


def test_a_card_not_due_before_the_day_is_just_forgotten_a_little() -> None:
    memory = remembered(due=NOW + 30 * DAY, stability=40)
    future = rehearse(memory, NOW, in_days(9), SCHEDULER)
    assert future.expected == chance_on(in_days(9), memory, SCHEDULER)
    assert dict(future.returns) == {}


def test_a_new_card_is_asked_at_last_on_the_eve() -> None:
    future = rehearse(None, NOW, in_days(30), SCHEDULER)
    assert max(future.returns) == in_days(29)
    assert min(future.returns) > TODAY
    assert 0.9 < future.expected < 1


def test_each_day_of_return_is_at_most_certain_and_failures_bring_more_of_them() -> None:
    future = rehearse(remembered(due=NOW), NOW, in_days(60), SCHEDULER)
    assert future.returns[TODAY] == 1
    assert all(0 < likely <= 1 + 1e-9 for likely in future.returns.values())
    # One forgotten today comes back tomorrow or soon after; one that is recalled does not.
    assert 0 < future.returns[min(day for day in future.returns if day > TODAY)] < 0.2


def test_who_might_forget_on_the_eve_is_expected_to_know_less() -> None:
    due_on_the_eve = remembered(due=NOW + DAY, stability=5)
    future = rehearse(due_on_the_eve, NOW, in_days(2), SCHEDULER)
    eve = DAYS.start_of(in_days(1))
    best = SCHEDULER.preview(due_on_the_eve, max(eve, due_on_the_eve.due))[Grade.GOOD]
    assert future.expected < chance_on(in_days(2), best, SCHEDULER)


def test_a_card_on_its_steps_goes_through_them_the_same_day() -> None:
    memory = remembered(due=NOW, state=State.RELEARNING)
    future = rehearse(memory, NOW, in_days(1), SCHEDULER)
    assert dict(future.returns) == {}
    assert future.expected > 0.5


# --- forecast


def forecast_of(collection: Collection, plan: Plan) -> Forecast:
    return forecast(plan, collection, NOW)


def test_a_topic_counts_what_was_never_seen_as_not_recalled() -> None:
    memory = remembered(due=NOW + 90 * DAY, stability=90)
    collection = study_with(two_topics(2, 1), new_per_day=0, known={"b0": memory})
    found = forecast_of(collection, Plan(in_days(5), TODAY))
    basics, loading = found.topics
    share = chance_on(in_days(5), memory, SCHEDULER)
    assert (basics.name, basics.cards, basics.seen) == ("Basics", 2, 1)
    assert basics.expected == basics.stopped == pytest.approx(share / 2)
    assert (loading.expected, loading.stopped, loading.seen) == (0, 0, 0)
    assert found.expected == pytest.approx(share / 3)
    assert found.left_over == 2


def test_following_the_plan_is_expected_to_help_and_stopping_is_not() -> None:
    known = {"b0": remembered(), "b1": remembered(stability=2)}
    found = forecast_of(study_with(two_topics(), known=known), Plan(in_days(20), TODAY))
    assert found.left_over == 0
    assert found.stopped < 0.3 < 0.9 < found.expected < 1


@given(st.integers(0, 40), st.integers(1, 30), st.integers(0, 12), st.integers(0, 5))
def test_the_new_cards_of_a_forecast_add_up(unseen: int, length: int, cap: int, begun: int) -> None:
    collection = study_with(small_library(*map(str, range(unseen + begun))), cap)
    for card in range(begun):
        collection.store.record(reviewed(str(card)))
    found = forecast_of(collection, Plan(in_days(length), TODAY))
    assert sum(found.new) + found.left_over == unseen
    assert found.left_over >= 0
    assert all(0 <= count <= cap for count in found.new)
    assert not found.new or found.new[0] <= max(0, cap - begun)
    assert all(0 <= topic.stopped <= topic.expected <= 1 for topic in found.topics)


def test_suspended_retired_and_left_out_cards_are_not_in_a_forecast() -> None:
    library = two_topics(3, 2)
    first = library.decks[0]
    retired = Deck("Basics", "Basics", cards=(*first.cards, asked_card("r", retired="b0")))
    collection = study_with(
        Library("", (retired, library.decks[1])), marked={"b0": Marks(suspended=True)}
    )
    (basics,) = forecast_of(collection, Plan(in_days(9), TODAY, topics=("Basics",))).topics
    assert (basics.name, basics.cards) == ("Basics", 2)


def test_an_empty_library_has_a_forecast_too() -> None:
    found = forecast_of(study_with(Library("")), Plan(in_days(9), TODAY))
    assert (found.expected, found.stopped, found.left_over, found.topics) == (0, 0, 0, ())
    assert "No new cards until then." in describe_forecast(found)


# --- words


def test_what_is_not_certain_is_not_said_to_be() -> None:
    assert [say_share(share) for share in (0, 0.124, 0.999, 1)] == ["0%", "12%", "99%", "100%"]


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_as_long_as_it_is_told(share: float, width: int) -> None:
    bar = share_bar(share, width)
    assert len(bar) == width
    assert bar.count("█") == round(share * width)


def test_a_forecast_is_said_in_words_and_numbers() -> None:
    collection = study_with(two_topics(40, 20), known={"b0": remembered(stability=90)})
    lines = describe_forecast(forecast_of(collection, Plan(in_days(23), TODAY))).split("\n")
    assert lines[:2] == ["Interview on Tue 15 Dec 2026", "in 23 days"]
    basics = next(line for line in lines if line.startswith("Basics"))
    assert basics.split() == ["Basics", "█" * 20, "99%", "(2%)"]
    assert "New cards: 3 a day for 19 days" in lines
    assert "New cards: 2 a day for 1 day" in lines
    assert "at most 60, on Mon 14 Dec 2026" in lines


def test_more_reviews_than_a_day_may_bring_are_said() -> None:
    collection = collection_of(two_topics(), MemoryStore(), Limits(10, 3))
    text = describe_forecast(forecast_of(collection, Plan(in_days(9), TODAY)))
    assert "over your reviews_per_day of 3" in text
    assert "over" not in describe_forecast(
        forecast_of(study_with(two_topics()), Plan(in_days(9), TODAY))
    )


def test_cards_that_will_not_have_come_are_said() -> None:
    plan = Plan(in_days(2), in_days(-30))
    text = describe_forecast(forecast_of(many(12), plan))
    assert "12 cards will not come in time" in text


@pytest.mark.parametrize("width", [34, 40, 59, 60, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    library = small_library("a")
    longest = Deck("Evaluation and inference", "", cards=(asked_card("e"),))
    collection = study_with(Library("", (*library.decks, longest)), new_per_day=0)
    text = describe_forecast(forecast_of(collection, Plan(in_days(99), TODAY)), width)
    assert max(map(len, text.split("\n"))) <= width


# --- the command and the screen


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(options, "now", clock)
    return clock


def quizapp(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), "--cards", str(CARDS), *arguments], prog_name="quizapp"
    )


def planned(data: Path) -> Plan | None:
    collection = opened_in(data, Clock()).collection
    plan = kept_plan(collection.store)
    collection.store.close()
    return plan


def test_a_day_is_set_shown_and_cleared(tmp_path: Path) -> None:
    assert "No interview is planned." in quizapp(tmp_path, "interview").stdout
    told = quizapp(tmp_path, "interview", "2026-12-15", "--topics", "auto", "--new-per-day", "2")
    assert (told.stderr, told.exit_code) == ("", 0)
    assert told.stdout.startswith("Interview on Tue 15 Dec 2026\n")
    assert planned(tmp_path) == Plan(date(2026, 12, 15), TODAY, ("Autograd",), 2)
    assert quizapp(tmp_path, "interview").stdout == told.stdout
    cleared = quizapp(tmp_path, "interview", "--clear").stdout
    assert cleared.startswith("The interview on Tue 15 Dec 2026 is cleared: ")
    assert planned(tmp_path) is None


def test_an_impossible_plan_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("new_per_day = 2")
    quizapp(tmp_path, "interview", "2026-12-15")
    before = planned(tmp_path)
    refused = quizapp(tmp_path, "interview", "2026-11-24")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("5 new cards in 1 day (the last 1 day kept free of them)")
    assert planned(tmp_path) == before
    assert before is not None
    assert quizapp(tmp_path, "interview", "2026-11-24", "--new-per-day", "5").exit_code == 0


def test_a_day_that_is_over_is_said_once(tmp_path: Path, clock: Clock) -> None:
    quizapp(tmp_path, "interview", "2026-11-23")
    clock.now += DAY
    assert "today: good luck" in quizapp(tmp_path, "interview").stdout
    clock.now += DAY
    assert "Your interview was on Mon 23 Nov 2026" in quizapp(tmp_path, "interview").stdout
    assert "No interview is planned." in quizapp(tmp_path, "interview").stdout


def test_a_day_that_is_over_is_said_to_programs_too(tmp_path: Path, clock: Clock) -> None:
    quizapp(tmp_path, "interview", "2026-11-23")
    clock.now += 2 * DAY
    told = json.loads(quizapp(tmp_path, "interview", "--json").stdout)
    assert told["date"] is None
    assert "was on Mon 23 Nov 2026" in told["over"]


def test_the_plan_speaks_json(tmp_path: Path) -> None:
    assert json.loads(quizapp(tmp_path, "interview", "--json").stdout) == {"date": None}
    found = json.loads(quizapp(tmp_path, "interview", "2026-11-27", "--json").stdout)
    assert found["date"] == "2026-11-27"
    assert found["days_left"] == 5
    assert found["new"] == [2, 2, 1]
    assert found["left_over"] == found["stopped"] == 0
    assert found["topics"]["Autograd"].keys() == {"cards", "seen", "expected", "stopped"}
    assert found["topics"]["Autograd"]["cards"] == 3
    assert 0.9 < found["expected"] < 1
    assert found["reviews"]["2026-11-26"] == 5
    days = [date.fromisoformat(day) for day in found["reviews"]]
    assert all(one < other for one, other in pairwise(days))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--clear", "2026-12-15"],
        ["--topics", "a"],
        ["--new-per-day", "3"],
        ["2026-12-15", "--new-per-day", "0"],
        ["yesterday"],
        ["2020-01-01"],
        ["2026-12-15", "--topics", "music"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_fit_are_a_wrong_call(tmp_path: Path, arguments: list[str]) -> None:
    result = quizapp(tmp_path, "interview", *arguments)
    assert result.exit_code == 2
    assert planned(tmp_path) is None


def test_a_topic_nobody_has_is_said(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "interview", "2026-12-15", "--topics", "music")
    assert result.exit_code == 2
    assert "`music`: no single topic is called so; there are Autograd, Tensors" in result.stderr


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_the_screen_shows_the_plan(tmp_path: Path, size: tuple[int, int]) -> None:
    quizapp(tmp_path, "interview", "2026-12-15")
    collection = opened_in(tmp_path, Clock()).collection
    app = SingleScreenApp(InterviewScreen(collection, Clock()), collection.store)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Interview on Tue 15 Dec 2026" in seen(pilot)
        assert "█" * 20 in seen(pilot)
        apart = len([line for line in seen(pilot).split("\n") if line.strip() == "Autograd"])
        assert apart == (1 if size[0] == 40 else 0)
        await pilot.resize_terminal(120 - size[0], 24)
        await pilot.pause()
        anew = len([line for line in seen(pilot).split("\n") if line.strip() == "Autograd"])
        assert anew == 1 - apart
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    collection.store.close()


async def test_the_screen_says_when_nothing_is_planned(tmp_path: Path) -> None:
    collection = opened_in(tmp_path, Clock()).collection
    app = SingleScreenApp(InterviewScreen(collection, Clock()), collection.store)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "No interview is planned." in seen(pilot)
    collection.store.close()


def test_json_holds_the_same_numbers_as_the_words() -> None:
    found = forecast_of(study_with(two_topics()), Plan(in_days(9), TODAY))
    assert forecast_json(found)["expected"] == round(found.expected, 4)
