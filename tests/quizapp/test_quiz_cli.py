"""The `quizapp` command: what it prints where, and the code it leaves with."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from quiz_cases import NOW
from quiz_pilot import CARDS, Clock, opened_in

from quizapp.cli import main, options
from quizapp.scheduler.model import Grade
from quizapp.store import ReviewStore


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", Clock())


def quizapp(data: Path, *arguments: str, cards: Path = CARDS) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), "--cards", str(cards), *arguments], prog_name="quizapp"
    )


def answer_first(data: Path, grade: Grade) -> None:
    collection = opened_in(data, Clock()).collection
    collection.grade(collection.begin(NOW).reveal(), grade, NOW)
    collection.store.close()


def test_due_counts_the_cards_that_wait(tmp_path: Path) -> None:
    answer_first(tmp_path, Grade.GOOD)
    result = quizapp(tmp_path, "due")
    assert result.stdout.splitlines() == [
        "1 due · 4 new",
        "Autograd             1 due · 2 new",
        "Tensors and storage  2 new",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)


def test_due_says_when_cards_come_where_none_waits(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("new_per_day = 1")
    answer_first(tmp_path, Grade.EASY)
    assert quizapp(tmp_path, "due").stdout.startswith("Nothing is due. Next: tomorrow at")


def test_due_speaks_json(tmp_path: Path) -> None:
    assert json.loads(quizapp(tmp_path, "due", "--json").stdout) == {
        "due": 0,
        "new": 5,
        "held": 0,
        "over_limit": 0,
        "suspended": 0,
        "next": None,
        "topics": {"Autograd": {"due": 0, "new": 3}, "Tensors and storage": {"due": 0, "new": 2}},
    }


def test_stats_tell_how_it_went(tmp_path: Path) -> None:
    answer_first(tmp_path, Grade.GOOD)
    result = quizapp(tmp_path, "stats")
    assert result.stdout.splitlines()[:2] == [
        "So far",
        "Today   1 review · 1 new · 0s · retention –",
    ]
    assert "Good           1 100%" in result.stdout
    assert result.exit_code == 0


def test_stats_speak_json(tmp_path: Path) -> None:
    answer_first(tmp_path, Grade.GOOD)
    statistics = json.loads(quizapp(tmp_path, "stats", "--json").stdout)
    assert statistics["total"]["grades"] == {"again": 0, "hard": 0, "good": 1, "easy": 0}
    assert statistics["streak"] == 1


def test_problems_of_the_cards_go_to_stderr_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('name = "Mine"\norder = ["lost"]\n')
    result = quizapp(tmp_path / "data", "due", cards=tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'deck.toml'}:1: `lost` is in the order" in result.stderr
    assert "lost" not in result.stdout


def test_a_wrong_setting_is_one_line_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("\nnew_per_day = 'ten'")
    result = quizapp(tmp_path, "due")
    assert result.exit_code == 1
    assert result.stderr == (
        f"{tmp_path / 'config.toml'}:2: `new_per_day` cannot be 'ten': "
        "write a whole number, 0 or more\n"
    )


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    result = quizapp(tmp_path / "taken" / "below", "stats")
    assert result.exit_code == 1
    assert "taken" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--cards", "/nowhere/at/all", "due"], ["due", "--loud"], []],
    ids=["an unknown command", "no such cards", "an unknown option", "no terminal"],
)
def test_a_wrong_call_leaves_with_2(tmp_path: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert "Error" in result.stderr


@pytest.mark.parametrize(
    ("command", "work"),
    [
        ("due", "refresh"),
        ("due", "reviews"),
        ("stats", "refresh"),
        ("stats", "review_columns"),
        ("history", "each_review"),
    ],
)
def test_reviews_lost_on_the_way_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, work: str
) -> None:
    monkeypatch.setattr(ReviewStore, work, fail)
    result = quizapp(tmp_path, command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Read-only file system: mend this" in result.stderr


@pytest.mark.parametrize("command", ["due", "stats"])
def test_a_quick_start_that_cannot_be_prepared_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(ReviewStore, "close", fail)
    result = quizapp(tmp_path, command)
    assert (result.exit_code, result.stderr) == (0, "")


def fail(*_: object, **__: object) -> None:
    raise OSError(30, "Read-only file system")


def test_a_terminal_that_cannot_move_its_cursor_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(sys, stream, StandIn())
    monkeypatch.setenv("TERM", "dumb")
    assert not options.at_a_terminal()
    monkeypatch.setenv("TERM", "xterm")
    assert options.at_a_terminal()


def test_a_browser_is_as_good_as_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    monkeypatch.setattr(sys, "stdin", StringIO())
    assert not options.at_a_terminal()
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert options.at_a_terminal()


class StandIn(StringIO):
    """A stream of a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_version_is_printed() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("quizapp ")


def modules_after(*calls: list[str], typed: str = "") -> set[str]:
    """The modules a fresh interpreter has loaded when some calls are over."""
    program = (
        "import io, sys\n"
        "from quizapp.cli import main\n"
        f"for call in {calls!r}:\n"
        f"    sys.stdin = io.StringIO({typed!r})\n"
        "    try:\n"
        "        main(call, prog_name='quizapp')\n"
        "    except SystemExit as left:\n"
        "        assert not left.code, (call, left.code)\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_waits_for_no_library() -> None:
    loaded = modules_after(["--help"])
    assert "click" in loaded
    assert not loaded & {"textual", "rich", "fsrs_rs_python", "tinydb", "markdown_it", "yaml"}


def test_commands_that_only_print_and_line_mode_never_load_the_screen(tmp_path: Path) -> None:
    folders = ["--data", str(tmp_path), "--cards", str(CARDS)]
    loaded = modules_after(
        *([*folders, command] for command in ("due", "stats", "list", "--plain")),
        *([*folders, command, "--plain"] for command in ("stats", "list", "cram", "mock")),
        typed="\n3\n?\ni\n@\nb\n\n4\n\n4\nu\nq\nq\n",
    )
    assert {"fsrs_rs_python", "quizapp.plain.review", "quizapp.plain.statistics"} <= loaded
    assert {"quizapp.plain.cram", "quizapp.plain.mock"} <= loaded
    assert not loaded & {"textual", "rich", "genanki", "torch", "numpy", "quizapp.tui.app"}


@pytest.mark.parametrize("command", [[], ["due"], ["stats"]], ids=" ".join)
def test_a_key_for_a_binding_nobody_has_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(options, "at_a_terminal", lambda: True)
    (tmp_path / "config.toml").write_text('[keys]\nreview-undoo = "z"\n')
    result = quizapp(tmp_path, *command)
    assert result.exit_code == 1
    assert f"{tmp_path / 'config.toml'}:2: `review-undoo` is no binding" in result.stderr
