"""Typing an answer: how many keys it takes, and which keys the line at the bottom shows."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from quiz_pilot import Clock, app_in, at_home, seen, until
from test_quiz_answering import CLOZE, PREDICT, RECALL, WRITE, at_card

from quizapp.scheduler.model import Grade
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.practice.cram import CramScreen
from quizapp.tui.practice.mock import MockScreen
from quizapp.tui.widgets.card_view import CardView

ANSWERS = {
    PREDICT: [*"tensor([6., 6.])", "enter"],
    WRITE: [*"right", "ctrl+s"],
    CLOZE: [*"torch.int64", "enter", *"torch.tensor([1, 2, 3], device=device)", "enter",
            *"x[::2]", "enter"],
}  # fmt: skip


@pytest.mark.parametrize("card", ANSWERS)
async def test_a_right_answer_is_typed_at_once_checked_and_graded(
    tmp_path: Path, mini_cards: Path, card: str
) -> None:
    async with at_card(tmp_path, mini_cards, card) as one:
        shown = await one.press(*ANSWERS[card])
        assert "✓" in shown
        assert "4 Easy" in shown
        await one.press("4")
    assert one.last.grade is Grade.EASY


@pytest.mark.parametrize("card", ANSWERS)
async def test_enter_after_a_right_answer_shows_the_cards_and_then_grades(
    tmp_path: Path, mini_cards: Path, card: str
) -> None:
    async with at_card(tmp_path, mini_cards, card) as one:
        await one.press(*ANSWERS[card])
        assert not one.pane.locked
        await one.press("enter")
        assert one.pane.locked
        await one.press("enter")
    assert one.last.grade is Grade.GOOD


@pytest.mark.parametrize("key", ["enter", "space"])
@pytest.mark.parametrize("card", [RECALL, PREDICT, WRITE, CLOZE])
async def test_who_does_not_type_needs_the_same_two_keys_on_every_card(
    tmp_path: Path, mini_cards: Path, card: str, key: str
) -> None:
    async with at_card(tmp_path, mini_cards, card) as one:
        await one.press(key, "3")
    assert one.last.grade is Grade.GOOD


async def test_enter_on_a_wrong_prediction_shows_the_answer_and_letters_edit_it(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        assert "✗" in await one.press("9", "enter")
        assert "✗" not in await one.press("b")
        assert "✗" in await one.press("backspace")  # the judged text again
        assert "1 Again" not in await one.press("3")
        await one.press("backspace")
        shown = await one.press("enter")
        assert "yours  9" in shown
        await one.press("1")
    assert one.last.grade is Grade.AGAIN


async def test_code_that_was_judged_wrong_is_left_by_the_same_key_again(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, WRITE) as one:
        assert "✗" in await one.press("x", "ctrl+s")
        await one.press("enter")
        assert one.pane.fields.text == "x\n"
        await one.press("backspace", "ctrl+s", "1")
    assert one.last.grade is Grade.AGAIN


async def test_enter_ends_lines_of_output_on_a_line_of_its_own(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        one.pane.fields.editor.is_line = False
        assert "✗" not in await one.press("9", "enter")
        assert "✗" in await one.press("8", "enter", "enter")
        assert one.pane.attempt.tries == 1


@pytest.mark.parametrize("card", [PREDICT, WRITE, CLOZE])
async def test_every_character_that_is_typed_is_in_the_field(
    tmp_path: Path, mini_cards: Path, card: str
) -> None:
    async with at_card(tmp_path, mini_cards, card) as one:
        await one.press(*"a b (c, d) !u@-?")
        assert one.pane.fields.text.split("\n")[0] == "a b (c, d) !u@-?"


async def test_escape_skips_the_field_and_t_goes_back(tmp_path: Path, mini_cards: Path) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        await one.press("7", "escape")
        assert isinstance(one.pilot.app.focused, CardView)
        await one.press("t", "8")
        assert one.pane.fields.text == "78"


async def test_what_is_typed_ahead_of_the_next_gap_lands_there(
    tmp_path: Path, mini_cards: Path
) -> None:
    from textual.events import Key

    async with at_card(tmp_path, mini_cards, CLOZE) as one:
        for key in ("a", "enter", "b", "enter", "c"):
            one.pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(one.pilot, lambda: one.pane.fields.text == "a\nb\nc")


async def test_the_seconds_of_a_check_are_counted(tmp_path: Path, mini_cards: Path) -> None:
    from threading import Event

    async with at_card(tmp_path, mini_cards, WRITE) as one:
        one.bench.held = Event()
        await one.pilot.press("x", "ctrl+s")
        await until(one.pilot, lambda: bool(re.search(r"Checking… \d+ s\.", seen(one.pilot))))
        one.bench.held.set()
        await until(one.pilot, lambda: not one.pane.busy)
        assert "Checking" not in seen(one.pilot)


@pytest.mark.parametrize(("key", "screen"), [("c", CramScreen), ("m", MockScreen)])
async def test_answers_are_typed_in_a_cram_and_in_a_mock_interview_too(
    tmp_path: Path, mini_cards: Path, key: str, screen: type[CramScreen | MockScreen]
) -> None:
    app = app_in(tmp_path, clock=Clock(), cards=mini_cards)
    async with at_home(app) as pilot:
        await pilot.press(key)
        for _ in range(20):
            await pilot.pause()
            assert isinstance(pilot.app.screen, screen)
            pane = pilot.app.screen.query_one(AnswerPane)
            if pane.card and pane.card.id == PREDICT:
                break
            await pilot.press("escape") if pane.display else None
            await pilot.press("space", "1")
        await pilot.press(*"tensor([6., 6.])", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "✓ That is what it prints." in seen(pilot)
        assert isinstance(pilot.app.screen, CramScreen | MockScreen)
        answers = len(pilot.app.screen.turn.answers)
        await pilot.press("3")
        await pilot.pause()
        assert len(pilot.app.screen.turn.answers) == answers + 1


async def test_the_line_of_keys_has_every_key_and_drops_words_before_keys(tmp_path: Path) -> None:
    for width in (80, 40):
        async with at_home(app_in(tmp_path), (width, 24)) as pilot:
            home = seen(pilot).splitlines()[-1]
            assert home.startswith(" Space Start")
            assert [key for key in "c/imso?q" if f" {key}" not in home] == []
            await pilot.press("enter")
            await pilot.pause()
            for key in ("", "space"):
                if key:
                    await pilot.press(key)
                    await pilot.pause()
                line = seen(pilot).splitlines()[-1]
                wanted = "x!ub@fiep?q" if key else "!ub@fiep?q"
                assert [each for each in wanted if f" {each}" not in line] == []
                assert line.startswith(" Space Good" if key else " Space Show")
                assert "Esc" in line
            assert ("! Wrong" in line) is (width == 80)


async def test_a_key_of_the_line_is_pressed_by_a_click(tmp_path: Path, mini_cards: Path) -> None:
    async with at_card(tmp_path, mini_cards, RECALL) as one:
        line = one.pilot.app.screen.query_one("KeyLine")
        at = seen(one.pilot).splitlines()[-1].index("Show")
        await one.pilot.click(line, offset=(at, 0))
        assert "1 Again" in await one.press()
        one.clock.now += timedelta(seconds=1)
