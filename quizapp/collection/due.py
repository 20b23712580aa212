"""What is due, topic by topic, what comes next, and reviews ahead of their day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.collection.topics import topic_name
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.model import Marks, State
from quizapp.session.queue import (
    Counts,
    Queue,
    explain_counts,
    say_back_again,
    say_counts,
    say_header,
)
from quizapp.words import say_moment

if TYPE_CHECKING:
    from datetime import datetime

    from deckgen.model import Library
    from quizapp.collection.collection import Collection
    from quizapp.scheduler.day import LearnerDays
    from quizapp.session.queue import Counts
    from quizapp.session.session import Session


def review_ahead(collection: Collection, now: datetime) -> tuple[str, ...]:
    """The reviews of later days, the next day first; in a day, the likeliest forgotten first."""
    days = collection.scheduler.days
    tomorrow = days.start_of_next(now)
    memories, marks = collection.store.memories(), collection.store.marks()
    later = [
        (days.day_of(memory.due), retrievability(memory, now), place, card)
        for place, card in enumerate(collection.cards)
        if (memory := memories.get(card))
        and memory.state is State.REVIEW
        and memory.due >= tomorrow
        and not _is_held(marks.get(card, Marks()), collection, now)
    ]
    return tuple(card for *_, card in sorted(later))


def _is_held(mark: Marks, collection: Collection, now: datetime) -> bool:
    return mark.suspended or mark.buried == collection.scheduler.days.day_of(now)


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """One deck and its counts."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class DueCounts:
    """The cards due now, topic by topic, and the next ones once nothing is due."""

    topics: tuple[TopicCounts, ...]
    counts: Counts
    next_due: datetime | None
    """When cards come again, aware, in UTC; None where that is now or never."""
    next_counts: Counts
    """The cards that are due then."""

    def as_json(self) -> dict[str, object]:
        """The counts as JSON can hold them."""
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


def count_due(library: Library, session: Session) -> DueCounts:
    """What is due in a session at the moment its queue was made."""
    queue = session.queue
    following = session.at(queue.next_due).queue if queue.next_due else Queue()
    topics = (
        TopicCounts(topic_name(deck), queue.among({card.id for card in deck.cards}).counts)
        for deck in library.decks
    )
    return DueCounts(tuple(topics), queue.counts, queue.next_due, following.counts)


def say_next(due: DueCounts, now: datetime, days: LearnerDays) -> str:
    """The moment when cards come again, and how many."""
    if due.next_due is None:
        return "No card is waiting to come back."
    moment = say_moment(due.next_due, now, days)
    return f"Next: {moment}, {say_counts(due.next_counts)}."


def say_headline(due: DueCounts) -> str:
    """The cards due now, in one line."""
    if due.counts.due or due.counts.new:
        return say_header(due.counts)
    return "Nothing is due." if due.topics else "There are no cards here."


def say_later(due: DueCounts, now: datetime, days: LearnerDays) -> str:
    """The moment when cards come again, and below it the cards held back until then."""
    lines = say_next(due, now, days), say_back_again(due.counts)
    return "\n".join(filter(None, lines))


def describe_due(due: DueCounts, now: datetime, days: LearnerDays) -> str:
    """The due counts in a few lines: the total and its topics, or else what comes next."""
    waiting = [topic for topic in due.topics if topic.counts.due or topic.counts.new]
    if not waiting:
        return f"Nothing is due. {' '.join(say_later(due, now, days).splitlines())}"
    width = max(len(topic.name) for topic in waiting)
    lines = [f"{topic.name:{width}}  {say_counts(topic.counts)}" for topic in waiting]
    return "\n".join((say_header(due.counts), *lines))


@dataclass(frozen=True, slots=True)
class Today:
    """The home screen's numbers at one moment, in words."""

    session: Session
    """The session that starting would begin."""
    headline: str
    later: str
    """When cards come again; empty while some wait."""
    topics: tuple[tuple[str, str], ...]
    """Each topic with what waits in it."""
    waiting: str
    """What waits in all of them."""
    new_waiting: int
    """How many new cards the day's limit holds back."""
    ahead: tuple[str, ...]
    """The cards that can be reviewed before they are due; none while some wait."""
    numbers: tuple[tuple[str, str], ...]
    """Each number with what it means."""


def _say_topic(counts: Counts) -> str:
    """The cards of a topic that wait today, or else those that wait for another day."""
    if counts.due or counts.new or not counts.over:
        return say_counts(counts)
    return f"{counts.over} waiting"


def see_today(collection: Collection, now: datetime) -> Today:
    """Count what is due at a moment, other windows' answers included; may raise OSError."""
    session = collection.begin(now)
    due = count_due(collection.library, session)
    idle = session.finished
    return Today(
        session=session,
        headline=say_headline(due),
        later=say_later(due, now, collection.scheduler.days) if idle else "",
        topics=tuple((topic.name, _say_topic(topic.counts)) for topic in due.topics),
        waiting=say_counts(due.counts),
        new_waiting=due.counts.over_new,
        ahead=review_ahead(collection, now) if idle else (),
        numbers=tuple(explain_counts(session.queue.counts, session.rules.limits)),
    )
