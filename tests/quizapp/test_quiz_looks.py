"""How the screens look; a changed picture is looked at before it is accepted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias, cast

from quiz_cases import NOW
from quiz_pilot import Clock, app_in, opened_in, until
from textual.pilot import Pilot

from quizapp.scheduler.model import Grade
from quizapp.tui.app import QuizApp

Compare: TypeAlias = Callable[..., bool]
Keys: TypeAlias = Callable[[Pilot[None]], Awaitable[None]]


def pressing(*keys: str) -> Keys:
    """Press keys once the cards are read."""

    async def run_before(pilot: Pilot[None]) -> None:
        app = cast("QuizApp", pilot.app)
        await until(pilot, lambda: app.opened is not None)
        await pilot.press(*keys)
        await pilot.wait_for_animation()
        await pilot.pause()

    return run_before


def in_light(app: QuizApp) -> QuizApp:
    app.theme = "light"
    return app


def test_home_in_the_middle_of_a_day(tmp_path: Path, snap_compare: Compare) -> None:
    collection = opened_in(tmp_path, Clock()).collection
    session = collection.begin(NOW)
    for grade in (Grade.AGAIN, Grade.EASY, Grade.EASY):
        session = collection.grade(session.reveal(), grade, session.since)
    collection.store.close()
    app = app_in(tmp_path)
    assert snap_compare(app, run_before=pressing())


def test_a_question_with_a_hint(tmp_path: Path, snap_compare: Compare) -> None:
    app = app_in(tmp_path)
    assert snap_compare(app, run_before=pressing("enter", "h"))


def test_an_answer_with_highlighted_code(tmp_path: Path, snap_compare: Compare) -> None:
    app = app_in(tmp_path)
    assert snap_compare(app, run_before=pressing("enter", "space"))


def test_an_answer_on_a_phone_sized_terminal_in_light(
    tmp_path: Path, snap_compare: Compare
) -> None:
    app = in_light(app_in(tmp_path))
    keys = pressing("enter", "space", "4", "space")
    assert snap_compare(app, run_before=keys, terminal_size=(40, 24))


def test_the_summary(tmp_path: Path, snap_compare: Compare) -> None:
    clock = Clock()
    app = app_in(tmp_path, clock=clock)

    async def run_before(pilot: Pilot[None]) -> None:
        await pressing("enter")(pilot)
        for key in "14444":
            clock.now += timedelta(seconds=11)
            await pilot.press("space", key)
        clock.now += timedelta(minutes=1)
        await pressing("space", "4")(pilot)

    assert snap_compare(app, run_before=run_before)
