"""A person at the quiz: an app on real cards and a real store, and what its screen shows."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from quiz_cases import NOW
from quiz_judging import judge_of

from quizapp.collection.open_collection import OpenCollection, open_collection
from quizapp.config import Config
from quizapp.tui.app import QuizApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import datetime

    from textual.pilot import Pilot

    from quizapp.scheduler.model import Grade
    from quizapp.store.protocol import Store

CARDS = Path(__file__).parent.parent / "data" / "quiz_cards"


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def opened_in(
    data: Path, clock: Clock, *, cards: Path = CARDS, config: Config | None = None
) -> OpenCollection:
    opened = open_collection(
        data,
        cards,
        config=config or Config(fuzz=False),
        clock=clock,
        zone=ZoneInfo("Europe/Berlin"),
    )
    return replace(opened, notices=())  # these cards have no snippets


def app_in(
    data: Path,
    *,
    clock: Clock | None = None,
    cards: Path = CARDS,
    config: Config | None = None,
    keys: Mapping[str, str] | None = None,
    wrap: Callable[[Store], Store] = lambda store: store,
) -> QuizApp:
    """The quiz over a data folder, whose judge starts no process.

    `wrap` may put something around its store.
    """
    clock = clock or Clock()

    def open_wrapped() -> OpenCollection:
        opened = opened_in(data, clock, cards=cards, config=config)
        collection = replace(opened.collection, store=wrap(opened.collection.store))
        return replace(opened, collection=collection)

    theme = config.theme if config else None
    return QuizApp(
        open_wrapped,
        keys=keys,
        theme=theme,
        clock=clock,
        open_judge=lambda snippets: judge_of(snippets)[0],
    )


@asynccontextmanager
async def at_home(app: QuizApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app once its home screen has read the cards."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.opened is not None or app.failed)
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds, on a busy machine longer than on an idle one."""
    for _ in range(1500):
        if holds():
            break
        await pilot.pause(0.02)
    await pilot.pause()
    assert holds()


@asynccontextmanager
async def at_first_card(
    app: QuizApp, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The app with its first question on the screen."""
    async with at_home(app, size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        yield pilot


def seen(pilot: Pilot[None]) -> str:
    """What a person sees, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def line_with(pilot: Pilot[None], words: str) -> int:
    """On which line of the screen some words are seen."""
    lines = seen(pilot).split("\n")
    return next(n for n, line in enumerate(lines) if words in line)


class SlowDisk:
    """Cards and reviews that are read once they are ready."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.ready = threading.Event()

    def open(self) -> OpenCollection:
        self.ready.wait(30)
        return opened_in(self.data, Clock())


def answer_cards(data: Path, *grades: Grade) -> None:
    """Answer the first cards of the library, as another visit would have."""
    collection = opened_in(data, Clock()).collection
    session = collection.begin(NOW)
    for grade in grades:
        session = collection.grade(session.reveal(), grade, NOW)
    collection.store.close()


def grades_kept(data: Path) -> list[Grade]:
    """The grades a restart would find."""
    collection = opened_in(data, Clock()).collection
    grades = [review.grade for review in collection.store.reviews()]
    collection.store.close()
    return grades
