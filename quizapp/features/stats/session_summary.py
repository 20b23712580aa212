"""How a session went: its numbers, the topics that changed, the hardest card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.collection.topics import topic_name
from quizapp.features.stats.tally import Tally, tally
from quizapp.scheduler.day import DAY
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.model import Grade
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from deckgen.model import Library
    from quizapp.features.stats.tally import Tally
    from quizapp.scheduler.model import Memory, Review
    from quizapp.session.session import Session


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic and the share of it that is known a day later, without and with the session."""

    topic: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in numbers."""

    tally: Tally
    cards: int
    """How many different cards were answered."""
    pace: timedelta | None
    """Time per answer; None without any."""
    moved: tuple[TopicChange, ...]
    """The topics of the answered cards, the one that moved most first."""
    hardest: Review | None
    """The answer that went worst; None where all went well."""


def summarize(session: Session, library: Library, now: datetime) -> SessionSummary:
    """What a session came to, as of a moment."""
    reviews = session.reviews
    numbers = tally(reviews)
    return SessionSummary(
        tally=numbers,
        cards=len({review.card for review in reviews}),
        pace=numbers.time / len(reviews) if reviews else None,
        moved=_moved(reviews, session.states.memories, library, now + DAY),
        hardest=_hardest(reviews),
    )


def _moved(
    reviews: Sequence[Review], memories: Mapping[str, Memory], library: Library, then: datetime
) -> tuple[TopicChange, ...]:
    first = {review.card: review.before for review in reversed(reviews)}
    before = {**memories, **first}
    moved = []
    for deck in library.decks:
        cards = [card.id for card in deck.cards if card.retired is None]
        if not first.keys().isdisjoint(cards):
            was = _known_share((before.get(card) for card in cards), then)
            became = _known_share((memories.get(card) for card in cards), then)
            moved.append(TopicChange(topic_name(deck), was, became))
    return tuple(sorted(moved, key=lambda each: each.before - each.after))


def _known_share(memories: Iterable[Memory | None], now: datetime) -> float:
    """The share of some cards that would be recalled at a moment; a new card would not."""
    recalled = [retrievability(memory, now) if memory else 0.0 for memory in memories]
    return sum(recalled) / len(recalled)


def _hardest(reviews: Sequence[Review]) -> Review | None:
    """The card answered Again most, then the one that is most difficult."""
    failed = [review for review in reviews if review.grade is Grade.AGAIN]
    again = {card: sum(each.card == card for each in failed) for card in {r.card for r in failed}}
    weak = failed or [review for review in reviews if review.grade is Grade.HARD]
    return max(
        weak, key=lambda review: (again.get(review.card, 0), review.after.difficulty), default=None
    )


def say_summary(summary: SessionSummary) -> str:
    """How much was done, in how much time, and how fast."""
    cards, time = say_number(summary.cards, "card"), say_time(summary.tally.time)
    if summary.pace is None:
        return "Nothing was answered."
    return f"Reviewed {cards} in {time} · {summary.pace.total_seconds():.0f} s an answer"


def say_topic_change(moved: TopicChange) -> str:
    """The recall of a topic that is expected tomorrow, and what it would be without the session."""
    return f"  {moved.topic} {moved.after:.0%} ({moved.before:.0%} without this session)"
