"""The `quizapp` command: what it prints where, and the code it leaves with."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
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
        "Today   1 review · 1 new · 0s · retention of review cards –",
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
    assert result.stdout.startswith("5 new")
    assert result.stderr == (
        f"{tmp_path / 'config.toml'}:2: `new_per_day` cannot be 'ten', so it is 10: "
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
    assert "Read-only file system: fix this" in result.stderr


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


@pytest.mark.parametrize("command", [["due"], ["stats"]], ids=" ".join)
def test_a_key_for_a_binding_nobody_has_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(options, "at_a_terminal", lambda: True)
    (tmp_path / "config.toml").write_text('[keys]\nreview-undoo = "z"\n')
    result = quizapp(tmp_path, *command)
    assert result.exit_code == 1
    assert f"{tmp_path / 'config.toml'}:2: the key `review-undoo` is unknown" in result.stderr


@pytest.mark.parametrize("command", ["due", "stats", "list", "history", "interview", "reports"])
def test_folders_are_named_before_and_after_the_command(tmp_path: Path, command: str) -> None:
    answer_first(tmp_path, Grade.GOOD)
    folders = ["--data", str(tmp_path), "--cards", str(CARDS)]
    before = CliRunner().invoke(main, [*folders, command], prog_name="quizapp")
    behind = CliRunner().invoke(main, [command, *folders], prog_name="quizapp")
    assert behind.output == before.output
    assert str(tmp_path / "nowhere") not in behind.output
    nowhere = ["--data", str(tmp_path / "nowhere"), command, *folders]
    assert CliRunner().invoke(main, nowhere, prog_name="quizapp").output == before.output
    assert not (tmp_path / "nowhere").exists()


def in_encoding(encoding: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command whose output goes to a stream that lacks many characters."""
    words = [sys.executable, "-m", "quizapp", "--data", str(data), "--cards", str(CARDS)]
    return subprocess.run(
        [*words, *arguments], capture_output=True, encoding=encoding, errors="replace",
        timeout=120, check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
@pytest.mark.parametrize(
    "arguments", [["stats"], ["list"], ["interview"], ["stats", "--plain"]], ids=" ".join
)
def test_a_stream_without_a_character_gets_another_one(
    tmp_path: Path, arguments: list[str], encoding: str
) -> None:
    answer_first(tmp_path, Grade.GOOD)
    if arguments == ["interview"]:
        day = datetime.now(UTC).date() + timedelta(days=30)
        assert in_encoding(encoding, tmp_path, "interview", str(day)).returncode == 0
    done = in_encoding(encoding, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_json_keeps_every_character_on_any_stream(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "deck.toml").write_text('name = "Mine"\norder = ["words"]\n')
    card = "## Is 3 ≤ π? {#pi .recall .junior}\n\n---\n\nYes.\n"
    (cards / "words.md").write_text(f"---\ndeck: W\n---\n\n# W\n\n{card}", encoding="utf-8")
    done = in_encoding("cp1252", tmp_path, "list", "--json", "--cards", str(cards))
    assert (done.returncode, done.stderr) == (0, "")
    assert [card["question"] for card in json.loads(done.stdout)] == ["Is 3 ≤ π?"]


def test_cards_without_their_snippets_say_so_until_their_folder_is_named(tmp_path: Path) -> None:
    said = "has none of the 4 snippets of these cards, so no code can be run: name their folder"
    alone = CliRunner().invoke(
        main, ["--plain", "--data", str(tmp_path), "--cards", str(CARDS)], input=""
    )
    assert alone.stdout.count(said) == 1
    for name in ("autograd/print_grad", "autograd/grad_accumulates"):
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / f"{name}.py").write_text("")
    folders = ["--data", str(tmp_path), "--cards", str(CARDS), "--snippets", str(tmp_path / "mine")]
    named = CliRunner().invoke(main, ["--plain", *folders], input="")
    assert said not in named.stdout
    examined = CliRunner().invoke(main, ["doctor", *folders]).stdout
    assert f"- 2 of the 4 snippets of these cards are not in {tmp_path / 'mine'}: name" in examined
    assert "All is well." not in examined


def test_a_folder_that_can_only_be_read_answers_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_first(tmp_path, Grade.GOOD)
    calls = [["due"], ["stats"], ["list"], ["history"], ["interview"]]
    expected = [quizapp(tmp_path, *call).stdout for call in calls]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    refuse_to_write(monkeypatch, tmp_path)
    for call, output in zip(calls, expected, strict=True):
        result = quizapp(tmp_path, *call)
        assert (result.exit_code, result.stderr, result.stdout) == (0, "", output)
    lines = (
        CliRunner()
        .invoke(main, ["--plain", "--data", str(tmp_path), "--cards", str(CARDS)], input="\n3\n")
        .stdout
    )
    assert f"{tmp_path} can't be written (Read-only file system)" in " ".join(lines.split())
    assert "Not saved: Read-only file system." in lines
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def refuse_to_write(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the lock of a folder refused, as on a disk that was mounted to be read."""
    opened = os.open

    def refusing(path: str | Path, flags: int, mode: int = 0o777, **rest: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and Path(path).is_relative_to(folder):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return opened(path, flags, mode, **rest)

    monkeypatch.setattr(os, "open", refusing)


def test_the_interview_without_a_plan_names_a_day_to_come(tmp_path: Path) -> None:
    named = quizapp(tmp_path, "interview").stdout
    day = date.fromisoformat(named.split()[-1])
    assert NOW.date() < day <= NOW.date() + timedelta(days=365)
    assert quizapp(tmp_path, *named.split("quizapp ")[1].split()).exit_code == 0
    cleared = quizapp(tmp_path, "interview", "--clear")
    assert cleared.stdout.startswith("The interview on ")
    again = quizapp(tmp_path, "interview", "--clear")
    assert again.stdout == "No interview was planned, so there is nothing to clear.\n"
    assert again.exit_code == 0


def test_no_mock_interview_was_held_and_that_is_said(tmp_path: Path) -> None:
    result = quizapp(tmp_path / "data", "mock", "--last")
    assert (result.stdout, result.exit_code) == ("You have held no mock interview yet.\n", 0)
