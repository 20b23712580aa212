"""What the keys of the review screen do beside grading, as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quiz_cases import DAY, NOW
from quiz_pilot import Clock, app_in, at_first_card, grades_kept, opened_in, seen

from quizapp.config import Config
from quizapp.scheduler.model import Action, CardChange, CardStatus, Grade, Marks

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

FIRST = "Why do gradients add up"
SECOND = "What does this print?"


async def press(pilot: Pilot[None], *keys: str) -> str:
    """What is seen after some keys."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()
    return seen(pilot)


def words(screen: str) -> str:
    """The words of a screen in one line, without the edge of a message."""
    return " ".join(re.sub("[─-╿▀-▟]", "", screen).split())


def marks_kept(data: Path) -> Mapping[str, Marks]:
    store = opened_in(data, Clock()).collection.store
    store.close()
    return store.marks()


async def test_every_action_on_the_card_has_its_key_and_undo_takes_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        assert "3  green" in await press(pilot, "f")
        assert "flag 3 green" in await press(pilot, "3")
        await press(pilot, "f", "escape", "f")
        assert marks_kept(tmp_path) == {"grad-accumulates": Marks(flag=3)}
        await pilot.click("OptionList", offset=(5, 3))
        assert "flag 2 orange" in await press(pilot)
        assert "flag" not in (await press(pilot, "u", "u")).splitlines()[0]
        assert FIRST in seen(pilot)
        for key, mark, said in (
            ("b", Marks(buried=NOW.date()), "buried until tomorrow"),
            ("@", Marks(suspended=True), "suspended"),
        ):
            screen = await press(pilot, key)
            assert SECOND in screen
            assert said in screen
            assert marks_kept(tmp_path) == {"grad-accumulates": mark}
            assert FIRST in await press(pilot, "escape", "u")
            assert marks_kept(tmp_path) == {}

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("quizapp.store.ReviewStore.change", refuse)
        screen = await press(pilot, "@")
        assert FIRST in screen
        assert "No space left on device." in screen


async def test_a_pause_hides_the_card_and_does_not_count(tmp_path: Path) -> None:
    clock = Clock()
    async with at_first_card(app_in(tmp_path, clock=clock)) as pilot:
        clock.now += timedelta(seconds=5)
        assert "Paused" in await press(pilot, "p")
        clock.now += timedelta(hours=2)
        assert "Paused" not in await press(pilot, "space")
        clock.now += timedelta(seconds=4)
        await press(pilot, "space", "3")
    (review,) = opened_in(tmp_path, clock).collection.store.reviews()
    assert review.took == timedelta(seconds=9)


async def test_help_explains_the_numbers_and_names_the_keys_as_they_are_mapped(
    tmp_path: Path,
) -> None:
    app = app_in(tmp_path, config=Config(new_per_day=2), keys={"review-bury": "z"})
    async with at_first_card(app, size=(80, 50)) as pilot:
        screen = await press(pilot, "?")
        assert "3 waiting" in screen
        assert "z: Bury" in screen
        assert "u: Undo" in screen
        assert FIRST in await press(pilot, "escape")


async def test_a_grade_beyond_the_evidence_is_asked_for_twice_and_noted(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        screen = await press(pilot, "h", "space")
        assert "2 Hard <6m" in screen
        assert "3 (Good <10m)" in screen
        assert "Answered after 1 hint. So Hard is" in words(await press(pilot, "3"))
        assert grades_kept(tmp_path) == []
        await press(pilot, "3")
        (review,) = opened_in(tmp_path, Clock()).collection.store.reviews()
        assert (review.grade, review.overridden) == (Grade.GOOD, True)
        await press(pilot, "escape", "u", "space")
        assert grades_kept(tmp_path) == [Grade.HARD]


async def test_a_new_leech_is_named_with_what_it_is_confused_with(tmp_path: Path) -> None:
    opened = opened_in(tmp_path, Clock())
    session = opened.collection.grade(opened.collection.begin(NOW).reveal(), Grade.EASY, NOW)
    memory = replace(session.reviews[0].after, lapses=7, due=NOW)
    status = CardStatus(session.reviews[0].after)
    change = CardChange(
        Action.SET_DUE, NOW, {"grad-accumulates": status}, {"grad-accumulates": CardStatus(memory)}
    )
    opened.collection.store.change(change)
    opened.collection.store.close()
    async with at_first_card(app_in(tmp_path)) as pilot:
        screen = words(await press(pilot, "space", "1"))
        assert "Forgotten 8 times" in screen
        assert "Is it confused with: Clear the" in screen
    assert marks_kept(tmp_path) == {"grad-accumulates": Marks(leech=True)}


async def test_a_corrected_card_shows_what_changed_once(tmp_path: Path) -> None:
    opened = opened_in(tmp_path, Clock())
    session = opened.collection.begin(NOW).reveal()
    _, review = session.grade(Grade.AGAIN, NOW)
    opened.collection.store.record(review, "It was said that `backward()` clears the gradients.")
    opened.collection.store.close()
    clock = Clock(NOW + DAY)
    async with at_first_card(app_in(tmp_path, clock=clock), size=(80, 60)) as pilot:
        assert "Corrected" not in seen(pilot)
        screen = await press(pilot, "space")
        assert "Corrected since you last saw it:" in screen
        assert "- It was said that" in screen
        await press(pilot, "1")
        clock.now += timedelta(minutes=2)
        screen = await press(pilot, "escape", "enter", "space")
        assert FIRST in screen
        assert "Corrected" not in screen
