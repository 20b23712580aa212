"""The screen of the statistics, and the map of the days that can be pointed at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quiz_cases import DAY, NOW
from quiz_pilot import Clock, SlowDisk, app_in, at_home, line_with, opened_in, seen

from quizapp.features.stats.stats import look_back
from quizapp.scheduler.model import Grade
from quizapp.store import ReviewStore
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.stats.heatmap import Heatmap
from quizapp.tui.stats.screen import StatisticsScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from quizapp.tui.app import QuizApp

SCROLLBAR = "▁▂▃▄▅▆▇█▔"


def studied(data: Path) -> Path:
    """A data folder with some days of answers, the last of them today."""
    clock = Clock()
    for ago in (9, 8, 1, 0):
        clock.now = NOW - ago * DAY
        collection = opened_in(data, clock).collection
        session = collection.begin(clock.now)
        for grade in (Grade.AGAIN, Grade.GOOD, Grade.EASY):
            if not session.finished:
                clock.now += timedelta(seconds=8)
                session = collection.grade(session.reveal(), grade, clock.now)
        collection.store.close()
    return data


@asynccontextmanager
async def at_statistics(
    app: QuizApp, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The app with its statistics read."""
    async with at_home(app, size) as pilot:
        assert app.collection
        await app.push_screen(StatisticsScreen(app.collection, Clock()))
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.pause()
        yield pilot


async def all_lines(pilot: Pilot[None]) -> str:
    """Everything there is to scroll through."""
    pages = [seen(pilot)]
    for _ in range(40):
        await pilot.press("pagedown")
        await pilot.wait_for_animation()
        await pilot.pause()
        if seen(pilot) == pages[-1]:
            break
        pages.append(seen(pilot))
    return "\n".join(pages)


@pytest.mark.parametrize("size", [(40, 24), (120, 40)], ids=str)
async def test_all_sections_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_in(studied(tmp_path))
    async with at_statistics(app, size) as pilot:
        assert app.collection
        statistics = look_back(app.collection, NOW)
        text = await all_lines(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    lines = [line.strip(f" {SCROLLBAR}") for line in text.splitlines()]
    for title in (
        "So far", "True retention", "Reviews a day", "The next 30 days",
        "Cards", "Answers", "Time", "Topics", "Hardest cards",
    ):  # fmt: skip
        assert title in lines
    assert "Streak  2 days (longest 2)" in text
    assert "Sun 22 Nov 2026: " in text
    assert max(map(len, text.splitlines())) <= size[0]
    assert f"Total   {statistics.total.reviews} reviews · {statistics.total.new} new" in text
    for state, count in statistics.cards.items():
        assert f"{state.title():10}{count:>6}" in text


async def test_before_the_first_answer_there_is_a_sentence(tmp_path: Path) -> None:
    async with at_statistics(app_in(tmp_path)) as pilot:
        assert "No card was answered yet." in seen(pilot)
        assert not pilot.app.screen.query(Heatmap)


async def test_it_says_that_it_reads_until_it_has_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, read = SlowDisk(tmp_path), ReviewStore.review_columns
    app = app_in(studied(tmp_path))
    async with at_home(app) as pilot:
        monkeypatch.setattr(
            ReviewStore,
            "review_columns",
            lambda *given, **more: [slow.ready.wait(30), read(*given, **more)][1],
        )
        assert app.collection
        await app.push_screen(StatisticsScreen(app.collection, Clock()))
        await pilot.pause()
        assert "Reading the reviews…" in seen(pilot)
        slow.ready.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "True retention" in seen(pilot)


async def test_reviews_that_cannot_be_read_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    app = app_in(studied(tmp_path))
    async with at_home(app) as pilot:
        monkeypatch.setattr(ReviewStore, "review_columns", fail)
        assert app.collection
        await app.push_screen(StatisticsScreen(app.collection, Clock()))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Input/output error. Fix this" in seen(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_arrows_name_a_day_of_the_map(tmp_path: Path) -> None:
    async with at_statistics(app_in(studied(tmp_path)), (80, 60)) as pilot:
        assert "Sun 22 Nov 2026: 3 reviews" in seen(pilot)
        assert "◆" not in seen(pilot)
        await pilot.press("tab")
        assert "◆" in seen(pilot)
        await pilot.press("up")
        assert "Sat 21 Nov 2026: 3 reviews" in seen(pilot)
        await pilot.press("left")
        assert "Sat 14 Nov 2026: 3 reviews" in seen(pilot)
        await pilot.press("up")
        assert "Fri 13 Nov 2026: 3 reviews" in seen(pilot)
        await pilot.press("left", "right", "right", "down", "down", "right")
        assert "Sun 22 Nov 2026: 3 reviews" in seen(pilot)


async def test_the_mouse_names_the_day_under_it(tmp_path: Path) -> None:
    async with at_statistics(app_in(studied(tmp_path)), (80, 60)) as pilot:
        line, column = line_with(pilot, "Sun · "), 5
        row = seen(pilot).split("\n")[line]
        column = len(row) - 1
        await pilot.hover(offset=(column - 2, line))
        await pilot.pause()
        assert "Sun 15 Nov 2026: 0 reviews" in seen(pilot)
        assert seen(pilot).split("\n")[line][column - 2] == "◆"
        await pilot.hover(offset=(column, line - 1))
        await pilot.pause()
        assert "Sat 21 Nov 2026: 3 reviews" in seen(pilot)
        await pilot.hover(offset=(0, 0))
        await pilot.pause()
        assert "Sun 22 Nov 2026: 3 reviews" in seen(pilot)
        await pilot.click(offset=(column - 2, line))
        await pilot.pause()
        assert "Sun 15 Nov 2026: 0 reviews" in seen(pilot)


async def test_the_sections_are_drawn_anew_for_another_width(tmp_path: Path) -> None:
    async with at_statistics(app_in(studied(tmp_path)), (120, 60)) as pilot:
        assert "% of " in seen(pilot)
        await pilot.resize_terminal(40, 60)
        await pilot.pause()
        assert "% of " not in seen(pilot)
        assert "The share of reviews that were" in seen(pilot)
