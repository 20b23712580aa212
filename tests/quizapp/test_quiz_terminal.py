"""The quiz in a real pseudo-terminal, killed in the middle."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import shlex
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from quiz_pilot import CARDS

pytestmark = pytest.mark.terminal


class Terminal:
    """A program in a pseudo-terminal of 80 by 24; words are awaited, never slept for."""

    def __init__(self, *command: str) -> None:
        self.fd, child = pty.openpty()
        termios.tcsetwinsize(child, (24, 80))
        self.settings = termios.tcgetattr(self.fd)
        env = os.environ | {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
        self.process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env=env,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(child)

    def await_words(self, words: str) -> str:
        """Read what is painted until some words were among it, and return it."""
        painted = b""
        while words.encode() not in painted:
            ready, _, _ = select.select([self.fd], [], [], 60)
            assert ready, f"{words!r} was never painted, only {painted[-2000:]!r}"
            painted += os.read(self.fd, 65536)
        return painted.decode(errors="replace")

    def rest(self) -> str:
        """What is painted until the program is over."""
        painted = b""
        while select.select([self.fd], [], [], 60)[0]:
            try:
                read = os.read(self.fd, 65536)
            except OSError:  # nobody holds the other end any more
                break
            if not read:
                break
            painted += read
        return painted.decode(errors="replace")

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())


def quizapp(data: Path, *command: str, cards: Path = CARDS) -> list[str]:
    return [
        sys.executable, "-m", "quizapp", "--data", str(data), "--cards", str(cards), *command
    ]  # fmt: skip


def spoken_cards(folder: Path) -> Path:
    """Two cards that are answered aloud: no field takes the keys."""
    folder.mkdir()
    (folder / "deck.toml").write_text('name = "Spoken"\norder = ["words"]\n')
    cards = "\n".join(
        f"## Question {card}? {{#{card} .recall .junior}}\n\n---\n\nAnswer {card}.\n"
        for card in ("one", "two")
    )
    (folder / "words.md").write_text(f"---\ndeck: Words\n---\n\n# Words\n\n{cards}")
    return folder


def test_what_was_graded_survives_kill_9(tmp_path: Path) -> None:
    terminal = Terminal(*quizapp(tmp_path))
    terminal.await_words("5 new")
    terminal.press(" ")
    for shown in ("New 5", "New 4", "New 3"):
        terminal.await_words(shown)
        terminal.press(" ")
        terminal.await_words("Again")
        terminal.press("4")
    terminal.await_words("New 2")
    terminal.process.send_signal(signal.SIGKILL)
    terminal.process.wait(30)
    os.close(terminal.fd)
    printed = subprocess.run(
        quizapp(tmp_path, "stats", "--json"), capture_output=True, text=True, timeout=60
    )
    assert (printed.returncode, printed.stderr) == (0, "")
    assert json.loads(printed.stdout)["total"]["reviews"] == 3


def test_quitting_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    terminal = Terminal(*quizapp(tmp_path))
    terminal.await_words("5 new")
    terminal.press("q")
    terminal.await_words("\x1b[?1049l")
    assert terminal.process.wait(30) == 0
    assert termios.tcgetattr(terminal.fd) == terminal.settings
    os.close(terminal.fd)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda each: each.name)
def test_a_signal_that_ends_programs_leaves_the_terminal_as_it_was(
    tmp_path: Path, number: signal.Signals
) -> None:
    terminal = Terminal(*quizapp(tmp_path))
    terminal.await_words("5 new")
    terminal.process.send_signal(number)
    left = terminal.await_words("\x1b[?1049l")
    assert "\x1b[?25h" in left + terminal.rest()
    assert terminal.process.wait(60) == 128 + number
    assert termios.tcgetattr(terminal.fd) == terminal.settings
    os.close(terminal.fd)


@pytest.mark.parametrize("way", ["q", "report", "signal"])
def test_an_interview_begun_at_home_is_reported_and_kept_however_it_is_left(
    tmp_path: Path, way: str
) -> None:
    terminal = Terminal(*quizapp(tmp_path, cards=spoken_cards(tmp_path / "cards")))
    terminal.await_words("2 new")
    terminal.press("m")
    terminal.await_words("question 1")
    terminal.press(" ")
    terminal.await_words("Would the interviewer")
    terminal.press("3")
    terminal.await_words("question 2")
    (kept,) = (tmp_path / "mocks").glob("*.md")
    assert "1 accepted" in kept.read_text(encoding="utf-8")
    if way == "signal":
        terminal.process.send_signal(signal.SIGTERM)
    else:
        terminal.press("\x1b" if way == "report" else "")
        if way == "report":
            terminal.await_words("Every question")
        terminal.press("q")
    terminal.await_words("\x1b[?1049l")
    assert "1 accepted" in terminal.await_words("## Every question")
    assert terminal.process.wait(60) == (128 + signal.SIGTERM if way == "signal" else 0)
    os.close(terminal.fd)
    last = subprocess.run(
        quizapp(tmp_path, "mock", "--last"), capture_output=True, text=True, timeout=60
    )
    assert (last.returncode, last.stderr) == (0, "")
    assert last.stdout.startswith("# Mock interview, ")
    assert str(kept) in last.stdout


def test_ctrl_z_suspends_and_fg_comes_back(tmp_path: Path) -> None:
    command = " ".join(map(shlex.quote, quizapp(tmp_path)))
    script = f"{command}; echo back $?; read; fg; echo over $?"
    terminal = Terminal("bash", "-mc", script)
    terminal.await_words("5 new")
    terminal.press("\x1a")
    stopped = terminal.await_words("back 147")
    assert "\x1b[?1049l" in stopped
    terminal.press("\n")
    terminal.await_words("\x1b[?1049h")
    terminal.press("q")
    terminal.await_words("over 0")
    assert terminal.process.wait(60) == 0
    os.close(terminal.fd)


@pytest.mark.parametrize("command", [[], ["--plain"], ["cram"], ["due"]], ids=str)
def test_a_closed_stdin_is_no_traceback_and_leaves_the_terminal_alone(
    tmp_path: Path, command: list[str]
) -> None:
    script = f"{' '.join(map(shlex.quote, quizapp(tmp_path, *command)))} <&-; echo over $?"
    terminal = Terminal("bash", "-c", script)
    code = 2 if command in ([], ["cram"]) else 0
    painted = terminal.await_words(f"over {code}")
    assert "Traceback" not in painted
    assert "\x1b[?1049h" not in painted
    assert terminal.process.wait(60) == 0
    assert termios.tcgetattr(terminal.fd) == terminal.settings
    os.close(terminal.fd)
