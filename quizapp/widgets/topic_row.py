"""A topic on the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Label

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TopicRow(Horizontal):
    """A topic and what waits in it."""

    def __init__(self, name: str, waiting: str) -> None:
        super().__init__()
        self.words = name, waiting

    def compose(self) -> ComposeResult:
        """The name to the left, the numbers to the right."""
        name, waiting = self.words
        yield Label(name, classes="topic", markup=False)
        yield Label(waiting, classes="waiting", markup=False)
        self.set_class(waiting == "–", "quiet")

    def show(self, name: str, waiting: str) -> None:
        """Show a topic as it is now; a dash waits where nothing does."""
        self.query_one(".topic", Label).update(name)
        self.query_one(".waiting", Label).update(waiting)
        self.set_class(waiting == "–", "quiet")
