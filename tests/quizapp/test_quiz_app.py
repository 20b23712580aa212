"""A person's paths through the quiz: each key reaches what it is for, and each error is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quiz_cases import DAY
from quiz_pilot import (
    Clock,
    SlowDisk,
    answer_cards,
    app_in,
    at_first_card,
    at_home,
    grades_kept,
    line_with,
    seen,
    until,
)

from quizapp.config import Config
from quizapp.scheduler.model import Grade
from quizapp.store.protocol import Store
from quizapp.tui.answer.code_editor import CodeEditor
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.review.summary import SummaryScreen

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

FIRST, SECOND, LAST = "Why do gradients add up", "What does this print?", "Repair the shape"
GRADES = {
    "1": Grade.AGAIN,
    "2": Grade.HARD,
    "3": Grade.GOOD,
    "4": Grade.EASY,
    "space": Grade.GOOD,
    "enter": Grade.GOOD,
}


async def press(pilot: Pilot[None], *keys: str) -> str:
    """What is seen after some keys."""
    await pilot.press(*keys)
    await pilot.pause()
    return seen(pilot)


async def test_home_counts_each_topic_and_one_key_leads_to_a_card(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path / "never made")) as pilot:
        lines = seen(pilot).split("\n")
        assert "5 new" in seen(pilot)
        assert lines[line_with(pilot, "Autograd")].split() == ["Autograd", "3", "new"]
        assert "2 new" in lines[line_with(pilot, "Tensors and storage")]
        assert FIRST in await press(pilot, "space")
        assert "5 new" in await press(pilot, "escape")


async def test_home_is_painted_before_the_cards_are_read_and_start_is_not_forgotten(
    tmp_path: Path,
) -> None:
    slow = SlowDisk(tmp_path)
    app = QuizApp(slow.open, clock=Clock())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Reading the cards…" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        slow.ready.set()
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))


async def test_a_card_is_asked_with_its_hints_and_answered(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        head = " ".join(seen(pilot).split("\n")[0].split())
        assert head == "New 5 Learn 0 Review 0 junior · recall · Autograd"
        assert "h Hint" in seen(pilot)
        screen = await press(pilot, "h")
        assert "used by two losses" in screen
        assert "throw away" not in screen
        screen = await press(pilot, "h")
        assert "throw away" in screen
        assert "h Hint" not in screen
        assert "adds into .grad" not in screen
        assert "3 Good" not in screen
        screen = await press(pilot, "u", "1", "2", "3", "4", "enter")
        assert grades_kept(tmp_path) == []
        assert "the <unk> of gradients" in screen
        assert line_with(pilot, "Why do gradients") < line_with(pilot, "adds into .grad")


async def test_every_key_of_a_grade_keeps_it_and_undo_forgets_it(tmp_path: Path) -> None:
    clock = Clock()
    app = app_in(tmp_path, clock=clock)
    async with at_first_card(app) as pilot:
        bar = (await press(pilot, "space")).split("\n")[line_with(pilot, "1 Again")]
        assert " ".join(bar.split()) == "1 Again <1m 2 Hard <6m 3 Good <10m 4 Easy 8d"
        assert app.collection
        store = app.collection.store
        for key, grade in GRADES.items():
            await pilot.press(key)
            assert [review.grade for review in store.reviews()] == [grade]
            await pilot.press("escape", "u")
            assert store.reviews() == []
        assert FIRST in seen(pilot)
        clock.now += timedelta(seconds=42)
        await pilot.click("#hard")
        await pilot.pause()
        (review,) = store.reviews()
        assert (review.card, review.grade) == ("grad-accumulates", Grade.HARD)
        assert review.took == timedelta(seconds=42)
        assert grades_kept(tmp_path) == [Grade.HARD]
        assert SECOND in seen(pilot)
        assert "4 new" in await press(pilot, "escape", "escape")


async def test_the_end_is_a_summary_with_undo_and_leads_home(tmp_path: Path) -> None:
    answer_cards(tmp_path, *[Grade.EASY] * 4)
    disk, clock = FullDisk("record", "undo"), Clock()
    app = app_in(tmp_path, clock=clock, wrap=disk.around)
    async with at_first_card(app) as pilot:
        screen = await press(pilot, "escape", "space", "4")
        assert "Reviewed 1 card" in screen
        assert "Again 0 · Hard 0 · Good 0 · Easy 1" in screen
        assert "Next: on Mon 30 Nov, 5 due." in screen
        await press(pilot, "h")
        assert isinstance(app.screen, SummaryScreen)
        disk.full = True
        assert "Not undone" in await press(pilot, "u")
        assert isinstance(app.screen, SummaryScreen)
        disk.full = False
        assert LAST in await press(pilot, "u")
        assert isinstance(app.screen, ReviewScreen)
        assert len(grades_kept(tmp_path)) == 4
        await press(pilot, "2")
        assert grades_kept(tmp_path)[-1] is Grade.HARD
        await press(pilot, "escape", "space", "4", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due." in seen(pilot)
        clock.now += 9 * DAY
        assert "Review 5" in await press(pilot, "enter")


async def test_with_nothing_due_start_stays_and_says_when_cards_come(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=Config(new_per_day=0))
    async with at_home(app) as pilot:
        screen = await press(pilot, "enter", "space")
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due." in screen
        assert "5 new over today's limits." in screen


async def test_quitting_in_the_middle_resumes_there(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4", "space", "q")
    assert app.return_code == 0
    async with at_first_card(app_in(tmp_path)) as pilot:
        assert SECOND in seen(pilot)
        assert "New 4" in seen(pilot)
        screen = await press(pilot, "space", "4")
        assert "Between steps, call [a method](set_to_none=True):" in screen
        assert "optimizer.[…]()" in screen
        screen = await press(pilot, "space")
        assert "Between steps, call zero_grad(set_to_none=True):" in screen
        assert "optimizer.zero_grad()" in screen


async def test_a_full_disk_keeps_the_card_and_says_so(tmp_path: Path) -> None:
    disk = FullDisk("record", "undo")
    async with at_first_card(app_in(tmp_path, wrap=disk.around)) as pilot:
        disk.full = True
        screen = await press(pilot, "space", "3")
        assert FIRST in screen
        assert "No space left on device." in screen
        assert "4 Easy 8d" in screen
        assert grades_kept(tmp_path) == []
        disk.full = False
        assert SECOND in await press(pilot, "3")
        assert grades_kept(tmp_path) == [Grade.GOOD]
        disk.full = True
        assert SECOND in await press(pilot, "u")
        assert grades_kept(tmp_path) == [Grade.GOOD]


async def test_a_card_answered_in_another_window_is_not_graded_twice(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        answer_cards(tmp_path, Grade.EASY)
        screen = await press(pilot, "1")
        assert grades_kept(tmp_path) == [Grade.EASY]
        assert SECOND in screen
        assert "Another window" in screen
        answer_cards(tmp_path, Grade.EASY)
        assert "3 new" in await press(pilot, "escape", "escape")


async def test_a_small_terminal_shows_the_answer_and_scrolls_to_its_end(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 12)) as pilot:
        screen = await press(pilot, "h", "h", "space")
        assert "adds into .grad" in screen
        assert "See also" not in screen
        await press(pilot, "end")
        await pilot.wait_for_animation()
        await pilot.pause()
        assert "See also" in seen(pilot)
        await press(pilot, "2")
        assert line_with(pilot, SECOND) < 5


async def test_a_narrow_terminal_shows_question_code_and_grades_whole(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 24)) as pilot:
        assert "gradients add up across backward() calls?" in " ".join(seen(pilot).split())
        words = (await press(pilot, "space")).split()
        for word in ("Again", "<1m", "Hard", "<6m", "Good", "<10m", "Easy", "8d"):
            assert word in words
        assert "requires_grad=True)" in await press(pilot, "4")


async def test_the_grades_leave_room_for_the_card_on_a_tiny_terminal(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path), size=(28, 10)) as pilot:
        assert "storage2 new" not in seen(pilot)
        assert " 2 new" in seen(pilot)
        await pilot.resize_terminal(30, 10)
        lines = (await press(pilot, "enter", "space")).split("\n")
        grades = next(n for n, line in enumerate(lines) if "Again" in line)
        assert lines[grades].split() == ["1", "Again", "2", "Hard", "3", "Good", "4", "Easy"]
        assert "<10m" in lines[grades + 1]


async def test_a_terminal_that_shrinks_still_shows_everything(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("h", "h", "space")
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        for word in ("Review", "Autograd", "Again", "Easy", "8d"):
            assert word in seen(pilot)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        await pilot.pause()
        assert "adds into .grad" in seen(pilot)


async def test_what_is_damaged_or_wrong_is_said_at_home_and_the_rest_is_studied(
    tmp_path: Path,
) -> None:
    data, cards = tmp_path / "data", tmp_path / "cards"
    answer_cards(data, Grade.EASY)
    journal = next((data / "journal").glob("*.jsonl"))
    journal.write_bytes(b"{broken}\n" + journal.read_bytes())
    (data / "state.json").unlink(missing_ok=True)
    cards.mkdir()
    (cards / "deck.toml").write_text('name = "Mine"\norder = ["one", "two"]\n')
    front_matter = "---\ndeck: One\ntags: [one]\n---\n\n# One\n\n"
    card = "## Is it? {#it-is .recall .junior}\n\n---\n\nYes.\n"
    (cards / "one.md").write_text(front_matter + card)
    async with at_home(app_in(data, cards=cards)) as pilot:
        assert journal.name in "".join(seen(pilot).split())
        assert "1 problem in the cards" in seen(pilot)
        assert "Is it?" in await press(pilot, "enter")


async def test_a_data_folder_that_cannot_be_opened_is_said_at_home(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    app = app_in(tmp_path / "taken")
    async with at_home(app) as pilot:
        assert "Nothing could be read." in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("q")
    assert app.return_code == 1


async def test_a_folder_that_became_read_only_does_not_keep_anyone_from_quitting(
    tmp_path: Path,
) -> None:
    disk = FullDisk("close")
    app = app_in(tmp_path, wrap=disk.around)
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4")
        disk.full = True
        await pilot.press("escape", "q")
    assert app.return_code == 0
    assert len(grades_kept(tmp_path)) == 1


async def test_a_data_folder_that_is_lost_on_the_way_is_said_at_home(tmp_path: Path) -> None:
    disk = FullDisk("refresh")
    async with at_first_card(app_in(tmp_path, wrap=disk.around)) as pilot:
        disk.full = True
        assert "No space left on device. Fix this" in await press(pilot, "escape")
        disk.full = False
        assert FIRST in await press(pilot, "enter")
        assert "No space left" not in await press(pilot, "escape")


class FullDisk:
    """Something around a store that fails as a full disk does."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.full = False

    def around(self, store: Store) -> Store:
        for name in self.failing:
            setattr(store, name, self._guarded(getattr(store, name)))
        return store

    def _guarded(self, work: Callable[..., None]) -> Callable[..., None]:
        def guarded(*arguments: object) -> None:
            if self.full:
                raise OSError(28, "No space left on device")
            work(*arguments)

        return guarded


async def test_a_wrong_setting_is_said_at_home_and_the_quiz_goes_on(tmp_path: Path) -> None:
    said = "config.toml:1: `new_per_dya` is unknown and does nothing: write `new_per_day`"
    async with at_home(app_in(tmp_path, config=Config(wrong=(said,)))) as pilot:
        assert said in " ".join(seen(pilot).split())
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_ctrl_z_suspends_from_a_field_with_nothing_to_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspended: list[str] = []
    monkeypatch.setattr(QuizApp, "action_suspend_process", lambda self: suspended.append("z"))
    async with at_home(app_in(tmp_path)) as pilot:
        pilot.app.screen.mount(field := CodeEditor(id="field"))
        await pilot.pause()
        field.focus()
        await pilot.press("ctrl+z")
        assert suspended == ["z"]
        await pilot.press("x", "ctrl+z")
        assert (suspended, field.text) == (["z"], "")
