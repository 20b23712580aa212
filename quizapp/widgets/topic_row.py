"""A topic on the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Label

from quizapp.wording import say_counts

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizapp.outlook import Topic


class TopicRow(Horizontal):
    """A topic and what waits in it."""

    def compose(self) -> ComposeResult:
        """The name to the left, the numbers to the right."""
        yield Label(classes="topic", markup=False)
        yield Label(classes="waiting", markup=False)

    def show(self, topic: Topic) -> None:
        """Show a topic as it is now."""
        self.query_one(".topic", Label).update(topic.name)
        self.query_one(".waiting", Label).update(say_counts(topic.counts))
        self.set_class(not (topic.counts.due or topic.counts.new), "quiet")
