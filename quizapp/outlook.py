"""What a session has in store, topic by topic, and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.queue import Counts, Queue
from quizapp.topics import topic_name

if TYPE_CHECKING:
    from datetime import datetime

    from deckgen.model import Library
    from quizapp.session import Session


@dataclass(frozen=True, slots=True)
class Topic:
    """One deck and what waits in it."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Outlook:
    """What waits now, and what waits next when nothing does."""

    topics: tuple[Topic, ...]
    counts: Counts
    next_due: datetime | None
    """When cards come again, aware, in UTC; None where that is now or never."""
    next_counts: Counts
    """What waits then."""

    def as_json(self) -> dict[str, object]:
        """The outlook as JSON can hold it."""
        return {
            "due": self.counts.due,
            "new": self.counts.new,
            "held": self.counts.held,
            "over_limit": self.counts.over,
            "suspended": self.counts.suspended,
            "next": self.next_due.isoformat() if self.next_due else None,
            "topics": {
                topic.name: {"due": topic.counts.due, "new": topic.counts.new}
                for topic in self.topics
            },
        }


def look_ahead(library: Library, session: Session) -> Outlook:
    """The outlook of a session at the moment its queue was made."""
    queue = session.queue
    following = session.at(queue.next_due).queue if queue.next_due else Queue()
    topics = (
        Topic(topic_name(deck), queue.among({card.id for card in deck.cards}).counts)
        for deck in library.decks
    )
    return Outlook(tuple(topics), queue.counts, queue.next_due, following.counts)
