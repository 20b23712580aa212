"""The topics on the home screen, each with its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Topics(VerticalScroll):
    """A row for each topic."""

    def show(self, topics: Sequence[tuple[str, str]]) -> None:
        """Show each topic with what waits in it; there may be others once cards were edited."""
        rows = list(self.query(TopicRow))
        if len(rows) == len(topics):
            for row, (name, waiting) in zip(rows, topics, strict=True):
                row.show(name, waiting)
            return
        self.remove_children()
        self.mount(*(TopicRow(name, waiting) for name, waiting in topics))


class TopicRow(Horizontal):
    """A topic and its counts."""

    def __init__(self, name: str, waiting: str) -> None:
        super().__init__()
        # made before they are mounted, so that they can be told of a key that came early
        self.topic = Label(name, classes="topic", markup=False)
        self.waiting = Label(waiting, classes="waiting", markup=False)
        self.set_class(waiting == "–", "quiet")

    def compose(self) -> ComposeResult:
        """The name to the left, the numbers to the right."""
        yield self.topic
        yield self.waiting

    def show(self, name: str, waiting: str) -> None:
        """Show a topic as it is now; a dash waits where nothing does."""
        self.topic.update(name)
        self.waiting.update(waiting)
        self.set_class(waiting == "–", "quiet")
