"""The information about one card in words: what it is, its status, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from deckgen.snippets.state import proof_line, releases_line
from quizapp.collection.topics import topic_name
from quizapp.scheduler.forgetting import interval_days, retrievability
from quizapp.scheduler.model import FLAGS, CardChange, CardStatus, Marks, Review, State
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deckgen.model import Card
    from deckgen.snippets.library import SnippetLibrary
    from quizapp.collection.collection import Collection
    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.fsrs import Scheduler
    from quizapp.scheduler.model import Memory, Operation

STAGES = {
    State.LEARNING: "learning",
    State.REVIEW: "review",
    State.RELEARNING: "relearning",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a card."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a card's history."""

    when: str
    did: str
    """The grade, or the action."""
    stage: str = ""
    """The stage of the card before this review."""
    took: str = ""
    interval: str = ""
    """The interval that this answer set."""
    note: str = ""
    """The evidence of the answer, and whether the learner graded above it."""


def facts_of(
    card: Card, collection: Collection, now: datetime, snippet_library: SnippetLibrary | None
) -> tuple[Fact, ...]:
    """The facts about a card and its status; those about its proof need the snippets."""
    memory = collection.store.memories().get(card.id)
    mark = collection.store.marks().get(card.id, Marks())
    days = collection.scheduler.days
    named = [
        *_identity_facts(card, collection, snippet_library),
        *(_memory_facts(memory, now, days) if memory else [("Stage", "new: never answered")]),
        *_mark_facts(card, collection, CardStatus(memory, mark), now),
    ]
    return tuple(Fact(name, words) for name, words in named if words)


def time_facts(reviews: Iterable[Review], days: LearnerDays) -> tuple[Fact, ...]:
    """The first review, average time and total time of one card; empty without reviews."""
    answered = list(reviews)
    if not answered:
        return ()
    total = sum((review.took for review in answered), timedelta())
    return (
        Fact("First review", _moment(answered[0].at, days)),
        Fact("Average time", say_time(total / len(answered))),
        Fact("Total time", say_time(total)),
    )


def history_of(
    card: str, reviews: Iterable[Review], changes: Iterable[CardChange], scheduler: Scheduler
) -> tuple[HistoryEntry, ...]:
    """The history of a card, newest first."""
    operations: list[Operation] = [review for review in reviews if review.card == card]
    operations += [change for change in changes if card in change.after]
    newest = sorted(operations, key=lambda operation: operation.at, reverse=True)
    return tuple(_history_entry(operation, scheduler) for operation in newest)


def confusable_cards(card: Card, collection: Collection) -> tuple[Card, ...]:
    """The cards a card is easily confused with, in either direction of `:see:`."""
    others = collection.related.confusable_with(card.id)
    return tuple(other for other in collection.cards.values() if other.id in others)


def _identity_facts(
    card: Card, collection: Collection, snippet_library: SnippetLibrary | None
) -> Iterator[tuple[str, str]]:
    deck = collection.library.deck_of(card)
    yield "Card", card.id
    yield "Deck", topic_name(deck)
    yield "Kind", f"{card.kind} · {card.level}"
    yield "File", str(card.place) if card.place.path else ""
    if snippet_library:
        yield "Proof", proof_line(card, snippet_library)
        yield "Torch", releases_line(card, snippet_library)
    yield "Sources", "\n".join(card.sources)
    yield (
        "See also",
        "\n".join(f"{each.question} ({each.id})" for each in confusable_cards(card, collection)),
    )


def _memory_facts(memory: Memory, now: datetime, days: LearnerDays) -> Iterator[tuple[str, str]]:
    interval = interval_days(memory, days)
    yield "Stage", STAGES[memory.state]
    yield "Last review", _moment(memory.last, days)
    yield "Due", _due(memory, now, days)
    yield "Interval", say_number(interval, "day") if interval else ""
    yield "Stability", f"{memory.stability:.1f} days until recall falls to 90%"
    yield "Difficulty", f"{memory.difficulty:.1f} of 10"
    yield "Retrievability", f"{retrievability(memory, now):.0%} would recall it now"
    yield "Reviews", f"{memory.reps}, {_say_lapses(memory.lapses)}"


def _mark_facts(
    card: Card, collection: Collection, status: CardStatus, now: datetime
) -> Iterator[tuple[str, str]]:
    mark = status.mark
    yield "Flag", FLAGS[mark.flag]
    yield "Suspended", "not asked until you say so" * mark.suspended
    buried = mark.buried == collection.scheduler.days.day_of(now)
    yield "Buried", "not asked until tomorrow" * buried
    if mark.leech:
        yield "Leech", _say_leech(status, confusable_cards(card, collection))


def _say_leech(status: CardStatus, others: tuple[Card, ...]) -> str:
    lapses = status.memory.lapses if status.memory else 0
    words = f"{_say_lapses(lapses)}: more reviews will not help, another way to learn it may"
    if others:
        names = " and ".join(f"“{other.question}”" for other in others)
        words += f". Say aloud how it differs from {names}"
    return words


def _due(memory: Memory, now: datetime, days: LearnerDays) -> str:
    if memory.state is not State.REVIEW:
        return _moment(memory.due, days)
    day = days.day_of(memory.due)
    ahead = (day - days.day_of(now)).days
    if ahead == 0:
        return f"{day}, today"
    span = say_number(abs(ahead), "day")
    return f"{day}, in {span}" if ahead > 0 else f"{day}, {span} late"


def _history_entry(operation: Operation, scheduler: Scheduler) -> HistoryEntry:
    when = _moment(operation.at, scheduler.days)
    if isinstance(operation, CardChange):
        return HistoryEntry(when, operation.action.value)
    return HistoryEntry(
        when,
        operation.grade.word,
        STAGES[operation.before.state] if operation.before else "new",
        say_time(operation.took),
        scheduler.label_interval(operation.at, operation.after),
        _evidence(operation),
    )


def _evidence(review: Review) -> str:
    if review.evidence is None:
        return ""
    word = "graded above the evidence: " if review.overridden else ""
    return f"{word}{review.evidence.why}"


def _moment(moment: datetime, days: LearnerDays) -> str:
    return f"{moment.astimezone(days.zone):%Y-%m-%d %H:%M}"


def _say_lapses(count: int) -> str:
    return {0: "never forgotten", 1: "forgotten once"}.get(count, f"forgotten {count} times")
