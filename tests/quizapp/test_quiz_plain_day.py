"""Line mode as it is called: through a pipe, on a terminal that cannot move its cursor, killed."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from quiz_cases import DAY
from quiz_lines import Person, after
from quiz_pilot import CARDS, Clock, grades_kept, opened_in

from quizapp import cli
from quizapp.cli import options
from quizapp.config import Config
from quizapp.plain.console import open_console
from quizapp.scheduler.model import Action, Grade
from quizapp.store import ReviewStore


def quizapp(data: Path, typed: str, *arguments: str, cards: Path = CARDS) -> Result:
    words = ["--data", str(data), "--cards", str(cards), *arguments]
    return CliRunner().invoke(cli.main, words, input=typed, prog_name="quizapp")


@pytest.fixture
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", Clock())


def test_two_days_with_a_real_store(tmp_path: Path) -> None:
    clock = Clock()

    def sit(*lines: str) -> list[str]:
        collection = opened_in(tmp_path, clock, config=Config(new_per_day=3)).collection
        said = Person(collection, clock).types(*lines)
        collection.store.close()
        return said

    first = sit("h", "", "2", "", "4", "u", "3", "f 3", "b", "@", *["", "4"] * 3, "q")
    assert "3 new, 2 new waiting." in first
    assert "Done for now." in first
    clock.now += DAY
    second = sit("", "1", "", "3", "q")
    assert "1 new, 1 suspended." in second
    assert [grade.name for grade in grades_kept(tmp_path)] == (
        ["HARD", "GOOD", "EASY", "EASY", "EASY", "AGAIN", "GOOD"]
    )
    kept = opened_in(tmp_path, clock).collection.store
    assert [change.action for change in kept.changes()] == [
        Action.FLAG,
        Action.BURY,
        Action.SUSPEND,
    ]
    kept.close()


@pytest.mark.usefixtures("_fixed_clock")
def test_lines_come_in_through_a_pipe_and_go_out(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "\n3\n", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.split("\n")
    assert "has none of the 4 snippets of these cards" in lines[0]
    assert lines[1:4] == ["Interview.", "", "5 new."]
    assert lines[-2:] == ["Everything graded is kept.", ""]
    assert (tmp_path / "state.json").exists()  # so that the next start is quick
    assert grades_kept(tmp_path) == [Grade.GOOD]


@pytest.mark.usefixtures("_fixed_clock")
def test_nothing_typed_at_all_is_no_failure(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert grades_kept(tmp_path) == []


@pytest.mark.usefixtures("_fixed_clock")
def test_without_a_terminal_the_call_that_works_is_named(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "")
    assert result.exit_code == 2
    assert "`quizapp --plain`" in result.stderr


@pytest.mark.usefixtures("_fixed_clock")
def test_what_is_wrong_with_cards_and_reviews_is_said_first(tmp_path: Path) -> None:
    cards, data = tmp_path / "cards", tmp_path / "data"
    cards.mkdir()
    (cards / "deck.toml").write_text('name = "Mine"\norder = ["lost"]\n')
    (data / "journal").mkdir(parents=True)
    (data / "journal" / "2026.x.jsonl").write_text("no line of a journal\n")
    lines = quizapp(data, "", "--plain", cards=cards).stdout.split("\n")
    assert "2026.x.jsonl" in lines[0]
    # a listener waits for the first card: the problems are counted, and one is told
    assert lines[1].startswith("2 problems in the cards; `deckgen check` names all.")
    assert lines[2:5] == ["Mine.", "", "Nothing is due."]


@pytest.mark.usefixtures("_fixed_clock")
def test_the_statistics_and_a_list_come_in_sentences(tmp_path: Path) -> None:
    quizapp(tmp_path, "\n3\n", "--plain")
    stats = quizapp(tmp_path, "", "stats", "--plain")
    assert (stats.exit_code, stats.stderr) == (0, "")
    assert stats.stdout.startswith("Today: 1 review, 1 new, ")
    listed = quizapp(tmp_path, "", "list", "--plain", "is:learn")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert listed.stdout.splitlines() == [
        "1 card found.",
        "1: Why do gradients add up across backward() calls? Autograd, in 10m.",
    ]
    assert "0 cards found." in quizapp(tmp_path, "", "--plain", "list", "is:suspended").stdout


@pytest.mark.usefixtures("_fixed_clock")
def test_a_wrong_search_is_one_sentence_in_lines(tmp_path: Path) -> None:
    for command in ("list", "cram"):
        error = quizapp(tmp_path, "", "--plain", command, "is:nonsense").stderr
        assert "`is:` knows no `nonsense`" in error
        assert "^" not in error
    assert "^" in quizapp(tmp_path, "", "list", "is:nonsense").stderr


def fail(*_: object, **__: object) -> None:
    raise OSError(30, "Read-only file system")


@pytest.mark.usefixtures("_fixed_clock")
def test_a_store_that_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewStore, "refresh", fail)
    result = quizapp(tmp_path, "", "--plain")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Read-only file system: fix this" in result.stderr


@pytest.mark.usefixtures("_fixed_clock")
def test_a_quick_start_that_cannot_be_prepared_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewStore, "close", fail)
    assert quizapp(tmp_path, "\n3\n", "--plain").exit_code == 0


@pytest.mark.usefixtures("_fixed_clock")
def test_a_wrong_setting_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("new_per_day = 'ten'")
    result = quizapp(tmp_path, "", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "`new_per_day` cannot be 'ten', so it is 10: write a whole number" in result.stdout
    assert "5 new." in result.stdout


def command(data: Path, *arguments: str) -> list[str]:
    words = [sys.executable, "-m", "quizapp", "--data", str(data), "--cards", str(CARDS)]
    return [*words, *arguments]


def test_a_pipe_that_nobody_reads_any_more_is_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path, "--plain"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write("\n3\n" * 50)
        process.stdin.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(60) == 1


def test_characters_that_cannot_be_read_or_printed_stop_nobody() -> None:
    typed = TextIOWrapper(BytesIO(b"\xff\n"), encoding="utf-8")
    printed = TextIOWrapper(raw := BytesIO(), encoding="ascii")
    console = open_console(typed, printed)
    assert console.ask("x²?") == "\ufffd"
    assert raw.getvalue() == b"x?? "


class Dumb:
    """The quiz on a real terminal that can only print lines."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.fd, child = pty.openpty()
        self.painted = b""
        env = os.environ | {"TERM": "dumb", "COLUMNS": ""}
        self.process = subprocess.Popen(
            command(data, *arguments), stdin=child, stdout=child, stderr=child, env=env,
            start_new_session=True,
            # a test run in the background ignores Ctrl-C, and would hand that down
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        os.close(child)

    def await_words(self, *words: str) -> None:
        """Read what is printed until all these words came, one after the other."""
        start = 0
        for each in map(str.encode, words):
            while (found := self.painted.find(each, start)) < 0:
                ready, _, _ = select.select([self.fd], [], [], 60)
                assert ready, f"{each!r} was never printed, only {self.painted[-2000:]!r}"
                self.painted += os.read(self.fd, 65536)
            start = found + len(each)

    def type(self, text: str) -> None:
        self.painted = b""
        os.write(self.fd, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until it is answered.

        One that falls between the prompt and the call that reads a line is noticed by Python only
        when that call returns.
        """
        answered = False
        while not answered:
            self.process.send_signal(signal.SIGINT)
            answered = bool(select.select([self.fd], [], [], 10)[0])

    def end(self) -> tuple[bytes, int]:
        """All that is still printed, and the code it leaves with."""
        try:
            while block := os.read(self.fd, 65536):
                self.painted += block
        except OSError:  # so Linux says that the other end is closed
            pass
        code = self.process.wait(30)
        os.close(self.fd)
        return self.painted, code


@pytest.mark.terminal
def test_a_terminal_that_cannot_move_its_cursor_gets_lines_and_a_grade_survives_kill_9(
    tmp_path: Path,
) -> None:
    terminal = Dumb(tmp_path)
    terminal.await_words("Enter shows the answer")
    printed = terminal.painted
    terminal.type("\n")
    terminal.await_words("Enter grades it Good")
    printed += terminal.painted
    terminal.type("4\n")
    terminal.await_words("4 new.")
    printed += terminal.painted
    terminal.process.kill()
    rest, _ = terminal.end()
    assert b"\x1b" not in printed + rest
    assert grades_kept(tmp_path) == [Grade.EASY]


@pytest.mark.usefixtures("_fixed_clock")
@pytest.mark.parametrize(
    ("command", "spoken", "drawn"),
    [
        ("list", "5 cards found.\n1: ", "grad-accumulates  Autograd  "),
        ("stats", "Today: 0 reviews, 0 new, 0s.\n", "No card was answered yet."),
    ],
)
def test_such_a_terminal_gets_sentences_where_another_gets_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, spoken: str, drawn: str
) -> None:
    monkeypatch.setattr(options, "_has_keys", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    assert quizapp(tmp_path, "", command).stdout.startswith(spoken)
    monkeypatch.setenv("TERM", "xterm")
    assert quizapp(tmp_path, "", command).stdout.startswith(drawn)


@pytest.mark.terminal
def test_ctrl_c_leaves_tidily(tmp_path: Path) -> None:
    terminal = Dumb(tmp_path)
    terminal.await_words("Enter shows the answer")
    terminal.type("\n3\n")
    terminal.await_words("4 new.", "Enter shows the answer", "help: ")
    terminal.interrupt()
    rest, code = terminal.end()
    assert code == 130
    assert rest.endswith(b"\r\nEverything graded is kept.\r\n")
    assert b"Traceback" not in rest
    assert grades_kept(tmp_path) == [Grade.GOOD]


def test_a_day_that_ends_goes_on_with_what_is_due_next(tmp_path: Path) -> None:
    clock = Clock()
    collection = opened_in(tmp_path, clock, config=Config(new_per_day=1)).collection
    lines = Person(collection, clock).types("", "3", "", "4", "?")
    assert after(lines, "Done for now.")[0].startswith("Reviewed 1 card in")
    assert "Enter, or start: look whether cards are due now" in lines
    collection.store.close()
