"""Keys: those the quiz comes with, those a learner may choose, and those that cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from quiz_pilot import app_in, at_home, grades_kept, seen
from textual.binding import Binding

from quizapp.cli import main
from quizapp.config import CHECKS, Config, ConfigError, load_config
from quizapp.keys import DEFAULT_KEYS
from quizapp.scheduler.model import Grade
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.places import PLACES
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.review.summary import SummaryScreen
from tests_support import REPOSITORY

OTHER_KEYS = {
    "quit": "ctrl+x",
    "home-start": "g",
    "review-advance": "semicolon",
    "review-hint": "u",
    "review-again": "f1",
    "review-hard": "H",
    "review-good": "ctrl+g",
    "review-easy": "w,+",
    "review-undo": "h",
    "review-home": "backspace",
    "summary-undo": "ä",
    "summary-home": "space",
    "statistics-back": "B",
    "theme": "f9",
}
"""Another key for every binding of a session, two of them swapped."""


def test_the_keys_the_settings_know_are_those_of_the_screens() -> None:
    own = [binding for place in PLACES for binding in place.__dict__["BINDINGS"]]
    named = [binding for binding in own if isinstance(binding, Binding) and binding.id]
    assert {binding.id: binding.key for binding in named} == DEFAULT_KEYS


async def test_every_key_can_be_changed(tmp_path: Path) -> None:
    keys = load_config(configured(tmp_path, OTHER_KEYS)).keys
    app = app_in(tmp_path, config=Config(new_per_day=1), keys=keys)
    async with at_home(app) as pilot:
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("g", "u")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.turn.hints == 1
        await pilot.press("backspace", "g", "semicolon")
        await pilot.pause()
        assert "H Hard" in " ".join(seen(pilot).split())
        for key, grade in zip(("f1", "H", "ctrl+g", "w", "+"), (*Grade, Grade.EASY), strict=True):
            await pilot.press("1", "2", "3", "4", "space", key)
            assert grades_kept(tmp_path) == [grade]
            await pilot.press("h" if isinstance(app.screen, ReviewScreen) else "ä")
            assert grades_kept(tmp_path) == []
        await pilot.press("+", "escape", "enter", "u")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("ctrl+x")
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"review-undo": "h"}, ["`review-undo` is on `h`, and so is `review-hint`: give one"]),
        ({"review-hint": "1"}, ["`review-hint` is on `1`, and so is `review-again`"]),
        ({"review-good": "space"}, ["`review-good` is on `space`, and so is `review-advance`"]),
        ({"review-again": "f5, 2"}, ["`review-again` is on `f5, 2`, and so is `review-hard`"]),
        (
            {"quit": "space"},
            [
                f"`quit` is on `space`, and so is `{other}`"
                for other in (
                    *("home-start", "review-advance", "browse-choose", "preview-next"),
                    *("cram-advance", "mock-advance"),
                )
            ],
        ),
        ({"review-undo": "%", "review-hint": "percent_sign"}, ["and so is"]),
        ({"review-undo": "/", "review-hint": "slash"}, ["and so is"]),
        (
            {"review-undo": "foo bar"},
            ["`review-undo` cannot be on `foo bar`, so it is on `u`: write one char"],
        ),
        ({"review-undo": ","}, ["cannot be on `,`"]),
        ({"review-undo": " "}, ["cannot be on ` `"]),
        ({"review-undo": "hyper+x"}, ["cannot be on `hyper+x`"]),
        ({"review-undo": "down"}, ["cannot be on `down`"]),
        ({"review-undo": "ctrl+q"}, ["cannot be on `ctrl+q`"]),
        (
            {"review-undoo": "z"},
            ["the key `review-undoo` is unknown and does nothing: write `review-undo`"],
        ),
    ],
    ids=str,
)
def test_keys_that_cannot_work_are_said(
    tmp_path: Path, keys: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(ConfigError) as wrong:
        load_config(configured(tmp_path, keys))
    lines = str(wrong.value).splitlines()
    assert len(lines) == len(words)
    for line, word in zip(lines, words, strict=True):
        assert word in line


@pytest.mark.parametrize(
    "keys",
    [
        {"review-undo": "h", "review-hint": "u"},
        {"summary-home": "h"},
        {"review-undo": "underscore", "review-hint": "+", "quit": "ctrl+x"},
        {"review-undo": "shift+f3", "review-advance": "enter"},
        {"review-good": "full_stop", "review-easy": "é"},
    ],
    ids=str,
)
def test_keys_that_can_work_are_left_alone(tmp_path: Path, keys: dict[str, str]) -> None:
    assert load_config(configured(tmp_path, keys)).keys == keys


def test_the_reference_of_the_manual_is_what_the_command_writes() -> None:
    done = CliRunner().invoke(main, ["keys", "--markdown"])
    page = (REPOSITORY / "docs" / "quiz-reference.md").read_text(encoding="utf-8")
    assert done.output == page, "run `quizapp keys --markdown > docs/quiz-reference.md`"
    for name in (*DEFAULT_KEYS, *CHECKS):
        assert f"`{name}`" in page


def test_the_keys_are_listed_as_the_learner_has_them(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('keys = { review-undo = "z" }')
    lines = CliRunner().invoke(main, ["--data", str(tmp_path), "keys"]).output.splitlines()
    assert len(lines) == len(DEFAULT_KEYS)
    said = {line.split()[0]: line.split()[1:] for line in lines}
    assert said["review-undo"] == ["z", "Undo"]
    assert said["review-report"] == ["!", "Report", "that", "the", "card", "is", "wrong"]


def configured(data: Path, keys: dict[str, str]) -> Path:
    """A data folder with these keys in its settings."""
    lines = [f'{binding} = "{names}"' for binding, names in keys.items()]
    (data / "config.toml").write_text("\n".join(("[keys]", *lines)), encoding="utf-8")
    return data


def test_the_manual_stays_short() -> None:
    manual = (REPOSITORY / "docs" / "quiz.md").read_text(encoding="utf-8")
    assert len(manual.split()) <= 1500
