"""Cramming: what is asked, what comes again, and what becomes of the schedule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    MINUTE,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    small_library,
)
from quiz_judging import judge_of
from quiz_pilot import CARDS, Clock, app_in, at_home, opened_in, seen

from deckgen.model import Deck, Level, Library
from quizapp.cli import main, options
from quizapp.collection.collection import Collection
from quizapp.collection.due import review_ahead
from quizapp.features.cram import (
    LATER,
    Cram,
    begin_cram,
    cards_to_cram,
)
from quizapp.features.search import QueryError
from quizapp.scheduler.model import Action, CardChange, CardStatus, Grade, Marks, State
from quizapp.tui.app import SingleScreenApp
from quizapp.tui.practice.cram import CramEndScreen, CramScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from textual.pilot import Pilot

TEN = tuple("abcdefghij")


def answered(cram: Cram, *grades: Grade, now: datetime = NOW) -> Cram:
    for grade in grades:
        cram = cram.reveal().grade(grade, now)
    return cram


def test_the_same_seed_shuffles_the_same_way_and_another_does_not() -> None:
    one, two, other = (begin_cram(TEN, NOW, seed=seed).waiting for seed in (1, 1, 2))
    assert one == two != other
    assert sorted(one) == sorted(other) == list(TEN)


def test_without_a_seed_the_cards_keep_their_order() -> None:
    assert begin_cram(TEN, NOW).waiting == TEN


@given(st.lists(st.sampled_from(Grade), max_size=60))
def test_no_card_is_lost_or_doubled(grades: list[Grade]) -> None:
    cram = begin_cram(TEN, NOW, seed=7)
    for grade in grades:
        if cram.asked is None:
            break
        cram = answered(cram, grade)
        passed = {a.card for a in cram.answers if a.grade is not Grade.AGAIN}
        assert len(set(cram.waiting)) == len(cram.waiting)
        assert set(cram.waiting) == set(TEN) - passed


def test_a_card_answered_again_comes_after_some_others() -> None:
    cram = answered(begin_cram(TEN, NOW), Grade.AGAIN)
    assert cram.waiting.index("a") == LATER
    assert len(cram.waiting) == len(TEN)


def test_a_card_answered_again_comes_last_where_few_are_left() -> None:
    cram = answered(begin_cram("ab", NOW), Grade.AGAIN)
    assert cram.waiting == ("b", "a")
    assert answered(cram, Grade.GOOD, Grade.AGAIN).waiting == ("a",)


def test_the_end_knows_which_were_missed_and_which_were_not() -> None:
    cram = answered(begin_cram("abc", NOW), Grade.AGAIN, Grade.HARD, Grade.EASY, Grade.GOOD)
    assert (cram.asked, cram.missed, cram.known) == (None, ("a",), 2)


def test_an_answer_takes_its_time_and_a_clock_set_back_takes_none() -> None:
    cram = begin_cram("ab", NOW).reveal().grade(Grade.GOOD, NOW + MINUTE)
    cram = cram.reveal().grade(Grade.GOOD, NOW - DAY)
    assert [answer.took for answer in cram.answers] == [MINUTE, timedelta()]
    assert cram.time == MINUTE


def test_only_a_revealed_card_can_be_graded() -> None:
    for cram in (begin_cram("a", NOW), begin_cram("", NOW).reveal()):
        with pytest.raises(ValueError, match="revealed"):
            cram.grade(Grade.GOOD, NOW)


def test_undo_gives_back_the_run_before() -> None:
    cram = begin_cram("abc", NOW).reveal()
    assert cram.grade(Grade.AGAIN, NOW).undo(NOW) == cram
    assert cram.undo(NOW) is cram


def test_hints_end_with_those_the_card_has() -> None:
    assert begin_cram("a", NOW).hint(1).hint(1).hints == 1


def test_a_suspended_or_unknown_card_is_not_crammed() -> None:
    store = MemoryStore(marked={"b": Marks(suspended=True), "c": Marks(buried=date(2026, 11, 22))})
    collection = collection_of(small_library("a", "b", "c"), store)
    assert cards_to_cram(collection, ["c", "b", "a", "gone"]) == ("c", "a")


def ahead_of(store: MemoryStore, *ids: str) -> tuple[str, ...]:
    return review_ahead(collection_of(small_library(*ids), store), NOW)


def test_review_ahead_asks_the_next_day_first_and_then_what_is_likeliest_forgotten() -> None:
    known = {
        "far": remembered(due=NOW + 9 * DAY),
        "firm": remembered(due=NOW + 2 * DAY, stability=20),
        "weak": remembered(due=NOW + 2 * DAY, stability=3),
        "next": remembered(due=NOW + DAY, stability=30),
    }
    # Two days before they are due, the weak one was asked a day ago, and the firm one eighteen.
    assert ahead_of(MemoryStore(known), *known) == ("next", "firm", "weak", "far")


def test_review_ahead_asks_nothing_that_comes_today_or_is_not_in_review() -> None:
    known = {
        "due": remembered(due=NOW),
        "tonight": remembered(due=NOW + timedelta(hours=3)),
        "step": remembered(due=NOW + DAY, state=State.LEARNING),
        "later": remembered(due=NOW + DAY),
        "asleep": remembered(due=NOW + DAY),
        "buried": remembered(due=NOW + DAY),
        "risen": remembered(due=NOW + DAY),
    }
    marked = {
        "asleep": Marks(suspended=True),
        "buried": Marks(buried=date(2026, 11, 22)),
        "risen": Marks(buried=date(2026, 11, 21)),
    }
    assert ahead_of(MemoryStore(known, marked), "new", *known) == ("later", "risen")


@asynccontextmanager
async def cramming(
    collection: Collection,
    *,
    clock: Clock | None = None,
    cards: Iterable[str] | None = None,
    size: tuple[int, int] = (80, 24),
    keys: dict[str, str] | None = None,
) -> AsyncIterator[Pilot[None]]:
    """A run through the cards in study order."""
    order = tuple(collection.cards) if cards is None else tuple(cards)
    judge, _ = judge_of(collection.proofs.snippet_library)
    screen = CramScreen(collection, order, clock or Clock(), None, judge=judge)
    app = SingleScreenApp(screen, collection.store, keys=keys)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


CARDS_ASKED = (
    asked_card("grad", question="Why do gradients add up?", hints=("used by two losses", "two")),
    asked_card("print", question="What does this print?", level=Level.MID),
    asked_card("zero", question="Clear the gradients"),
)


@pytest.fixture
def collection() -> Collection:
    """A few short cards."""
    return collection_of(Library("Interview", (Deck("Autograd", "Autograd", cards=CARDS_ASKED),)))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Collection]:
    """The small library, with a store on the disk."""
    collection = opened_in(tmp_path, Clock()).collection
    yield collection
    collection.store.close()


TWO = ("grad", "zero")


def journal_of(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / "journal").glob("*")}


async def test_a_whole_run_writes_nothing(tmp_path: Path, kept: Collection) -> None:
    kept.grade(kept.begin(NOW).reveal(), Grade.GOOD, NOW)
    before = journal_of(tmp_path)
    async with cramming(kept, cards=["zero-grad-none", "grad-accumulates"]) as pilot:
        await pilot.press("space", "1", "u", "1", *("space", "3") * 2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, CramEndScreen)
        await pilot.press("u", "4", "escape")
        await pilot.pause()
    assert journal_of(tmp_path) == before
    assert any(before.values())


async def test_a_card_is_asked_answered_missed_and_broken_off(collection: Collection) -> None:
    async with cramming(collection) as pilot:
        await pilot.press("1", "h")
        await pilot.pause()
        assert "used by two losses" in seen(pilot)
        assert "Hint: two" not in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        bar = next(line for line in seen(pilot).split("\n") if "1 Again" in line)
        assert bar.split() == ["1", "Again", "2", "Hard", "3", "Good", "4", "Easy"]
        await pilot.press("1")
        await pilot.pause()
        head = " ".join(seen(pilot).split("\n")[0].split())
        assert head == "Cram · 3 left · 1 missed mid · recall · Autograd"
        await pilot.press("space", "3", "escape")
        await pilot.pause()
        assert "Cram: ended early, 2 cards left" in seen(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "2 left" in seen(pilot)


async def test_those_missed_come_again_when_they_are_asked_for(collection: Collection) -> None:
    async with cramming(collection, cards=TWO) as pilot:
        await pilot.press("space", "1", *("space", "3") * 2)
        await pilot.pause()
        shown = seen(pilot)
        assert "2 cards in 0s: 1 known at once" in shown
        assert "✗ Why do gradients add up?" in shown
        assert "Your schedule is as it was." in shown
        await pilot.press("m")
        await pilot.pause()
        assert "1 left · 0 missed" in seen(pilot)
        assert "Why do gradients add up" in seen(pilot)
        await pilot.press("space", "3", "m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CramEndScreen)
        assert "None was missed." in seen(pilot)
        assert "Missed again" not in seen(pilot)


async def test_a_run_left_before_its_first_answer_is_over_and_so_is_the_command(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with cramming(collection) as pilot:
        left: list[bool] = []
        with monkeypatch.context() as watched:
            watched.setattr(pilot.app, "exit", lambda: left.append(True))
            await pilot.press("escape")
            await pilot.pause()
        assert left == [True]


async def test_a_grade_is_clicked_on_a_narrow_terminal_and_shows_its_own_key(
    collection: Collection,
) -> None:
    async with cramming(collection, size=(40, 24), keys={"cram-good": "g"}) as pilot:
        await pilot.press("space")
        await pilot.pause()
        for word in ("1 Again", "2 Hard", "g Good", "4 Easy", "Cram · 3 left · 0 missed"):
            assert word in seen(pilot)
        await pilot.click("#again")
        await pilot.pause()
        assert "Cram · 3 left · 1 missed" in seen(pilot)


async def test_a_run_can_lie_on_top_of_the_quiz(tmp_path: Path) -> None:
    clock = Clock()
    app = app_in(tmp_path, clock=clock)
    async with at_home(app) as pilot:
        assert app.collection
        judge = app.judge_of(app.collection)
        ahead = CramScreen(
            app.collection, ["print-grad"], clock, 1, judge=judge, name="Review ahead"
        )
        app.push_screen(ahead)
        await pilot.pause()
        assert "Review ahead · 1 left" in seen(pilot)
        await pilot.press("space", "3", "escape")
        await pilot.pause()
        assert "5 new" in seen(pilot)


def quizapp(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), "--cards", str(CARDS), *arguments], prog_name="quizapp"
    )


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[CramScreen]:
    """The screens that were opened, each left at once."""
    screens: list[CramScreen] = []
    monkeypatch.setattr(options, "now", Clock())
    monkeypatch.setattr(options, "at_a_terminal", lambda: True)
    monkeypatch.setattr(SingleScreenApp, "run", lambda app: screens.append(app.first))
    return screens


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries a search was asked for; it finds the clozes."""
    queries: list[str] = []

    def find_cards(query: str, collection: Collection, now: datetime) -> tuple[object, ...]:
        queries.append(query)
        found = [c for c in collection.cards.values() if str(c.kind) in query]
        return tuple(found)

    search = SimpleNamespace(find_cards=find_cards, QueryError=QueryError)
    monkeypatch.setitem(sys.modules, "quizapp.features.search", search)
    return queries


def test_without_a_query_all_cards_are_asked(tmp_path: Path, shown: list[CramScreen]) -> None:
    assert quizapp(tmp_path, "cram", "--seed", "5").exit_code == 0
    (screen,) = shown
    assert len(screen.turn.waiting) == 5
    assert screen.turn.waiting == begin_cram(screen.collection.cards, NOW, seed=5).waiting


def test_a_query_is_asked_for_as_it_was_typed(
    tmp_path: Path, shown: list[CramScreen], searched: list[str]
) -> None:
    result = quizapp(tmp_path, "cram", "kind:cloze", "-is:new", "or", "(", "a", ")")
    assert (result.stderr, result.exit_code) == ("", 0)
    assert searched == ["kind:cloze -is:new or ( a )"]
    assert shown[0].turn.waiting == ("zero-grad-none",)


def test_a_query_that_finds_nothing_says_so(
    tmp_path: Path, shown: list[CramScreen], searched: list[str]
) -> None:
    result = quizapp(tmp_path, "cram", "nowhere")
    words = "no card matches `nowhere`. Try fewer words, or `quizapp cram` for all"
    assert (result.exit_code, result.stderr) == (1, f"{words}\n")
    assert shown == []


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "lines"])
def test_a_query_that_nobody_can_follow_is_a_wrong_call(
    tmp_path: Path, shown: list[CramScreen], options: list[str]
) -> None:
    result = quizapp(tmp_path, "cram", *options, "is:nope")
    assert result.exit_code == 2
    assert "Error: `is:` knows no `nope`: write one of due" in result.stderr
    assert ("^" in result.stderr) is not bool(options)
    assert shown == []


def test_cards_that_are_all_suspended_are_said(
    tmp_path: Path, kept: Collection, shown: list[CramScreen]
) -> None:
    asleep = dict.fromkeys(kept.cards, CardStatus(mark=Marks(suspended=True)))
    awake = dict.fromkeys(kept.cards, CardStatus())
    kept.store.change(CardChange(Action.SUSPEND, NOW, awake, asleep))
    result = quizapp(tmp_path, "cram")
    assert (result.exit_code, shown) == (1, [])
    assert "all 5 cards found are suspended" in result.stderr


@pytest.mark.parametrize("command", ["cram", "mock"])
def test_a_screen_needs_a_terminal(tmp_path: Path, command: str) -> None:
    result = quizapp(tmp_path, command)
    assert result.exit_code == 2
    assert f"`quizapp {command}` needs a terminal; `quizapp --plain {command}`" in result.stderr
