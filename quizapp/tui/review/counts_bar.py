"""Anki's three numbers: how many cards of each kind are left; and those that are not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Label

from quizapp.session.queue import say_aside

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizapp.session.session import Session


class CountsBar(Horizontal):
    """New, Learn and Review, with the kind of the card asked now underlined."""

    DEFAULT_CSS = """
    CountsBar {
        width: auto;
        height: 1;
        Label { margin-right: 2; }
        Label.asked { text-style: bold underline; }
        #new { color: $text-primary; }
        #learn { color: $text-error; }
        #review { color: $text-success; }
        /* Where there is no room for it, help tells it. */
        #aside { display: none; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """One label a kind."""
        yield Label(id="new")
        yield Label(id="learn")
        yield Label(id="review")
        yield Label(id="aside")

    def show(self, session: Session) -> None:
        """Show what a session has left."""
        counts, queue = session.queue.counts, session.queue
        kinds = {
            "new": ("New", counts.new, queue.new),
            "learn": ("Learn", counts.learning, queue.learning + queue.ahead),
            "review": ("Review", counts.review, queue.review),
        }
        self.query_one("#aside", Label).update(say_aside(counts))
        for name, (word, count, cards) in kinds.items():
            label = self.query_one(f"#{name}", Label)
            label.update(f"{word} {count}")
            label.set_class(session.asked in cards, "asked")
