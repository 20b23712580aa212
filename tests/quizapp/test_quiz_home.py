"""The home screen acts: topics, more new cards, settings, the day of an interview, commands."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quiz_cases import NOW
from quiz_pilot import CARDS, Clock, app_in, at_home, opened_in, seen
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from quizapp.collection.exam_plan import kept_plan
from quizapp.config import NEW_ORDERS, Config, load_config, write_settings
from quizapp.scheduler.model import Grade
from quizapp.session.limits import Done
from quizapp.session.queue import NewOrder, Queue
from quizapp.tui.home.settings import SettingsScreen
from quizapp.tui.practice.cram import CramScreen
from quizapp.tui.review.screen import ReviewScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

ONE = Config(fuzz=False, new_per_day=1)


async def press(pilot: Pilot[None], *keys: str) -> str:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return seen(pilot)


async def test_a_topic_is_chosen_by_arrows_and_enter_and_studied_alone(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        assert isinstance(app.focused, OptionList)
        screen = await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert "Tensors and storage" in screen
        assert app.screen.turn.queue.counts.new == 2
        screen = await press(pilot, "space", "4", "escape", "space", "4")
        assert "Reviewed 2 cards" in screen
    collection = opened_in(tmp_path, Clock()).collection
    assert len(collection.store.reviews()) == 2
    collection.store.close()


async def test_the_counts_stand_below_each_other_after_a_resize(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path)) as pilot:
        await pilot.resize_terminal(50, 24)
        rows = [line for line in (await press(pilot)).splitlines()[3:7] if line.endswith("new")]
        assert len(rows) == 3
        assert len({len(row) for row in rows}) == 1


async def test_a_topic_is_chosen_by_a_click(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        row = next(n for n, line in enumerate(seen(pilot).splitlines()) if "Tensors and" in line)
        await pilot.click(offset=(8, row))
        assert "Tensors and storage" in (await press(pilot)).splitlines()[0]


async def test_the_limit_holds_for_a_topic_and_what_was_asked_of_it_counts(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE)
    async with at_home(app) as pilot:
        assert "1 new · 4 new waiting" in seen(pilot)
        screen = await press(pilot, "down", "down", "enter", "space", "4")
        assert "Reviewed 1 card" in screen
        screen = await press(pilot, "enter")
        assert "Nothing is due." in screen
        screen = await press(pilot, "enter")
        said = " ".join(screen.replace("▌", " ").split())
        assert "Nothing is due in Tensors and storage today. Press c to cram it." in said


async def test_an_edit_keeps_the_session_to_its_topic(tmp_path: Path) -> None:
    cards = Path(shutil.copytree(CARDS, tmp_path / "cards"))
    collection = opened_in(tmp_path, Clock(), cards=cards).collection
    session = collection.begin(NOW, "Tensors and storage")
    again = collection.carry_on(session, NOW)
    assert again.order == session.order == ("view-copies", "fix-shape")
    collection.store.close()


async def test_ten_more_new_cards_come_today_and_only_today(tmp_path: Path) -> None:
    clock = Clock()
    app = app_in(tmp_path, config=ONE, clock=clock)
    async with at_home(app) as pilot:
        assert "n 10 more new" in seen(pilot)
        screen = await press(pilot, "n")
        assert "5 new" in screen
        assert "waiting" not in screen
        assert "more new" not in screen.splitlines()[-1]
    again = app_in(tmp_path, config=ONE, clock=clock)
    async with at_home(again) as pilot:
        assert "5 new" in seen(pilot)
    clock.now += timedelta(days=1)
    async with at_home(app_in(tmp_path, config=ONE, clock=clock)) as pilot:
        assert "1 new · 4 new waiting" in seen(pilot)


async def test_a_topic_is_crammed_and_so_are_all(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        await press(pilot, "down", "down", "c")
        assert isinstance(app.screen, CramScreen)
        assert len(app.screen.turn.waiting) == 2
        await press(pilot, "escape", "escape", "up", "up", "c")
        assert isinstance(app.screen, CramScreen)
        assert len(app.screen.turn.waiting) == 5


def test_settings_are_written_and_comments_stay(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('# mine\nnew_per_day = 5  # few\ntheme = "ansi"\n')
    write_settings(tmp_path, {"new_per_day": 7, "theme": None, "new_order": "mixed"})
    text = (tmp_path / "config.toml").read_text()
    assert text == '# mine\nnew_per_day = 7  # few\nnew_order = "mixed"\n'
    assert load_config(tmp_path) == Config(new_per_day=7, new_order="mixed")
    write_settings(tmp_path / "new", {"fuzz": False})
    assert tomllib.loads((tmp_path / "new" / "config.toml").read_text()) == {"fuzz": False}


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_settings_are_changed_on_a_screen_and_count_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "config.toml").write_text("# mine\nfuzz = false\n")
    app = app_in(tmp_path, config=load_config(tmp_path))
    async with at_home(app, size) as pilot:
        await press(pilot, "o")
        assert isinstance(app.screen, SettingsScreen)
        field = app.screen.query_one("#new_per_day", Input)
        field.value = "x"
        assert "`new_per_day` cannot be" in await press(pilot, "f5")
        field.value = "2"
        screen = await press(pilot, "f5")
        assert "2 new · 3 new waiting" in screen
    assert (tmp_path / "config.toml").read_text() == "# mine\nfuzz = false\nnew_per_day = 2\n"


async def test_settings_that_are_left_stay_as_they_were(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        await press(pilot, "o", "escape", "o", "f5")
    assert not (tmp_path / "config.toml").exists()


def test_the_settings_know_every_order_of_new_cards() -> None:
    assert tuple(NewOrder) == NEW_ORDERS


@pytest.mark.parametrize(
    ("order", "done", "cards"),
    [
        (NewOrder.AFTER, Done(), "rstunm"),
        (NewOrder.BEFORE, Done(), "nmrstu"),
        (NewOrder.MIXED, Done(), "rnstmu"),
        (NewOrder.MIXED, Done(new=1), "rsntmu"),
    ],
)
def test_new_cards_come_after_before_or_among_reviews(
    order: NewOrder, done: Done, cards: str
) -> None:
    queue = Queue(review=tuple("rstu"), new=tuple("nm"), new_order=order, done=done)
    assert "".join(queue.cards) == cards


def test_mixed_cards_keep_their_places_as_the_day_goes_on() -> None:
    """Asking the first card again and again gives the order of the morning."""
    morning = Queue(review=tuple("rstu"), new=tuple("nm"), new_order=NewOrder.MIXED)
    asked, queue = "", morning
    while queue.cards:
        first = queue.cards[0]
        asked += first
        new = first in queue.new
        queue = Queue(
            review=queue.review[not new :],
            new=queue.new[new:],
            new_order=NewOrder.MIXED,
            done=Done(queue.done.new + new, queue.done.review + (not new)),
        )
    assert asked == "".join(morning.cards)


async def test_the_day_of_an_interview_is_typed_and_forgotten(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        assert "No interview is planned. Press d to set its day." in await press(pilot, "i")
        assert "Clear" not in seen(pilot)
        await press(pilot, "d", *"2026-02-30", "enter")
        assert "`2026-02-30` isn't a date" in " ".join(seen(pilot).split())
        app.screen.query_one(Input).value = "2026-12-20"
        assert "Interview on Sun 20 Dec 2026" in await press(pilot, "enter")
        assert app.collection
        plan = kept_plan(app.collection.store)
        assert plan
        assert plan.day == date(2026, 12, 20)
        assert "Press d to set" in await press(pilot, "x")
        assert kept_plan(app.collection.store) is None


async def test_a_plan_that_takes_more_new_cards_is_asked_about(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=ONE)
    async with at_home(app) as pilot:
        await press(pilot, "i", "d", *"2026-11-25", "enter")
        assert "new cards a day. Plan it?" in seen(pilot)
        await press(pilot, "n")
        assert app.collection
        assert kept_plan(app.collection.store) is None
        await press(pilot, "d", *"2026-11-25", "enter", "y")
        plan = kept_plan(app.collection.store)
        assert plan
        assert plan.new_per_day
        assert plan.new_per_day > 1


async def test_the_command_palette_has_the_keys_of_the_moment(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app, (80, 40)) as pilot:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Start", "Browse", "Statistics", "Settings", "Mock", "Quit", "Theme"} <= {*titles}
        assert "Screenshot" not in titles
        await press(pilot, "ctrl+p", *"settings")
        assert isinstance(app.screen, CommandPalette)
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)


async def test_the_first_three_cards_of_all_say_what_keys_do(tmp_path: Path) -> None:
    app = app_in(tmp_path, keys={"review-undo": "z"})
    async with at_home(app) as pilot:
        screen = await press(pilot, "enter")
        assert "Enter checks your answer, Esc skips it, t goes back." in screen
        assert "x runs its proof" in await press(pilot, "space", "4")
        assert "z takes back your last step. ! reports" in await press(pilot, "space", "4")
        screen = await press(pilot, "space", "4")
        assert "reports that a card is wrong" not in screen
    async with at_home(app_in(tmp_path)) as pilot:
        screen = await press(pilot, "enter")
        assert "Esc skips it" not in screen
    assert Grade.EASY in [r.grade for r in opened_in(tmp_path, Clock()).collection.store.reviews()]
