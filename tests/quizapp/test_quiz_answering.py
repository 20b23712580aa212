"""Answers typed in a session: checked, shown, graded by what they are worth, proven and doubted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from quiz_judging import SaidBench, judge_of
from quiz_pilot import Clock, app_in, at_home, opened_in, seen, until

from quizapp.config import Config
from quizapp.features.cards.report import find_reports
from quizapp.scheduler.model import Action, Evidence, Grade, Review
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.app import QuizApp
from quizapp.tui.widgets.card_view import CardView

if TYPE_CHECKING:
    from textual.pilot import Pilot

AGAIN, HARD, GOOD, EASY = Grade
ORDINARY = Config(fuzz=False)
RECALL, PREDICT, WRITE = "gradients-add", "gradients-add-output", "twice"
CLOZE = "integer-dtype"


@dataclass
class Visit:
    """A person at the small library, whose code is run by nobody."""

    pilot: Pilot[None]
    bench: SaidBench
    data: Path
    clock: Clock

    async def press(self, *keys: str) -> str:
        """What is seen after some keys, once nothing is judged any more."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()
        return seen(self.pilot)

    async def write(self, text: str) -> str:
        """What is seen after a text was typed into the field, and the field was left."""
        return await self.press(*text, "escape")

    @property
    def pane(self) -> AnswerPane:
        """The field, and what is said of what was typed."""
        return self.pilot.app.screen.query_one(AnswerPane)

    @property
    def last(self) -> Review:
        """What was kept last."""
        store = opened_in(self.data, self.clock).collection.store
        store.close()
        return store.reviews()[-1]


@asynccontextmanager
async def at_card(
    data: Path, cards: Path, card: str, config: Config = ORDINARY
) -> AsyncIterator[Visit]:
    """The session at one card, all others buried."""
    clock = Clock()
    collection = opened_in(data, clock, cards=cards).collection
    collection.act(Action.BURY, collection.cards.keys() - {card}, clock())
    collection.store.close()
    app: QuizApp = app_in(data, clock=clock, cards=cards, config=config)
    async with at_home(app, (80, 40)) as pilot:
        assert app.collection
        app.judge, bench = judge_of(app.collection.proofs.snippet_library)
        visit = Visit(pilot, bench, data, clock)
        await visit.press("enter")
        yield visit


async def test_showing_the_answer_checks_what_was_typed_and_undo_brings_it_back(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        await one.write("9")
        assert isinstance(one.pilot.app.focused, CardView)
        screen = one.pilot.app.screen
        screen.revealing = True  # type: ignore[attr-defined]
        screen.post_message(one.pane.Stopped())
        assert "1 Again" not in await one.press()
        shown = await one.press("space")
        assert "That is not what it prints." in shown
        assert "yours  9" in shown
        assert "3 (Good" in shown
        await one.press("space")
        wrong = one.last
        assert wrong.grade is AGAIN
        assert wrong.evidence == Evidence(AGAIN, "That is not what it prints.")
        one.clock.now += timedelta(minutes=2)
        await one.press("enter")
        assert "yours  9" in await one.press("u")
        await one.press("1")
        one.clock.now += timedelta(minutes=2)
        shown = await one.press()
        assert "What does this print?" in shown
        assert "9" not in shown.split("print(")[1]
        await one.press("space", "4")
    assert (one.last.grade, one.last.evidence) == (EASY, None)


async def test_right_after_a_wrong_try_is_hard_at_most(tmp_path: Path, mini_cards: Path) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        await one.press("9", "enter")
        await one.press("backspace", *"tensor([6., 6.])", "enter", "enter", "enter")
    assert one.last.grade is HARD
    assert one.last.evidence == Evidence(HARD, "Right, but at the 2nd try.")


async def test_the_blanks_of_a_cloze_are_judged(tmp_path: Path, mini_cards: Path) -> None:
    async with at_card(tmp_path, mini_cards, CLOZE) as one:
        await one.press(*"torch.float64", "escape", "space", "space")
    assert one.last.evidence is not None


async def test_the_key_of_typing_does_nothing_for_a_card_answered_aloud(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, RECALL) as one:
        assert "t Type" not in seen(one.pilot)
        await one.press("t", "space")
        assert "1 Again" in seen(one.pilot)


async def test_a_proof_is_run_once_the_answer_is_shown_and_a_doubt_is_written_with_it(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, PREDICT) as one:
        await one.press("escape", "x")
        assert one.bench.ran == []
        await one.press("space", "x")
        assert one.bench.ran
        assert "autograd/gradients_add on CPU" in seen(one.pilot)
        assert "1 Again" in await one.press("escape")
        await one.press("exclamation_mark", *"Is it?", "f5")
        assert "The report is in" in " ".join(seen(one.pilot).split())
        assert not one.bench.closed
    assert one.bench.closed
    ((path, _),) = find_reports(tmp_path)
    text = path.read_text()
    assert "Is it?" in text
    assert "autograd/gradients_add" in text


async def test_what_is_typed_during_a_check_is_checked_before_the_answer_is_shown(
    tmp_path: Path, mini_cards: Path
) -> None:
    async with at_card(tmp_path, mini_cards, WRITE) as one:
        one.bench.held = Event()
        await one.pilot.press("x", "f5")
        await until(one.pilot, lambda: one.pane.busy)
        await one.pilot.press("backspace", *"right", "enter", "y")
        assert one.pane.fields.typed == ("right\ny",)  # enter is a new line in the field
        assert "Show / Good" not in seen(one.pilot)
        one.bench.held.set()
        # Escape calls off a check, so that it leaves the field only after the check.
        await until(one.pilot, lambda: not one.pane.busy)
        await one.press("escape")
        assert isinstance(one.pilot.app.focused, CardView)
        await one.press("space", "space")
    assert one.bench.ran[-1] == "right\ny"
    assert one.last.evidence == Evidence(HARD, "Right, but at the 2nd try.")
