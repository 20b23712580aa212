"""The quiz as `textual serve` runs it for a browser: over two pipes, without a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from quiz_pilot import CARDS, grades_kept

from quizapp.scheduler.model import Grade

pytestmark = pytest.mark.terminal

SERVED = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "80", "ROWS": "24"}
"""What `textual serve` sets for the program it runs."""


class Browser:
    """The other end of the pipes."""

    def __init__(self, data: Path) -> None:
        command = [
            sys.executable, "-m", "quizapp", "--data", str(data), "--cards", str(CARDS)
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | SERVED,
        )

    def await_words(self, words: str) -> None:
        assert self.process.stdout
        painted = b""
        while words.encode() not in painted:
            ready, _, _ = select.select([self.process.stdout], [], [], 60)
            assert ready, f"{words!r} was never painted, only {painted[-2000:]!r}"
            read = os.read(self.process.stdout.fileno(), 65536)
            assert read, f"{words!r} was never painted, only {painted[-2000:]!r}"
            painted += read

    def press(self, key: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"D" + len(key).to_bytes(4, "big") + key.encode())
        self.process.stdin.flush()


def test_a_card_is_answered_in_a_browser(tmp_path: Path) -> None:
    browser = Browser(tmp_path)
    try:
        browser.await_words("5 new")
        browser.press("\r")
        browser.await_words("New 5")
        browser.press(" ")
        browser.await_words("Again")
        browser.press("2")
        browser.await_words("New 4")
        browser.press("\x1b")  # out of the field
        browser.await_words("Type")
        browser.press("q")
        assert browser.process.wait(30) == 0
    finally:
        browser.process.kill()
        browser.process.communicate()
    assert grades_kept(tmp_path) == [Grade.HARD]
