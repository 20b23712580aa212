"""A person faster than the screens: keys that come before the last one was answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quiz_cases import NOW
from quiz_pilot import (
    Clock,
    SlowDisk,
    app_in,
    at_first_card,
    at_home,
    grades_kept,
    opened_in,
    seen,
    until,
)
from textual.events import Key

from quizapp.config import Config
from quizapp.scheduler.model import Grade
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.review.summary import SummaryScreen
from quizapp.tui.widgets.grade_bar import GradeKey

if TYPE_CHECKING:
    from textual.pilot import Pilot

ONE_A_DAY = Config(new_per_day=1)


async def type_ahead(pilot: Pilot[None], *keys: str) -> None:
    """Press keys back to back, as a terminal hands over what was typed, and then wait."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the screens have followed one another."""
    for _ in range(5):
        await pilot.pause()


async def test_start_pressed_twice_asks_once(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE_A_DAY)
    async with at_home(app) as pilot:
        await type_ahead(pilot, "enter", "enter")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_start_pressed_thrice_while_the_cards_are_read_asks_once(tmp_path: Path) -> None:
    slow = SlowDisk(tmp_path)
    app = QuizApp(slow.open, clock=Clock())
    async with app.run_test() as pilot:
        slow.ready.set()
        await type_ahead(pilot, "enter", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await type_ahead(pilot, "enter")
        assert [type(screen) for screen in app.screen_stack].count(ReviewScreen) == 1


async def test_an_undo_typed_before_the_summary_came_is_not_half_done(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE_A_DAY)
    async with at_home(app) as pilot:
        await pilot.press("enter")
        await type_ahead(pilot, "space", "4", "u")
        cards = len(grades_kept(tmp_path))
        assert isinstance(app.screen, SummaryScreen) == bool(cards)
        assert ("Reviewed 1 card" in seen(pilot)) == bool(cards)


@pytest.mark.parametrize("keys", [("b",), ("b", "b"), ("escape", "b")])
async def test_home_typed_before_the_summary_came_leaves_no_blank_screen(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    app = app_in(tmp_path, config=ONE_A_DAY, keys={"review-home": "b"})
    async with at_first_card(app) as pilot:
        await type_ahead(pilot, "space", "4", *keys)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due." in seen(pilot)


async def test_leaving_the_summary_twice_stays_at_home(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE_A_DAY)
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4")
        await settle(pilot)
        await type_ahead(pilot, "escape", "escape", "u")
        assert isinstance(app.screen, HomeScreen)


async def test_undo_pressed_twice_on_the_summary_asks_the_card_once(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE_A_DAY)
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4")
        await settle(pilot)
        await type_ahead(pilot, "u", "u")
        assert isinstance(app.screen, ReviewScreen)
        assert len(app.screen_stack) == 3
        assert grades_kept(tmp_path) == []


async def test_a_double_click_grades_one_card(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press("space")
        key = app.screen.query_one("#hard", GradeKey)
        key.post_message(GradeKey.Pressed(Grade.HARD))
        key.post_message(GradeKey.Pressed(Grade.HARD))
        await settle(pilot)
        assert grades_kept(tmp_path) == [Grade.HARD]


async def test_a_whole_session_typed_ahead_is_kept_card_by_card(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        await pilot.press("enter")
        await type_ahead(pilot, *("space", "4") * 4)
        assert grades_kept(tmp_path) == [Grade.EASY] * 4
        await pilot.press("escape")  # the last one is code to repair, in a field
        await type_ahead(pilot, "space", "4")
        assert grades_kept(tmp_path) == [Grade.EASY] * 5
        assert isinstance(app.screen, SummaryScreen)
        assert opened_in(tmp_path, Clock()).collection.begin(NOW).finished
