"""From home to everything else, and back; and what is said when a day is over."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from quiz_cases import DAY, NOW
from quiz_pilot import (
    CARDS,
    Clock,
    SlowDisk,
    answer_cards,
    app_in,
    at_first_card,
    at_home,
    grades_kept,
    opened_in,
    seen,
)

from quizapp.config import Config
from quizapp.features.exam.commands import set_interview
from quizapp.scheduler.model import Grade
from quizapp.tui.app import QuizApp
from quizapp.tui.browse.screen import BrowseScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.practice.cram import CramScreen
from quizapp.tui.practice.exam import InterviewScreen
from quizapp.tui.practice.mock import MockScreen
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.stats.screen import StatisticsScreen

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

PLACES = {
    "slash": BrowseScreen,
    "c": CramScreen,
    "i": InterviewScreen,
    "m": MockScreen,
    "s": StatisticsScreen,
}


MORE = """
## Does `clone` copy? {#clone-copies .recall .junior}

---

Yes.

:source: https://docs.pytorch.org/docs/stable/generated/torch.clone.html
"""


async def press(pilot: Pilot[None], *keys: str) -> str:
    """What is seen after some keys, once nothing is read any more."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return seen(pilot)


async def test_a_key_leads_from_home_to_each_place_and_escape_back(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app, (80, 40)) as pilot:
        for key, place in PLACES.items():
            await press(pilot, key)
            assert isinstance(app.screen, place)
            for _ in range(3):
                if not isinstance(app.screen, HomeScreen):
                    await press(pilot, "escape")
            assert isinstance(app.screen, HomeScreen)
        screen = await press(pilot, "question_mark")
        assert "5 new: never seen before" in screen
        assert "s: Statistics" in screen
    assert grades_kept(tmp_path) == []


async def test_a_place_asked_for_before_the_cards_are_read_opens_with_them(tmp_path: Path) -> None:
    disk = SlowDisk(tmp_path)
    app = QuizApp(disk.open, clock=Clock())
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        disk.ready.set()
        await press(pilot)
        assert isinstance(app.screen, BrowseScreen)


async def test_topics_that_came_with_an_edit_are_shown_and_a_card_that_left_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    cards = Path(shutil.copytree(CARDS, tmp_path / "cards"))
    app = app_in(tmp_path, cards=cards)
    async with at_first_card(app) as pilot:
        await press(pilot, "space", "1")
        text = (cards / "autograd.md").read_text()
        (cards / "autograd.md").write_text(text.replace("{#grad-accumulates", "{#grad-adds"))
        (cards / "more.md").write_text("---\ndeck: More\ntags: [more]\n---\n\n# More\n" + MORE)
        with monkeypatch.context() as patch:
            patch.setattr(app, "suspend", nullcontext)
            await press(pilot, "escape", "e")
        assert "New 6" in seen(pilot)
        assert "More" in await press(pilot, "escape", "escape")
        await press(pilot, "enter", "u")
        assert isinstance(app.screen, ReviewScreen)


async def test_reviewing_ahead_is_offered_when_nothing_is_due_and_counts(tmp_path: Path) -> None:
    answer_cards(tmp_path, *[Grade.EASY] * 4)
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        assert "Review ahead" not in seen(pilot)
        await press(pilot, "a")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter", "escape", "space", "4", "escape")
        assert "a Review ahead" in seen(pilot)
        assert "Review 5" in await press(pilot, "a")
        assert isinstance(app.screen, ReviewScreen)
        assert "Review 4" in await press(pilot, "space", "3")
    assert grades_kept(tmp_path) == [Grade.EASY] * 5 + [Grade.GOOD]


async def test_an_interview_that_is_over_is_said_once(tmp_path: Path) -> None:
    opened = opened_in(tmp_path, Clock())
    set_interview(opened.collection, NOW, "2026-12-01", topics="", new_per_day=None)
    opened.collection.store.close()
    for words in (["1 Dec"], []):
        async with at_home(app_in(tmp_path, clock=Clock(NOW + 20 * DAY))) as pilot:
            assert ("interview" in seen(pilot)) == bool(words)


async def test_a_broad_terminal_shows_what_is_not_asked_beside_the_card(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=Config(new_per_day=2))
    async with at_first_card(app, (110, 30)) as pilot:
        assert "3 new waiting" in seen(pilot).splitlines()[0]
    async with at_first_card(app_in(tmp_path, config=Config(new_per_day=2))) as pilot:
        assert "waiting" not in seen(pilot)
