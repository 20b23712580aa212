"""A mock interview: what it asks, its clock, its report, and what its misses become."""

from __future__ import annotations

from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import DAY, MINUTE, NOW, MemoryStore, asked_card, collection_of, remembered
from quiz_judging import judge_of
from quiz_pilot import CARDS, Clock, seen

from deckgen.model import Card, CardId, Deck, Kind, Level, Library
from quizapp.cli import main, options
from quizapp.collection.collection import Collection
from quizapp.collection.topics import TopicError
from quizapp.features.mock.interview import MOST_FOLLOW_UPS, MockInterview, Verdict, begin_mock
from quizapp.features.mock.questions import EXPECTED, LEVELS, candidates, draw_questions, seats
from quizapp.features.mock.report import (
    MockReport,
    feed_back,
    feedable,
    report_on,
    report_text,
    say_clock,
)
from quizapp.features.mock.start import MockError, begin_mock_from_options, mock_report_text
from quizapp.scheduler.model import Grade, Marks
from quizapp.tui.app import SingleScreenApp
from quizapp.tui.practice.mock import MockScreen
from quizapp.tui.practice.mock_report import MockReportScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

HALF_HOUR = 30 * MINUTE


def deck(name: str, size: int, **changes: object) -> Deck:
    """A topic whose levels take turns."""
    cards = (
        asked_card(f"{name.lower()}-{n}", **{"level": LEVELS[n % 3], **changes})
        for n in range(size)
    )
    return Deck(name, name, cards=tuple(cards))


def library(**sizes: int) -> Library:
    return Library("Interview", tuple(deck(name, size) for name, size in sizes.items()))


def drawn(
    collection: Collection, *, level: Level = Level.SENIOR, seed: int = 1
) -> tuple[Card, ...]:
    return draw_questions(candidates(collection, level), level, HALF_HOUR, seed)


def usual_count(cards: int) -> int:
    """How many questions of two minutes fill half an hour."""
    return min(cards, 15)


# --- blueprint


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=12),
    st.integers(0, 10**6),
    st.sampled_from(Level),
)
def test_every_candidate_comes_once_and_time_is_filled_from_every_topic(
    sizes: list[int], seed: int, level: Level
) -> None:
    topics = {f"t{n}": list(deck(f"t{n}", size).cards) for n, size in enumerate(sizes)}
    collection = collection_of(
        Library("", tuple(Deck(k, k, cards=tuple(v)) for k, v in topics.items()))
    )
    allowed = candidates(collection, level)
    cards = draw_questions(allowed, level, HALF_HOUR, seed)
    assert Counter(card.id for card in cards) == Counter(
        card.id for mine in topics.values() for card in mine if card.level in LEVELS[: rank(level)]
    )
    first = cards[: usual_count(len(cards))]
    assert [rank(card.level) for card in first] == sorted(rank(card.level) for card in first)
    asked = {topic_of(card) for card in first}
    assert len(asked) == min(len(allowed), len(first))


def topic_of(card: Card) -> str:
    return card.id.partition("-")[0]


def rank(level: Level) -> int:
    return LEVELS.index(level) + 1


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 60), st.integers(0, 99)
)
def test_questions_are_spread_over_the_topics_by_size(
    sizes: list[int], count: int, seed: int
) -> None:
    topics = {f"t{n}": deck(f"t{n}", size).cards for n, size in enumerate(sizes)}
    count = min(count, sum(sizes))
    given_seats = seats(topics, count, Random(seed))
    assert sum(given_seats.values()) == count
    assert all(0 <= given_seats[name] <= len(topics[name]) for name in topics)
    if count >= len(topics):
        assert min(given_seats.values()) >= 1
    else:
        assert max(given_seats.values()) == 1
    for one in topics:
        for other in topics:
            if len(topics[one]) > len(topics[other]):
                assert given_seats[one] >= given_seats[other] or count < len(topics)


def test_a_topic_twice_as_large_gets_twice_the_questions() -> None:
    topics = {name: deck(name, size).cards for name, size in (("a", 40), ("b", 20))}
    assert seats(topics, 12, Random(1)) == {"a": 8, "b": 4}


def test_the_questions_that_fill_the_time_start_easy_and_the_rest_starts_hard() -> None:
    cards = drawn(collection_of(library(A=30, B=30)))
    levels = [card.level for card in cards]
    assert levels[:15] == [Level.JUNIOR] * 3 + [Level.MID] * 6 + [Level.SENIOR] * 6
    assert (levels[15], levels[-1]) == (Level.SENIOR, Level.JUNIOR)


def test_longer_answers_make_fewer_questions() -> None:
    writing = Library("", (deck("A", 30, kind=Kind.WRITE, level=Level.JUNIOR), deck("B", 30)))
    hard = [card.level for card in drawn(collection_of(writing))]
    # Half take five minutes and half take two: eight fill thirty.
    assert hard[:8] == sorted(hard[:8], key=LEVELS.index)
    assert hard[8] is Level.SENIOR
    assert EXPECTED[Kind.WRITE] > EXPECTED[Kind.FIX] > EXPECTED[Kind.RECALL] > EXPECTED[Kind.CLOZE]


def test_the_same_seed_asks_the_same_and_another_does_not() -> None:
    collection = collection_of(library(A=30, B=30))
    assert drawn(collection, seed=3) == drawn(collection, seed=3) != drawn(collection, seed=4)


def test_no_question_is_harder_than_the_level() -> None:
    collection = collection_of(library(A=9))
    assert {card.level for card in drawn(collection, level=Level.MID)} == {Level.JUNIOR, Level.MID}
    assert {card.level for card in drawn(collection, level=Level.JUNIOR)} == {Level.JUNIOR}


def test_retired_suspended_and_left_out_cards_are_not_asked() -> None:
    gone = Deck("A", "A", cards=(*deck("A", 3).cards, asked_card("gone", retired="a-0")))
    collection = collection_of(
        Library("", (gone, deck("B", 2))), MemoryStore(marked={"a-1": Marks(suspended=True)})
    )
    found = candidates(collection, Level.SENIOR, ["A"])
    assert {name: [card.id for card in cards] for name, cards in found.items()} == {
        "A": ["a-0", "a-2"]
    }


# --- the interview


def linked(*links: tuple[str, str]) -> Collection:
    """Cards a to f, of which some lead to others."""
    see = dict(links)
    cards = tuple(
        asked_card(name, see=(CardId(see[name]),) if name in see else ()) for name in "abcdef"
    )
    return collection_of(Library("", (Deck("T", "T", cards=cards),)))


def mock_of(collection: Collection, minutes: int = 30) -> MockInterview:
    """An interview that asks in study order."""
    mock = begin_mock(
        collection, NOW, length=minutes * MINUTE, level=Level.SENIOR, topics=(), seed=1
    )
    return replace(mock, waiting=tuple(card for card in collection.cards if card in mock.links))


def answer(mock: MockInterview, *grades: Grade, took: timedelta = MINUTE) -> MockInterview:
    now = mock.since or NOW
    for grade in grades:
        now += took
        mock = mock.reveal().grade(grade, now)
    return mock


@given(st.lists(st.sampled_from(Grade), min_size=40, max_size=40), st.integers(0, 99))
def test_no_question_is_lost_or_doubled_whatever_follows(grades: list[Grade], seed: int) -> None:
    cards = [asked_card(f"c{n}", see=(CardId(f"c{(n * 7 + 3) % 12}"),)) for n in range(12)]
    collection = collection_of(Library("", (Deck("T", "T", cards=tuple(cards)),)))
    mock = begin_mock(collection, NOW, length=DAY, level=Level.SENIOR, seed=seed)
    row = 0
    for grade in grades:
        if mock.asked is None:
            break
        mock = answer(mock, grade)
        row = row + 1 if mock.row else 0
        assert mock.row == row <= MOST_FOLLOW_UPS
        done = [each.card for each in mock.answers]
        assert sorted([*done, *mock.waiting]) == sorted(collection.cards)
    assert len(mock.answers) == 12


def test_a_card_that_is_accepted_is_followed_by_the_one_it_leads_to() -> None:
    mock = answer(mock_of(linked(("a", "d"), ("d", "e"), ("e", "f"))), Grade.GOOD)
    assert (mock.asked, mock.row) == ("d", 1)
    mock = answer(mock, Grade.EASY)
    assert (mock.asked, mock.row) == ("e", 2)
    mock = answer(mock, Grade.GOOD)
    assert (mock.asked, mock.row) == ("b", 0)
    assert [each.follow_up for each in mock.answers] == [False, True, True]


@pytest.mark.parametrize("grade", [Grade.AGAIN, Grade.HARD])
def test_what_is_not_accepted_has_no_follow_up(grade: Grade) -> None:
    assert answer(mock_of(linked(("a", "d"))), grade).asked == "b"


def test_what_was_asked_already_or_may_not_be_is_no_follow_up() -> None:
    mock = answer(mock_of(linked(("b", "a"), ("c", "nowhere"))), *[Grade.GOOD] * 3)
    assert [each.card for each in mock.answers] == ["a", "b", "c"]
    assert (mock.asked, mock.row) == ("d", 0)


def test_the_last_question_may_be_finished_after_the_time_is_up() -> None:
    mock = mock_of(linked(), minutes=2)
    late = NOW + 3 * MINUTE
    assert (mock.left(late), mock.asked) == (timedelta(), "a")
    mock = mock.reveal().grade(Grade.GOOD, late)
    assert (mock.asked, mock.since) == (None, None)
    assert mock.answers[0].took == 3 * MINUTE
    assert mock.elapsed(late + DAY) == 3 * MINUTE


def test_it_goes_on_while_there_is_time_and_a_question() -> None:
    mock = mock_of(linked(), minutes=4)
    assert answer(mock, *[Grade.GOOD] * 3).asked == "d"
    assert answer(mock, *[Grade.GOOD] * 4).asked is None
    assert answer(mock_of(linked()), *[Grade.GOOD] * 6).asked is None


def test_a_pause_takes_no_time() -> None:
    mock = mock_of(linked()).pause(NOW + MINUTE)
    assert mock.paused
    assert mock.left(NOW + DAY) == 29 * MINUTE
    assert not mock.reveal().revealed
    mock = mock.resume(NOW + DAY)
    assert not mock.paused
    mock = mock.reveal().grade(Grade.GOOD, NOW + DAY + MINUTE)
    assert mock.answers[0].took == 2 * MINUTE


def test_a_clock_set_back_gives_no_time_back() -> None:
    mock = mock_of(linked())
    assert mock.left(NOW - DAY) == 30 * MINUTE
    assert mock.pause(NOW + MINUTE).resume(NOW - DAY).left(NOW - DAY) == 29 * MINUTE


def test_undo_asks_again_and_keeps_the_time_used() -> None:
    mock = answer(mock_of(linked()), Grade.GOOD)
    back = mock.undo(NOW + 2 * MINUTE)
    assert (back.asked, back.answers, back.revealed) == ("a", (), True)
    assert back.left(NOW + 2 * MINUTE) == 28 * MINUTE
    assert back.grade(Grade.HARD, NOW + 3 * MINUTE).answers[0].took == 3 * MINUTE
    assert mock_of(linked()).undo(NOW) == mock_of(linked())


def test_an_interview_broken_off_can_go_on() -> None:
    mock = answer(mock_of(linked()), Grade.GOOD)
    stopped = mock.stop(NOW + 2 * MINUTE)
    assert (stopped.asked, stopped.paused, len(stopped.answers)) == (None, False, 1)
    back = stopped.undo(NOW + DAY)
    assert (back.asked, back.left(NOW + DAY)) == ("b", 28 * MINUTE)


def test_only_a_revealed_question_on_a_running_clock_can_be_judged() -> None:
    mock = mock_of(linked())
    for wrong in (mock, mock.reveal().pause(NOW), mock.stop(NOW).reveal()):
        with pytest.raises(ValueError, match="revealed"):
            wrong.grade(Grade.GOOD, NOW)


# --- the report


def two_topics() -> Collection:
    return collection_of(
        library(A=3, B=3), MemoryStore(known={"a-0": remembered(), "b-1": remembered()})
    )


def held() -> MockInterview:
    """a0 missed, a1 partly, a2 and b0 accepted, b1 and b2 missed."""
    grades = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY, Grade.AGAIN, Grade.AGAIN)
    return answer(mock_of(two_topics()), *grades)


def report() -> MockReport:
    return report_on(two_topics(), held(), NOW)


def test_the_report_counts_by_topic_and_by_level() -> None:
    def numbers(name: str, of: str) -> tuple[int, int, int]:
        score = getattr(report(), of)[name]
        return score.accepted, score.partly, score.missed

    assert list(report().topics) == ["A", "B"]
    assert numbers("A", "topics") == (1, 1, 1)
    assert numbers("B", "topics") == (1, 0, 2)
    assert list(report().levels) == ["junior", "mid", "senior"]
    assert numbers("junior", "levels") == (1, 0, 1)
    assert numbers("mid", "levels") == (0, 1, 1)
    assert (report().total.accepted, report().total.partly, report().total.missed) == (2, 1, 3)


def test_the_weakest_topic_comes_first_and_a_full_score_is_not_weak() -> None:
    assert report().weakest == ("B", "A")
    good = answer(mock_of(two_topics()), *[Grade.GOOD] * 4, Grade.HARD)
    assert report_on(two_topics(), good, NOW).weakest == ("B",)


def test_the_report_names_every_miss_and_every_time() -> None:
    assert [each.card.id for each in report().misses] == ["a-0", "b-1", "b-2"]
    text = report_text(report(), date(2026, 11, 22))
    assert text.startswith("# Mock interview, 2026-11-22\n\n6 questions in 6:00\nof 30:00:\n")
    for line in (
        "**2 accepted · 1 partly · 3 missed**",
        "- B: 1 accepted · 0 partly · 2 missed",
        "- mid: 0 accepted · 1 partly · 1 missed",
        "## Weakest\n\n- B\n- A",
        "## Missed\n\n- What is `a-0`? (A, junior)",
        "- What is `a-1`?: partly, 1m 0s of 2m 0s",
    ):
        assert line in text


def test_follow_ups_and_a_broken_off_interview_are_said() -> None:
    collection = linked(("a", "d"))
    mock = answer(mock_of(collection), Grade.GOOD, Grade.GOOD).stop(NOW + 5 * MINUTE)
    text = report_text(report_on(collection, mock, NOW + DAY), date(2026, 11, 22))
    assert "2 questions in 5:00\nof 30:00, broken off:" in text
    assert "- Follow-up: What is `d`?: accepted" in text
    assert "## Missed" not in text
    assert "## Weakest" not in text


def test_a_report_on_nothing_says_so() -> None:
    collection = linked()
    mock = mock_of(collection).stop(NOW)
    assert "No question was answered." in report_text(report_on(collection, mock, NOW), NOW.date())
    assert mock_report_text(collection, mock, NOW, NOW) == ""


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (61.9, "1:01"), (3599, "59:59"), (3661, "1:01:01")]
)
def test_the_clock_shows_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert say_clock(timedelta(seconds=seconds)) == shown


def test_misses_are_fed_back_once_and_only_those_studied_before() -> None:
    collection, mock = two_topics(), held()
    before = collection.store.memories()
    later = NOW + 7 * MINUTE
    assert feedable(collection, mock) == ("a-0", "b-1")
    reviews = feed_back(collection, mock, NOW, later)
    assert [(r.card, r.grade, r.at, r.took) for r in reviews] == [
        (card, Grade.AGAIN, later, MINUTE) for card in ("a-0", "b-1")
    ]
    assert [review.before for review in reviews] == [before["a-0"], before["b-1"]]
    assert collection.store.reviews() == list(reviews)
    assert feed_back(collection, mock, NOW, later + MINUTE) == ()
    assert collection.store.reviews() == list(reviews)


# --- asking for one


def test_an_interview_nobody_can_be_asked_in_is_refused() -> None:
    collection = collection_of(Library("", (deck("A", 2, level=Level.SENIOR),)))
    with pytest.raises(MockError, match="no card of level junior"):
        begin_mock_from_options(collection, NOW, level="junior", topics="", minutes=30, seed=1)
    with pytest.raises(TopicError, match="`z`: no single topic is called so; there are A"):
        begin_mock_from_options(collection, NOW, level="senior", topics="z", minutes=30, seed=1)
    mock = begin_mock_from_options(collection, NOW, level="senior", topics="a", minutes=30, seed=1)
    assert (mock.length, len(mock.waiting)) == (HALF_HOUR, 2)


ASKED = (
    asked_card(
        "grad", question="Why do gradients add up?", hints=("two losses",), see=(CardId("zero"),)
    ),
    asked_card("print", question="What does this print?", level=Level.MID),
    asked_card("zero", question="Clear the gradients"),
)


@pytest.fixture
def collection() -> Collection:
    """A few short cards, of which the first was studied yesterday."""
    known = {"grad": remembered(due=NOW + 5 * DAY)}
    decks = (Deck("Autograd", "Autograd", cards=ASKED),)
    return collection_of(Library("Interview", decks), MemoryStore(known))


@asynccontextmanager
async def interviewing(
    collection: Collection,
    clock: Clock,
    *,
    size: tuple[int, int] = (80, 24),
    keys: dict[str, str] | None = None,
    minutes: int = 30,
) -> AsyncIterator[Pilot[None]]:
    judge, _ = judge_of(collection.proofs.snippet_library)
    screen = MockScreen(collection, mock_of(collection, minutes), clock, judge=judge)
    app = SingleScreenApp(screen, collection.store, keys=keys)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


def head(pilot: Pilot[None]) -> str:
    return " ".join(" ".join(seen(pilot).split("\n")[:2]).split())


async def test_the_head_shows_the_time_left_and_what_is_asked(collection: Collection) -> None:
    clock = Clock()
    async with interviewing(collection, clock) as pilot:
        assert head(pilot).startswith("30:00 left · question 1 junior · recall · Autograd")
        clock.now += 65 * MINUTE / 60
        await pilot.press("h")
        await pilot.pause()
        assert head(pilot).startswith("28:55 left")
        await pilot.press("space", "3")
        await pilot.pause()
        assert "Follow-up: question 2" in head(pilot)
        clock.now += HALF_HOUR
        await pilot.press("space")
        await pilot.pause()
        assert head(pilot).startswith("Time is up: finish this answer")
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MockReportScreen)


async def test_the_clock_is_seen_to_go_without_a_key(collection: Collection) -> None:
    clock = Clock()
    async with interviewing(collection, clock) as pilot:
        clock.now += 5 * MINUTE
        screen = pilot.app.screen
        assert isinstance(screen, MockScreen)
        (timer,) = [t for t in screen._timers if t._interval == 1]
        await timer._tick(next_timer=0, count=1)
        await pilot.pause()
        assert head(pilot).startswith("25:00 left")


KEYS = {
    "1": Verdict.MISSED,
    "2": Verdict.PARTLY,
    "3": Verdict.ACCEPTED,
    "4": Verdict.ACCEPTED,
    "y": Verdict.ACCEPTED,
    "n": Verdict.MISSED,
    "space": Verdict.ACCEPTED,
}


async def test_a_verdict_comes_after_the_answer(collection: Collection) -> None:
    async with interviewing(collection, Clock()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MockScreen)
        await pilot.press(*(key for key in KEYS if key != "space"))
        assert not screen.turn.answers
        assert "Would the interviewer" not in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Would the interviewer have accepted that?" in seen(pilot)
        for key, verdict in KEYS.items():
            await pilot.press(key)
            assert [each.verdict for each in screen.turn.answers] == [verdict]
            await pilot.press("u")


async def test_a_pause_covers_the_question_and_stops_the_clock(collection: Collection) -> None:
    clock = Clock()
    async with interviewing(collection, clock) as pilot:
        await pilot.press("space", "p")
        await pilot.pause()
        assert "Paused: the clock stands" in seen(pilot)
        assert "Why do gradients" not in seen(pilot)
        assert "1 Again" not in seen(pilot)
        clock.now += DAY
        await pilot.press("3", "y", "h", "u", "p")
        await pilot.pause()
        assert head(pilot).startswith("30:00 left · question 1")
        assert "Why do gradients" in seen(pilot)
        assert "1 Again" in seen(pilot)


async def test_the_misses_become_reviews_only_when_the_learner_says_so(
    collection: Collection,
) -> None:
    assert isinstance(collection.store, MemoryStore)
    clock = Clock()
    async with interviewing(collection, clock) as pilot:
        clock.now += MINUTE
        await pilot.press("space", "1", "space", "n", "escape")
        await pilot.pause()
        assert "Grade 1 missed card Again? (1 new card not among them)" in seen(pilot)
        collection.store.failing = True
        await pilot.press("y")
        await pilot.pause()
        assert "No space left on device" in seen(pilot)
        collection.store.failing = False
        assert collection.store.reviews() == []
        await pilot.press("y")
        await pilot.pause()
        fed = collection.store.reviews()
        assert [(r.card, r.grade) for r in fed] == [("grad", Grade.AGAIN)]
        assert "1 card graded Again." in seen(pilot)
        await pilot.press("y", "n", "u")
        await pilot.pause()
        assert collection.store.reviews() == fed
        assert isinstance(pilot.app.screen, MockReportScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_undo_works_from_the_report_and_before(collection: Collection) -> None:
    async with interviewing(collection, Clock()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MockScreen)
        await pilot.press("space", "1", "u")
        await pilot.pause()
        assert screen.turn.answers == ()
        await pilot.press("3", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MockReportScreen)
        assert "Again?" not in seen(pilot)  # nothing was missed
        assert "Yes, as Again" not in seen(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert pilot.app.screen_stack[-1] is screen
        assert "Follow-up: question 2" in head(pilot)


async def test_all_fits_a_narrow_terminal_and_can_be_clicked(collection: Collection) -> None:
    async with interviewing(collection, Clock(), size=(40, 24), keys={"mock-again": "x"}) as pilot:
        await pilot.press("space")
        await pilot.pause()
        shown = seen(pilot)
        for words in ("30:00 left · question 1", "Autograd", "x Again", "missed", "accepted"):
            assert words in shown
        await pilot.click("#again")
        await pilot.press("escape")
        await pilot.pause()
        assert "Mock interview, 2026-11-22" in seen(pilot)
        assert "Grade 1 missed card Again?" in seen(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert "Your schedule is as it was." in seen(pilot)
        await pilot.press("y", "escape")
        await pilot.pause()
        assert collection.store.reviews() == []
    async with interviewing(collection, Clock()) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


# --- the command


def quizapp(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), "--cards", str(CARDS), *arguments], prog_name="quizapp"
    )


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> list[MockScreen]:
    """The interviews that were held: one question accepted, then the learner quits."""
    held: list[MockScreen] = []

    def run(app: SingleScreenApp) -> None:
        screen = app.first
        assert isinstance(screen, MockScreen)
        held.append(screen)
        screen.turn = answer(screen.turn, Grade.GOOD)

    monkeypatch.setattr(options, "now", Clock())
    monkeypatch.setattr(options, "at_a_terminal", lambda: True)
    monkeypatch.setattr(SingleScreenApp, "run", run)
    return held


def test_an_interrupted_interview_leaves_the_report_so_far(
    tmp_path: Path, screens: list[MockScreen]
) -> None:
    file = tmp_path / "report.md"
    result = quizapp(
        tmp_path / "data", "mock", "--minutes", "45", "--level", "mid", "--topics", "auto",
        "--seed", "7", "--report", str(file),
    )  # fmt: skip
    assert (result.stderr, result.exit_code) == ("", 0)
    assert "**1 accepted · 0 partly · 0 missed**" in result.stdout
    assert file.read_text(encoding="utf-8") == result.stdout
    (screen,) = screens
    assert screen.turn.length == 45 * MINUTE
    again = begin_mock_from_options(
        screen.collection, NOW, minutes=45, level="mid", topics="autograd", seed=7
    )
    assert set(screen.turn.links) == set(again.waiting) == {
        "grad-accumulates", "print-grad", "zero-grad-none"
    }  # fmt: skip
    assert screen.turn.answers[0].card == again.waiting[0]


def test_a_report_that_cannot_be_written_is_on_the_terminal_all_the_same(
    tmp_path: Path, screens: list[MockScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fail)
    result = quizapp(tmp_path / "data", "mock", "--report", str(tmp_path / "report.md"))
    assert result.exit_code == 1
    assert "1 accepted" in result.stdout
    assert "No space left on device: fix this" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--minutes", "0"], 2),
        (["--level", "boss"], 2),
        (["--report", "/nowhere/at/all/report.md"], 2),
        (["--topics", "music"], 2),
        (["--topics", "tensors", "--level", "junior"], 1),
    ],
    ids=str,
)
def test_an_interview_that_cannot_be_held_is_not_begun(
    tmp_path: Path, screens: list[MockScreen], arguments: list[str], code: int
) -> None:
    result = quizapp(tmp_path, "mock", *arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.stderr
    assert result.stderr
    assert screens == []
