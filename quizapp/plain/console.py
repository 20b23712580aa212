"""Where lines come from and go to; whatever is printed, the cursor only ever moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from quizapp.plain.markdown import as_lines
from quizapp.plain.speech import spoken, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 72
"""How long a line of prose may be where no terminal says it."""
CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n"), ord("\t")})
"""What would move the cursor or change a colour."""
END = "."
"""The line that ends an answer of several lines; to type such a line itself, it is doubled."""


class EndError(Exception):
    """Nothing more will be typed."""


class Console:
    """Reads lines and writes lines."""

    def __init__(
        self, typed: TextIO, printed: TextIO, *, width: int = WIDTH, at_terminal: bool = False
    ) -> None:
        self._typed = typed
        self._printed = printed
        self.width = width
        self.at_terminal = at_terminal
        """Whether a person's keys end the prompt's line, and an editor may be opened."""

    def say(self, *sentences: str) -> None:
        """Print sentences of the quiz, each from a line of its own; empty ones are left out."""
        for sentence in sentences:
            for line in sentence.split("\n"):
                self.print(wrap(spoken(line), self.width))

    def read_out(self, markdown: str, label: str = "", *, has_blanks: bool = False) -> None:
        """Print words of a card; what is empty says nothing, not even its label."""
        if markdown.strip():
            self.print(as_lines(markdown, self.width, label, has_blanks=has_blanks))

    def print(self, lines: Iterable[str] = ("",)) -> None:
        """Print lines as they are, but for what would not be a character of theirs."""
        for line in lines:
            self._printed.write(line.translate(CONTROLS) + "\n")

    def ask(self, prompt: str) -> str:
        """What is typed to a prompt, without the end of its line; raises EndError at the end."""
        *above, last = wrap(prompt, self.width)
        self.print(above)
        self._printed.write(f"{last} ")
        self._printed.flush()
        line = self._typed.readline()
        if not (line and self.at_terminal):
            self.print()
        if not line:
            raise EndError
        return line.rstrip("\r\n")

    def ask_lines(self, prompt: str) -> str:
        """Several typed lines, up to one that is a single dot or to the end of all."""
        self.say(prompt)
        self._printed.flush()
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        while line := self._typed.readline():
            line = line.rstrip("\r\n")
            if line == END:
                return
            yield END if line == END + END else line
