"""The four grades, each with the time until the card would come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from quizapp.scheduler.model import Evidence, Grade
from quizapp.session.grades import is_beyond

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class GradeKey(Static):
    """One grade; it can be clicked."""

    class Pressed(Message):
        """A grade was chosen with the mouse."""

        def __init__(self, grade: Grade) -> None:
            super().__init__()
            self.grade = grade

    def __init__(self, grade: Grade) -> None:
        super().__init__(id=grade.name.lower(), markup=False)
        self.grade = grade

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Pressed(self.grade))


class GradeBar(Horizontal):
    """Again, Hard, Good and Easy, side by side."""

    DEFAULT_CSS = """
    GradeBar {
        height: auto;
        background: $panel;
        GradeKey {
            width: 1fr;
            height: auto;
            padding: 0 1;
            text-align: center;
            text-style: bold;
            &:hover { background: $boost; }
        }
        .beyond { text-style: none; }
        #again { color: $text-error; }
        #hard { color: $text-warning; }
        #good { color: $text-success; }
        #easy { color: $text-primary; }
    }
    """

    def compose(self) -> ComposeResult:
        """One key a grade."""
        for grade in Grade:
            yield GradeKey(grade)

    def show(
        self,
        keys: Mapping[Grade, str],
        intervals: Mapping[Grade, str],
        evidence: Evidence | None = None,
    ) -> None:
        """Show the key and the interval of every grade; brackets tell what the evidence forbids."""
        for label in self.query(GradeKey):
            words = f"{label.grade.word} {intervals[label.grade]}"
            beyond = is_beyond(label.grade, evidence)
            label.update(f"{keys[label.grade]} {f'({words})' if beyond else words}")
            label.set_class(beyond, "beyond")
