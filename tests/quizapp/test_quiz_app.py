"""A person's paths through the quiz."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from quiz_cases import DAY, MINUTE, NOW
from quiz_pilot import (
    Clock,
    SlowDisk,
    app_in,
    at_first_card,
    at_home,
    line_with,
    opened_in,
    seen,
    until,
)

from quizapp.config import Config
from quizapp.scheduler.model import Grade, Review
from quizapp.store.protocol import Store
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.review.summary import SummaryScreen

ALL_EASY = ("space", "4") * 5
"""The keys that answer every card of the library at first sight."""


def kept(data: Path) -> list[Review]:
    """The reviews a restart would find."""
    collection = opened_in(data, Clock()).collection
    reviews = collection.store.reviews()
    collection.store.close()
    return reviews


async def test_a_first_run_is_one_key_away_from_a_card(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path / "never made")) as pilot:
        assert "5 new" in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)


async def test_home_counts_each_topic(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path)) as pilot:
        lines = seen(pilot).split("\n")
        assert lines[line_with(pilot, "Autograd")].split() == ["Autograd", "3", "new"]
        assert "2 new" in lines[line_with(pilot, "Tensors and storage")]


async def test_start_pressed_before_the_cards_are_read_is_not_forgotten(tmp_path: Path) -> None:
    slow = SlowDisk(tmp_path)
    app = QuizApp(slow.open, clock=Clock())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        slow.ready.set()
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))


async def test_the_answer_stays_hidden_until_it_is_asked_for(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        assert "adds into .grad" not in seen(pilot)
        assert "3 Good" not in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "adds into .grad" in seen(pilot)


async def test_the_question_stays_above_the_answer(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert line_with(pilot, "Why do gradients") < line_with(pilot, "adds into .grad")


async def test_every_grade_shows_when_the_card_would_come_back(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        bar = seen(pilot).split("\n")[line_with(pilot, "1 Again")]
        assert " ".join(bar.split()) == "1 Again <1m 2 Hard <6m 3 Good <10m 4 Easy 8d"


async def test_the_kind_the_level_and_the_topic_stand_in_the_head(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        head = " ".join(seen(pilot).split("\n")[0].split())
        assert head == "New 5 Learn 0 Review 0 junior · recall · Autograd"


@pytest.mark.parametrize(
    ("key", "grade"),
    [
        ("1", Grade.AGAIN),
        ("2", Grade.HARD),
        ("3", Grade.GOOD),
        ("4", Grade.EASY),
        ("space", Grade.GOOD),
        ("enter", Grade.GOOD),
    ],
)
async def test_a_grade_is_kept_before_the_next_card_is_asked(
    tmp_path: Path, key: str, grade: Grade
) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space", key)
        await pilot.pause()
        assert [(review.card, review.grade) for review in kept(tmp_path)] == [
            ("grad-accumulates", grade)
        ]
        assert "What does this print?" in seen(pilot)


async def test_a_grade_can_be_clicked(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        await pilot.click("#hard")
        await pilot.pause()
        assert [review.grade for review in kept(tmp_path)] == [Grade.HARD]


async def test_a_grade_key_does_nothing_before_the_answer_is_shown(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("1", "2", "3", "4")
        await pilot.pause()
        assert kept(tmp_path) == []


async def test_a_review_knows_how_long_it_took(tmp_path: Path) -> None:
    clock = Clock()
    async with at_first_card(app_in(tmp_path, clock=clock)) as pilot:
        clock.now += timedelta(seconds=42)
        await pilot.press("space", "3")
        await pilot.pause()
        assert kept(tmp_path)[0].took == timedelta(seconds=42)


async def test_hints_come_one_at_a_time_and_then_the_key_is_gone(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        assert "h Hint" in seen(pilot)
        await pilot.press("h")
        await pilot.pause()
        assert "used by two losses" in seen(pilot)
        assert "throw away" not in seen(pilot)
        await pilot.press("h")
        await pilot.pause()
        assert "throw away" in seen(pilot)
        assert "h Hint" not in seen(pilot)


async def test_undo_brings_the_card_back_and_forgets_its_grade(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space", "1", "u")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)
        assert kept(tmp_path) == []


async def test_an_undone_card_can_be_graded_anew(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space", "1", "u", "4")
        await pilot.pause()
        assert [review.grade for review in kept(tmp_path)] == [Grade.EASY]


async def test_undo_with_nothing_graded_stays_where_it_is(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)


async def test_the_end_is_a_summary_that_says_when_to_come_back(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        assert "Reviewed 5 cards" in seen(pilot)
        assert "Again 0 · Hard 0 · Good 0 · Easy 5" in seen(pilot)
        assert "Next: on Mon 30 Nov, 5 due." in seen(pilot)


async def test_the_last_grade_can_be_undone_from_the_summary(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "Repair the shape" in seen(pilot)
        assert len(kept(tmp_path)) == 4
        await pilot.press("1")
        await pilot.pause()
        assert kept(tmp_path)[-1].grade is Grade.AGAIN


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_the_summary_leads_home_where_nothing_is_due(tmp_path: Path, key: str) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due." in seen(pilot)


async def test_the_key_of_the_hint_does_not_leave_the_summary(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)


async def test_with_nothing_due_start_stays_and_says_when_cards_come(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=Config(new_per_day=0))
    async with at_home(app) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due." in seen(pilot)
        assert "5 new over today's limits." in seen(pilot)


async def test_a_limit_reached_today_names_tomorrow(tmp_path: Path) -> None:
    app = app_in(tmp_path, config=Config(new_per_day=1))
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4", "escape")
        await pilot.pause()
        assert "Next: tomorrow at 04:00, 1 new." in seen(pilot)


async def test_home_wakes_up_when_a_card_is_due(tmp_path: Path) -> None:
    clock = Clock()
    async with at_first_card(app_in(tmp_path, clock=clock)) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        clock.now += 8 * DAY
        await pilot.press("enter")
        await pilot.pause()
        assert "Review 5" in seen(pilot)


async def test_leaving_for_home_in_the_middle_keeps_what_was_graded(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space", "4", "space", "3", "escape")
        await pilot.pause()
        assert "1 due · 3 new" in seen(pilot)


async def test_quitting_in_the_middle_resumes_there(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_first_card(app) as pilot:
        await pilot.press("space", "4", "space", "q")
    assert app.return_code == 0
    async with at_first_card(app_in(tmp_path)) as pilot:
        assert "What does this print?" in seen(pilot)
        assert "New 4" in seen(pilot)


async def test_cards_on_a_step_come_ahead_when_nothing_else_is_left(tmp_path: Path) -> None:
    clock = Clock()
    async with at_first_card(app_in(tmp_path, clock=clock)) as pilot:
        await pilot.press("space", "3")
        for _ in range(4):
            clock.now += MINUTE
            await pilot.press("space", "4")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)
        assert "Learn 1" in seen(pilot)


async def test_a_full_disk_keeps_the_card_and_says_so(tmp_path: Path) -> None:
    disk = FullDisk("record", "undo")
    async with at_first_card(app_in(tmp_path, wrap=disk.around)) as pilot:
        disk.full = True
        await pilot.press("space", "3")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)
        assert "No space left on device." in seen(pilot)
        assert "4 Easy 8d" in seen(pilot)
        assert kept(tmp_path) == []
        disk.full = False
        await pilot.press("3")
        await pilot.pause()
        assert [review.grade for review in kept(tmp_path)] == [Grade.GOOD]
        assert "What does this print?" in seen(pilot)


async def test_an_undo_that_cannot_be_kept_does_not_happen(tmp_path: Path) -> None:
    disk = FullDisk("record", "undo")
    async with at_first_card(app_in(tmp_path, wrap=disk.around)) as pilot:
        await pilot.press("space", "3")
        disk.full = True
        await pilot.press("u")
        await pilot.pause()
        assert "What does this print?" in seen(pilot)
        assert len(kept(tmp_path)) == 1


async def test_an_undo_on_the_summary_that_cannot_be_kept_stays_there(tmp_path: Path) -> None:
    disk = FullDisk("record", "undo")
    app = app_in(tmp_path, wrap=disk.around)
    async with at_first_card(app) as pilot:
        await pilot.press(*ALL_EASY)
        await pilot.pause()
        disk.full = True
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert "Not undone" in seen(pilot)


async def test_a_card_answered_in_another_window_is_not_graded_twice(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        other = opened_in(tmp_path, Clock()).collection
        other.grade(other.begin(NOW).reveal(), Grade.EASY, NOW)
        other.store.close()
        await pilot.press("1")
        await pilot.pause()
        assert [review.grade for review in kept(tmp_path)] == [Grade.EASY]
        assert "What does this print?" in seen(pilot)
        assert "Another window" in seen(pilot)


async def test_home_counts_what_another_window_did(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        other = opened_in(tmp_path, Clock()).collection
        other.grade(other.begin(NOW).reveal(), Grade.EASY, NOW)
        other.store.close()
        await pilot.press("escape")
        await pilot.pause()
        assert "4 new" in seen(pilot)


async def test_a_cloze_hides_its_words_in_prose_and_in_code(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space", "4", "space", "4")
        await pilot.pause()
        assert "Between steps, call [a method](set_to_none=True):" in seen(pilot)
        assert "optimizer.[…]()" in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Between steps, call zero_grad(set_to_none=True):" in seen(pilot)
        assert "optimizer.zero_grad()" in seen(pilot)


async def test_a_long_answer_begins_in_view_on_a_small_terminal(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 12)) as pilot:
        await pilot.press("h", "h", "space")
        await pilot.pause()
        assert "adds into .grad" in seen(pilot)


async def test_a_new_card_begins_at_its_top(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 12)) as pilot:
        await pilot.press("h", "h", "space", "2")
        await pilot.pause()
        assert line_with(pilot, "What does this print?") < 5


async def test_the_answer_scrolls(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 16)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "autograd.html" not in seen(pilot)
        await pilot.press("end")
        await pilot.wait_for_animation()
        await pilot.pause()
        assert "See also" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_all_four_grades_are_seen_whole_at_any_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_first_card(app_in(tmp_path), size=size) as pilot:
        await pilot.press("space")
        await pilot.pause()
        words = seen(pilot).split()
        for word in ("Again", "<1m", "Hard", "<6m", "Good", "<10m", "Easy", "8d"):
            assert word in words


async def test_the_grades_leave_room_for_the_card_on_a_tiny_terminal(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(30, 10)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        first, second = line_with(pilot, "Again"), line_with(pilot, "<10m")
        assert seen(pilot).split("\n")[first].split() == [
            "1",
            "Again",
            "2",
            "Hard",
            "3",
            "Good",
            "4",
            "Easy",
        ]
        assert second == first + 1


async def test_a_topic_does_not_touch_its_count_on_a_tiny_terminal(tmp_path: Path) -> None:
    async with at_home(app_in(tmp_path), size=(28, 10)) as pilot:
        assert "storage2 new" not in seen(pilot)
        assert " 2 new" in seen(pilot)


async def test_the_answer_stays_in_view_when_the_terminal_shrinks(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("h", "h", "space")
        await pilot.pause()
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        await pilot.pause()
        assert "adds into .grad" in seen(pilot)


async def test_a_long_question_is_seen_whole_on_a_narrow_terminal(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 24)) as pilot:
        assert "gradients add up across backward() calls?" in " ".join(seen(pilot).split())


async def test_a_long_line_of_code_is_seen_whole_on_a_narrow_terminal(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path), size=(40, 24)) as pilot:
        await pilot.press("space", "4")
        await pilot.pause()
        assert "requires_grad=True)" in seen(pilot)


async def test_a_terminal_made_narrow_in_the_middle_still_shows_everything(
    tmp_path: Path,
) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        words = seen(pilot).split()
        assert {"Review", "Autograd", "Again", "Easy", "8d"} <= set(words)


async def test_text_between_angle_brackets_is_shown(tmp_path: Path) -> None:
    async with at_first_card(app_in(tmp_path)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "the <unk> of gradients" in seen(pilot)


async def test_keys_can_be_changed_and_the_labels_follow(tmp_path: Path) -> None:
    app = app_in(tmp_path, keys={"review-good": "j", "review-undo": "z", "review-advance": "x"})
    async with at_first_card(app) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "j Good <10m" in " ".join(seen(pilot).split())
        await pilot.press("j")
        await pilot.pause()
        assert [review.grade for review in kept(tmp_path)] == [Grade.GOOD]
        await pilot.press("z")
        await pilot.pause()
        assert kept(tmp_path) == []


async def test_what_was_damaged_is_said_at_home(tmp_path: Path) -> None:
    with_journal = opened_in(tmp_path, Clock()).collection
    with_journal.grade(with_journal.begin(NOW).reveal(), Grade.EASY, NOW)
    with_journal.store.close()
    journal = next((tmp_path / "journal").glob("*.jsonl"))
    journal.write_bytes(b"{broken}\n" + journal.read_bytes())
    (tmp_path / "state.json").unlink(missing_ok=True)
    async with at_home(app_in(tmp_path)) as pilot:
        assert journal.name in "".join(seen(pilot).split())


async def test_problems_in_the_cards_are_said_at_home_and_the_rest_is_studied(
    tmp_path: Path,
) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "deck.toml").write_text('name = "Mine"\norder = ["one", "two"]\n')
    front_matter = "---\ndeck: One\ntags: [one]\n---\n\n# One\n\n"
    card = "## Is it? {#it-is .recall .junior}\n\n---\n\nYes.\n"
    (cards / "one.md").write_text(front_matter + card)
    async with at_home(app_in(tmp_path / "data", cards=cards)) as pilot:
        assert "1 problem in the cards" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Is it?" in seen(pilot)


async def test_a_data_folder_that_cannot_be_opened_is_said_at_home(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    app = app_in(tmp_path / "taken")
    async with at_home(app) as pilot:
        assert "Nothing could be read." in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
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
        await pilot.press("q")
    assert app.return_code == 0
    assert len(kept(tmp_path)) == 1


async def test_a_data_folder_that_is_lost_on_the_way_is_said_at_home(tmp_path: Path) -> None:
    disk = FullDisk("refresh")
    async with at_first_card(app_in(tmp_path, wrap=disk.around)) as pilot:
        disk.full = True
        await pilot.press("escape")
        await pilot.pause()
        assert "No space left on device. Mend this" in seen(pilot)
        disk.full = False
        await pilot.press("enter")
        await pilot.pause()
        assert "Why do gradients add up" in seen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "No space left" not in seen(pilot)


async def test_home_is_painted_before_the_cards_are_read(tmp_path: Path) -> None:
    slow = SlowDisk(tmp_path)
    app = QuizApp(slow.open, clock=Clock())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Reading the cards…" in seen(pilot)
        slow.ready.set()
        await until(pilot, lambda: "5 new" in seen(pilot))


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
