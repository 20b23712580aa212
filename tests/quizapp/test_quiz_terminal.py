"""The quiz in a real pseudo-terminal, killed in the middle."""

from __future__ import annotations

import json
import os
import pty
import select
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
            command, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True
        )
        os.close(child)

    def await_words(self, words: str) -> None:
        """Read what is painted until some words were among it."""
        painted = b""
        while words.encode() not in painted:
            ready, _, _ = select.select([self.fd], [], [], 60)
            assert ready, f"{words!r} was never painted, only {painted[-2000:]!r}"
            painted += os.read(self.fd, 65536)

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())


def quizapp(data: Path, *command: str) -> list[str]:
    return [
        sys.executable, "-m", "quizapp", "--data", str(data), "--cards", str(CARDS), *command
    ]  # fmt: skip


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
