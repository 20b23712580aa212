"""The queue of a moment: the cards in the order they are asked, and their counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Marks, Memory, State
from quizapp.session.related import Related

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the cards of today are: every one of them is counted once."""

    new: int = 0
    learning: int = 0
    review: int = 0
    held: int = 0
    """Set aside until tomorrow: buried by the learner, or a sibling comes today."""
    over_new: int = 0
    """New cards beyond today's limit."""
    over_review: int = 0
    suspended: int = 0

    @property
    def due(self) -> int:
        """The cards that come because they were seen before."""
        return self.learning + self.review

    @property
    def over(self) -> int:
        """The cards that today's limits hold back."""
        return self.over_new + self.over_review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of one moment by the reason they are asked or not, each group in its order."""

    learning: tuple[str, ...] = ()
    """Cards on a step whose wait is over."""
    review: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    """Cards on a step that may come early, once nothing else is left."""
    extra: tuple[str, ...] = ()
    """Cards the learner asked for before they are due."""
    held: tuple[str, ...] = ()
    over_new: tuple[str, ...] = ()
    over_review: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    next_due: datetime | None = None
    """When an empty queue fills again, aware, in UTC; None where it is not empty, or never does."""

    @property
    def cards(self) -> tuple[str, ...]:
        """Every card still asked today, in the order it comes."""
        return self.learning + self.review + self.new + self.ahead + self.extra

    @property
    def counts(self) -> Counts:
        """The queue in numbers."""
        return Counts(
            new=len(self.new),
            learning=len(self.learning) + len(self.ahead),
            review=len(self.review) + len(self.extra),
            held=len(self.held),
            over_new=len(self.over_new),
            over_review=len(self.over_review),
            suspended=len(self.suspended),
        )

    def among(self, cards: Container[str]) -> Queue:
        """The part of the queue that is about these cards."""

        def part(group: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(card for card in group if card in cards)

        return Queue(
            learning=part(self.learning),
            review=part(self.review),
            new=part(self.new),
            ahead=part(self.ahead),
            extra=part(self.extra),
            held=part(self.held),
            over_new=part(self.over_new),
            over_review=part(self.over_review),
            suspended=part(self.suspended),
        )

    def first(
        self, last: str | None, related: Related, memories: Mapping[str, Memory]
    ) -> str | None:
        """The card to ask after the last one: the next that is not easily taken for it.

        Only while one of the two is still being learned: later, to tell them apart is the test.
        """
        cards = self.cards
        if last is None:
            return next(iter(cards), None)
        settled = _is_settled(memories.get(last))
        for card in cards:
            # what comes early, comes only when nothing else is left: it is no way out
            if card in self.ahead:
                break
            if not related.are_related(last, card) or (settled and _is_settled(memories.get(card))):
                return card
        return next(iter(cards), None)


def _is_settled(memory: Memory | None) -> bool:
    return memory is not None and memory.phase is State.REVIEW


def say_counts(counts: Counts) -> str:
    """What waits: `12 due · 5 new`; a dash where nothing does."""
    parts = [f"{counts.due} due"] * bool(counts.due) + [f"{counts.new} new"] * bool(counts.new)
    return " · ".join(parts) or "–"


def say_header(counts: Counts) -> str:
    """Where all cards of today are: `12 due · 5 new · 4 held · 9 over limit`."""
    waiting = say_counts(counts) if counts.due or counts.new else "nothing due"
    return " · ".join(filter(None, (waiting, say_aside(counts))))


def say_aside(counts: Counts) -> str:
    """The cards of today that are not asked: `4 held · 9 over limit`; empty without any."""
    parts = [f"{counts.held} held"] * bool(counts.held)
    parts += [f"{counts.over} over limit"] * bool(counts.over)
    parts += [f"{counts.suspended} suspended"] * bool(counts.suspended)
    return " · ".join(parts)


def say_back_again(counts: Counts) -> str:
    """What is held back until tomorrow, and why; empty where nothing is."""
    over = [f"{counts.over_review} due"] * bool(counts.over_review)
    over += [f"{counts.over_new} new"] * bool(counts.over_new)
    said = [f"{' and '.join(over)} over today's limits."] * bool(over)
    said += [f"{counts.held} held until tomorrow."] * bool(counts.held)
    said += [f"{counts.suspended} suspended."] * bool(counts.suspended)
    return " ".join(said)
