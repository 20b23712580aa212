"""A field of several lines for answers, with Python in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from pygments import lex
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from textual.widgets import TextArea

from quizapp.keys import typed_by

if TYPE_CHECKING:
    from pygments.token import _TokenType
    from rich.text import Text
    from textual import events

PARTS = {
    Keyword: "keyword",
    Operator.Word: "keyword",
    Name.Builtin: "builtin",
    Name.Function: "function",
    Name.Class: "function",
    Name.Decorator: "function",
    String: "string",
    Number: "number",
    Comment: "comment",
}


class CodeEditor(TextArea):
    """A field for code or for its output."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"code-editor--{part}" for part in PARTS.values()}
    DEFAULT_CSS = """
    CodeEditor {
        height: auto;
        min-height: 3;
        max-height: 14;
        border: round $foreground 40%;
        padding: 0;
        &:focus { border: round $primary; }
        .code-editor--keyword { color: $text-accent; text-style: bold; }
        .code-editor--builtin { color: $text-accent; }
        .code-editor--function { color: $text-warning; text-style: underline; }
        .code-editor--string { color: $text-success; }
        .code-editor--number { color: $text-warning; }
        .code-editor--comment { color: $text-muted; text-style: italic; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, show_line_numbers=True)
        self.is_code = True
        """Whether what is typed is Python, or else what a program prints."""
        self.is_line = False
        """Whether what is typed fits one line."""
        self.judged = False
        """Whether the text was judged as it is."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave Enter to the screen where it checks, and both keys that show in an empty field."""
        if key == "enter":
            return not self.read_only and not self.enter_checks
        if key == "space" and not self.text:
            return False
        return super().check_consume_key(key, character or typed_by(key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key that undoes to the app, which suspends, where there is nothing to undo."""
        if action == "undo" and not self.history.undo_stack:
            return False
        return super().check_action(action, parameters)

    @property
    def enter_checks(self) -> bool:
        """Whether Enter checks the text, or shows the answer where there is none to check.

        In code it is a new line; of several lines that are printed it ends the last one.
        """
        if self.read_only or not self.text:
            return not self.read_only
        if self.is_code:
            return False
        row, column = self.cursor_location
        blank = not self.document.get_line(row).strip() and row + 1 == self.document.line_count
        return self.is_line or self.judged or (blank and not column)

    def begin(self, text: str, *, is_code: bool, is_line: bool, locked: bool) -> None:
        """Start over with a text; a locked one can only be read."""
        self.is_code, self.is_line, self.judged = is_code, is_line, False
        self.show_line_numbers = is_code
        self.read_only = locked
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line with its words in their colours."""
        line = super().get_line(line_index)
        if self.is_code:
            for start, end, part in parts_of(self.text).get(line_index, ()):
                line.stylize(self.get_component_rich_style(f"code-editor--{part}"), start, end)
        return line

    async def _on_key(self, event: events.Key) -> None:
        """Indent code as its author would, and leave to the screen what is its key."""
        if event.key in {"enter", "space"} and not self.check_consume_key(
            event.key, event.character
        ):
            event.prevent_default()
        elif self.is_code and not self.read_only and event.key in ("enter", "tab"):
            event.prevent_default().stop()
            self.insert(self._new_line() if event.key == "enter" else self._to_next_stop())

    def _new_line(self) -> str:
        """A line break, as deep as the line before it, or deeper after a colon."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        indent = before[: len(before) - len(before.lstrip())]
        deeper = " " * 4 if before.rstrip().endswith(":") else ""
        return f"\n{indent}{deeper}"

    def _to_next_stop(self) -> str:
        """Spaces up to the next indentation."""
        return " " * (4 - self.cursor_location[1] % 4)


@lru_cache(maxsize=4)
def parts_of(code: str) -> dict[int, list[tuple[int, int, str]]]:
    """The parts of Python on each line, each with its first and last column."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    row = column = 0
    for kind, text in lex(code, PythonLexer(stripnl=False, ensurenl=False)):
        part = _part(kind)
        for n, piece in enumerate(text.split("\n")):
            row, column = (row + 1, 0) if n else (row, column)
            if part and piece:
                found.setdefault(row, []).append((column, column + len(piece), part))
            column += len(piece)
    return found


def _part(kind: _TokenType) -> str:
    return next((PARTS[one] for one in reversed(kind.split()) if one in PARTS), "")
