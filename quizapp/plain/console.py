"""Lines are typed and printed here; nothing printed moves the cursor back."""

from __future__ import annotations

from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from quizapp.plain.speech import as_lines, spoken, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 72
"""How long a line of prose may be where there is no terminal to tell."""
CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n"), ord("\t")})
"""The characters that would move the cursor or change a colour."""
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
        """Whether a person types, so that Enter ends the prompt's line and an editor may open."""

    def say(self, *sentences: str) -> None:
        """Print sentences of the quiz, each on a line of its own, without the empty ones."""
        for sentence in sentences:
            for line in sentence.split("\n"):
                self.print(wrap(spoken(line), self.width))

    def read_out(self, markdown: str, label: str = "", *, has_blanks: bool = False) -> None:
        """Print Markdown of a card after a label; an empty text prints no label either."""
        if markdown.strip():
            self.print(as_lines(markdown, self.width, label, has_blanks=has_blanks))

    def print(self, lines: Iterable[str] = ("",)) -> None:
        """Print lines as they are, without control characters."""
        for line in lines:
            self._printed.write(line.translate(CONTROLS) + "\n")

    def ask(self, prompt: str) -> str:
        """The line typed at a prompt; raises EndError where nothing more is typed."""
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
        """Several typed lines, up to a single dot or the end of the input."""
        self.say(prompt)
        self._printed.flush()
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        while line := self._typed.readline():
            line = line.rstrip("\r\n")
            if line == END:
                return
            yield END if line == END + END else line


def open_console(typed: TextIO, printed: TextIO) -> Console:
    """A console on two streams, as wide as the terminal; unknown characters are replaced."""
    for stream in (typed, printed):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    at_terminal = typed.isatty() and printed.isatty()
    width = get_terminal_size().columns if at_terminal else WIDTH
    return Console(typed, printed, width=width, at_terminal=at_terminal)
