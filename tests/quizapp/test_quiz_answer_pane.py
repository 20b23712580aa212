from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from quiz_judging import SaidBench, cards_in, judge_of
from quiz_pilot import seen
from textual.app import App
from textual.containers import VerticalScroll
from textual.events import Paste
from textual.widgets import Footer, Input

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from quizapp.features.judge.cloze import Blank
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.result import Attempts, trimmed
from quizapp.tui.answer.code_editor import CodeEditor, parts_of
from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.app import WIDTHS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot


class PaneApp(App[None]):
    """A pane and nothing else."""

    HORIZONTAL_BREAKPOINTS = WIDTHS

    def __init__(self, judge: Judge, attempts: Attempts, environ: dict[str, str]) -> None:
        super().__init__()
        self.pane = AnswerPane(judge, attempts, environ=environ)
        self.judged: list[AnswerPane.Judged] = []
        self.left = 0
        self.asked_for_answer = 0
        self.lent = True
        self.away = False

    def compose(self) -> ComposeResult:
        yield VerticalScroll()
        yield self.pane
        yield Footer()

    def on_answer_pane_judged(self, message: AnswerPane.Judged) -> None:
        self.judged.append(message)

    def on_answer_pane_left(self) -> None:
        self.left += 1

    def on_answer_pane_asked(self) -> None:
        self.asked_for_answer += 1

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """As Textual's: an error that leaves the block leaves the terminal lent."""
        if not self.lent:
            with super().suspend():
                yield
        else:
            self.away = True
            yield
            self.away = False


class Desk:
    """The cards, the pane, and the person before it."""

    def __init__(self, folder: Path, *, torch: str | None = "2.13.0") -> None:
        self.cards: dict[str, Card]
        self.snippet_library: SnippetLibrary
        self.cards, self.snippet_library = cards_in(folder)
        self.judge: Judge
        self.bench: SaidBench
        self.judge, self.bench = judge_of(self.snippet_library, torch=torch)
        self.attempts: Attempts = {}
        self.environ = {"EDITOR": ""}
        self.app = PaneApp(self.judge, self.attempts, self.environ)

    @property
    def pane(self) -> AnswerPane:
        return self.app.pane

    @asynccontextmanager
    async def asked(
        self, card: str, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[None]]:
        async with self.app.run_test(size=size, notifications=True) as pilot:
            await self.pane.ask(self.cards[card])
            self.pane.begin()
            await pilot.pause()
            yield pilot

    async def type(self, pilot: Pilot[None], text: str) -> None:
        for n, line in enumerate(text.split("\n")):
            if n:
                await pilot.press("enter")
            self.app.post_message(Paste(line))
            await pilot.pause()

    async def check(self, pilot: Pilot[None]) -> None:
        await pilot.press("f5")
        await self.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.fixture
def desk(mini_cards: Path) -> Desk:
    return Desk(mini_cards)


async def test_a_right_prediction_is_said_to_be_right(desk: Desk) -> None:
    async with desk.asked("gradients-add-output") as pilot:
        await desk.type(pilot, "[6., 6.]")
        await desk.check(pilot)
        assert "✓ That is what it prints." in seen(pilot)
        (message,) = desk.app.judged
        assert message.card.id == "gradients-add-output"
        assert (message.attempt.tries, message.attempt.typed) == (1, ("[6., 6.]",))
        assert message.attempt.judgement
        assert message.attempt.judgement.right


async def test_a_wrong_prediction_gives_nothing_away_until_the_answer_is_shown(desk: Desk) -> None:
    async with desk.asked("gradients-add-output") as pilot:
        await desk.type(pilot, "[3., 3.]")
        await desk.check(pilot)
        assert "✗ That is not what it prints." in seen(pilot)
        assert "6." not in seen(pilot)
        await desk.pane.ask(desk.cards["gradients-add-output"])
        await pilot.pause()
        assert "✗ That is not what it prints." in seen(pilot)
        assert "6." not in seen(pilot)
        await desk.pane.ask(desk.cards["gradients-add-output"], locked=True)
        await pilot.pause()
        assert "- yours  [3., 3.]" in seen(pilot)
        assert "+ prints tensor([6., 6.])" in seen(pilot)


@pytest.mark.parametrize("key", ["f5", "ctrl+s"])
async def test_code_is_judged_and_every_check_told(desk: Desk, key: str) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press(key)
        await desk.app.workers.wait_for_complete()
        await pilot.pause()
        title = desk.snippet_library.snippets["tensors/twice"].checks[0].title
        assert f"✗ A check failed: {title}." in seen(pilot)
        assert f"✗ fails: {title}" in seen(pilot)
        assert "    x = 1" in seen(pilot)
        await desk.type(pilot, "; 'right'")
        await desk.check(pilot)
        assert "✓ Right: it passes every check." in seen(pilot)
        assert f"✓ holds: {title}" in seen(pilot)
        assert [message.attempt.tries for message in desk.app.judged] == [1, 2]


async def test_code_to_repair_stands_in_the_editor_and_alone_is_no_answer(desk: Desk) -> None:
    async with desk.asked("gradients-add-fix") as pilot:
        assert "    w.grad = None" in desk.pane.fields.text
        await desk.check(pilot)
        assert desk.app.asked_for_answer == 1
        assert not desk.bench.ran
        await desk.type(pilot, " # right")
        await desk.check(pilot)
        assert desk.app.judged[0].attempt.tries == 1


async def test_blanks_are_filled_one_after_the_other_and_enter_in_the_last_one_checks(
    desk: Desk,
) -> None:
    async with desk.asked("integer-dtype") as pilot:
        assert len(desk.app.query(Input)) == 3
        assert "dtype" in seen(pilot)
        await desk.type(pilot, "torch.int64\nno\nx[::2]\n")
        await desk.app.workers.wait_for_complete()
        await pilot.pause()
        assert "✗ 1 blank of 3 wrong." in seen(pilot)
        assert "✓ Blank 1, right: torch.int64" in seen(pilot)
        assert "✗ Blank 1, wrong: no" in seen(pilot)
        assert "torch.tensor" not in seen(pilot)


async def test_what_was_typed_is_there_again_when_the_card_comes_back(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1\ny = 2")
        await desk.pane.ask(desk.cards["integer-dtype"])
        desk.pane.begin()
        await desk.type(pilot, "float")
        await desk.pane.ask(desk.cards["gradients-add"])
        await pilot.pause()
        assert not desk.pane.display
        await desk.pane.ask(desk.cards["twice"])
        await pilot.pause()
        assert desk.pane.fields.text == "x = 1\ny = 2"
        await desk.pane.ask(desk.cards["integer-dtype"])
        await pilot.pause()
        assert list(desk.pane.fields.typed) == ["float", "", ""]
        await desk.pane.ask(desk.cards["twice"], turn=1)
        await pilot.pause()
        assert desk.pane.fields.text == ""
        await desk.pane.ask(desk.cards["twice"])
        await pilot.pause()
        assert desk.pane.fields.text == "x = 1\ny = 2"


async def test_words_of_one_asking_are_never_kept_for_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.asked("integer-dtype") as pilot:
        await desk.type(pilot, "float")
        begin = desk.pane.fields.blanks.begin

        async def begin_late(
            blanks: Sequence[Blank], words: Sequence[str], *, locked: bool
        ) -> None:
            desk.pane.keep_typed()
            await begin(blanks, words, locked=locked)

        monkeypatch.setattr(desk.pane.fields.blanks, "begin", begin_late)
        await desk.pane.ask(desk.cards["integer-dtype"], turn=1)
        await pilot.pause()
        assert desk.pane.attempt.typed == ()


async def test_a_card_that_comes_back_remembers_its_tries(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await desk.check(pilot)
        await desk.pane.ask(desk.cards["integer-dtype"])
        await desk.pane.ask(desk.cards["twice"])
        await pilot.pause()
        assert desk.pane.attempt.tries == 1
        assert "✗ A check failed" in seen(pilot)


async def test_after_the_answer_was_shown_nothing_can_be_typed_or_checked(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await desk.pane.ask(desk.cards["twice"], locked=True)
        desk.pane.fields.editor.focus()
        await desk.type(pilot, "right")
        await desk.check(pilot)
        desk.environ["EDITOR"] = "false"
        await pilot.press("f4")
        await pilot.pause()
        assert "ended with" not in seen(pilot)
        assert desk.pane.fields.text == "x = 1"
        assert not desk.app.judged
        await desk.pane.ask(desk.cards["integer-dtype"], locked=True)
        assert all(field.disabled for field in desk.app.query(Input))


async def test_where_nothing_is_typed_the_check_asks_for_the_answer(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.check(pilot)
        assert desk.app.asked_for_answer == 1
        assert not desk.app.judged


async def test_escape_stops_a_check_and_then_leaves_the_field(desk: Desk) -> None:
    desk.bench.held = Event()
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press("f5")
        await pilot.pause()
        assert "Checking…" in seen(pilot)
        assert "Esc stops it." in seen(pilot)
        await pilot.press("f5")
        await pilot.press("escape")
        await desk.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nothing was judged." in seen(pilot)
        assert (desk.bench.stopped, desk.bench.warmed) == (1, 2)
        assert (desk.app.judged, desk.app.left) == ([], 0)
        assert desk.pane.fields.text == "x = 1"
        await pilot.press("escape")
        await pilot.pause()
        assert desk.app.left == 1
        assert desk.app.focused is None


@pytest.mark.parametrize("deaf", [False, True])
async def test_a_card_that_is_left_while_it_is_checked_is_not_judged_later(
    desk: Desk, deaf: bool
) -> None:
    desk.bench.held, desk.bench.deaf = Event(), deaf
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press("f5")
        await pilot.pause()
        await desk.pane.ask(desk.cards["integer-dtype"])
        await desk.app.workers.wait_for_complete()
        await pilot.pause()
        assert not desk.app.judged
        assert "Checking" not in seen(pilot)
    assert desk.bench.stopped == 1


async def test_an_answer_checked_anew_is_not_judged_by_the_check_before(desk: Desk) -> None:
    desk.bench.held, desk.bench.deaf = Event(), True
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 'right'")
        await pilot.press("f5", "escape")
        await desk.type(pilot, " +")
        await desk.check(pilot)
        assert [message.attempt.tries for message in desk.app.judged] == [1]
        assert "✗ Syntax error in line" in seen(pilot)


async def test_enter_while_a_check_goes_on_begins_no_other(desk: Desk) -> None:
    desk.bench.held = Event()
    async with desk.asked("integer-dtype") as pilot:
        await desk.type(pilot, "torch.int64\ntorch.tensor([1, 2, 3], device=device)\nx[0::2]")
        await pilot.press("enter", "enter")
        await pilot.pause()
        desk.bench.held.set()
        await desk.app.workers.wait_for_complete()
        await pilot.pause()
        assert [message.attempt.tries for message in desk.app.judged] == [1]
        assert len(desk.bench.ran) == 1


async def test_leaving_the_app_stops_the_check(desk: Desk) -> None:
    desk.bench.held = Event()
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press("f5")
        await pilot.pause()
    assert desk.bench.stopped == 1


async def test_what_stopped_the_code_is_said_once(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = (")
        await desk.check(pilot)
        assert "✗ Syntax error in line 1: " in seen(pilot)
        assert seen(pilot).count("was never closed") == 1


async def test_without_torch_the_pane_says_so_and_takes_the_answer_all_the_same(
    mini_cards: Path,
) -> None:
    desk = Desk(mini_cards, torch=None)
    async with desk.asked("twice") as pilot:
        assert "pip install -e '.[verify]'" in " ".join(seen(pilot).split())
        await desk.type(pilot, "x = 1")
        await desk.check(pilot)
        assert desk.app.judged[0].attempt.tries == 0
        await desk.pane.ask(desk.cards["gradients-add-output"])
        await pilot.pause()
        assert "[verify]" not in seen(pilot)


async def test_the_editor_of_the_learner_takes_the_text_and_gives_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    script = tmp_path / "ed"
    script.write_text('#!/bin/sh\ncp "$1" "$0.seen"\necho "y = 2" >> "$1"\n')
    script.chmod(0o755)
    desk.environ["EDITOR"] = str(script)
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert desk.pane.fields.text == "x = 1\ny = 2"
        assert desk.pane.attempt.typed == ("x = 1\ny = 2",)
        assert Path(f"{script}.seen").read_text().startswith("# Write `twice(x)`")


async def test_blanks_are_lines_in_the_learners_editor(desk: Desk, tmp_path: Path) -> None:
    script = tmp_path / "ed"
    script.write_text('#!/bin/sh\ncp "$1" "$0.seen"\nprintf "a\\nb" > "$1"\n')
    script.chmod(0o755)
    desk.environ["EDITOR"] = str(script)
    async with desk.asked("integer-dtype") as pilot:
        await pilot.press("f4")
        await pilot.pause()
        assert desk.pane.fields.typed == ("a", "b", "")
        assert "[dtype]" in Path(f"{script}.seen").read_text()
        assert "int64" not in Path(f"{script}.seen").read_text()


@pytest.mark.parametrize(
    ("editor", "said"),
    [("", "No editor found."), ("false", "ended with 1"), ("no-ed", "cannot be")],
)
async def test_an_editor_that_does_not_work_costs_nothing(
    desk: Desk, editor: str, said: str
) -> None:
    desk.environ["EDITOR"] = editor
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "x = 1")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert said in " ".join(seen(pilot).split())
        assert desk.pane.fields.text == "x = 1"
        assert not desk.app.away


async def test_a_terminal_that_cannot_be_lent_is_said(desk: Desk) -> None:
    desk.app.lent = False
    desk.environ["EDITOR"] = "true"
    async with desk.asked("twice") as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "cannot be lent" in " ".join(seen(pilot).split())


async def test_enter_and_tab_indent_code_but_not_output(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "def twice(x):\nreturn 2")
        await pilot.press("enter", "tab", "x")
        assert desk.pane.fields.text == "def twice(x):\n    return 2\n        x"
        await desk.pane.ask(desk.cards["gradients-add-output"])
        desk.pane.begin()
        desk.pane.fields.editor.is_line = False
        await desk.type(pilot, "  a:\nb")
        assert desk.pane.fields.text == "  a:\nb"
        await pilot.press("tab")
        assert desk.app.focused is not desk.pane.fields.editor


async def test_python_is_coloured_and_output_is_not(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await desk.type(pilot, "def f():")
        editor = desk.app.query_one(CodeEditor)
        keyword = editor.get_component_rich_style("code-editor--keyword")
        assert [
            (span.start, span.end) for span in editor.get_line(0).spans if span.style == keyword
        ] == [(0, 3)]
        await desk.pane.ask(desk.cards["gradients-add-output"])
        await desk.type(pilot, "def f():")
        assert editor.get_line(0).spans == []


def test_a_part_that_spans_lines_is_found_in_each() -> None:
    found = parts_of('x = """a\nb"""\nfor')
    assert (0, 3, "string") in found[1] or (0, 1, "string") in found[1]
    assert found[2] == [(0, 3, "keyword")]


@pytest.mark.parametrize(
    ("theme", "width"), [("textual-dark", 40), ("textual-light", 80), ("ansi-light", 40)]
)
async def test_every_word_can_be_read_on_any_screen(desk: Desk, theme: str, width: int) -> None:
    desk.app.theme = theme
    async with desk.asked("twice", (width, 24)) as pilot:
        await desk.type(pilot, "def twice(x):\nreturn x.mul_(2) # in place")
        await desk.check(pilot)
        shown = " ".join(seen(pilot).replace("│", "").split())
        for words in (
            "return x.mul_(2) # in place",
            "✗ A check failed:",
            "every element is doubled",
        ):
            assert words in shown
        assert max(map(len, seen(pilot).split("\n"))) <= width


async def test_a_click_goes_to_the_field(desk: Desk) -> None:
    async with desk.asked("twice") as pilot:
        await pilot.press("escape")
        await pilot.click(CodeEditor)
        await desk.type(pilot, "x")
        assert desk.pane.fields.text == "x"


def test_much_output_is_cut_with_its_count() -> None:
    assert trimmed("a\n" * 15, lines=3) == "a\na\na\n… 12 more lines"
    assert trimmed("a" * 30, width=4) == "aaaa …"
    assert trimmed("a\nb\n") == "a\nb"
