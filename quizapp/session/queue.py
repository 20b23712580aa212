"""The queue of a moment: the cards in the order they are asked, and their counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Marks, Memory, State
from quizapp.session.limits import Done, Limits
from quizapp.session.related import Related

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

NO_MARKS = Marks()


class NewOrder(StrEnum):
    """When new cards come, beside the reviews of a day."""

    AFTER = "after"
    BEFORE = "before"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards of today are in each group; every card is counted once."""

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
        """The number of cards that come because they were seen before."""
        return self.learning + self.review

    @property
    def over(self) -> int:
        """The number of cards that today's limits hold back."""
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
    new_order: NewOrder = NewOrder.AFTER
    done: Done = field(default_factory=Done)
    """What the day has brought so far, from which mixed cards go on."""

    @property
    def cards(self) -> tuple[str, ...]:
        """Every card still asked today, in the order it comes."""
        return self.learning + self._daily() + self.ahead + self.extra

    def _daily(self) -> tuple[str, ...]:
        """The reviews and the new cards in the learner's order."""
        if self.new_order is NewOrder.AFTER:
            return self.review + self.new
        if self.new_order is NewOrder.BEFORE:
            return self.new + self.review
        spread = [*_places(self.review, self.done.review), *_places(self.new, self.done.new)]
        return tuple(card for _, card in sorted(spread, key=lambda each: each[0]))

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
        """The queue with these cards only."""

        def part(group: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(card for card in group if card in cards)

        return replace(
            self,
            learning=part(self.learning),
            review=part(self.review),
            new=part(self.new),
            ahead=part(self.ahead),
            extra=part(self.extra),
            held=part(self.held),
            over_new=part(self.over_new),
            over_review=part(self.over_review),
            suspended=part(self.suspended),
            next_due=None,
        )

    def first(
        self, last: str | None, related: Related, memories: Mapping[str, Memory]
    ) -> str | None:
        """The card to ask after the last one: the next that is not easily taken for it.

        Two confusable cards are kept apart only while one of them is being learned: later, telling
        them apart is what the learner is tested on.
        """
        cards = self.cards
        if last is None:
            return next(iter(cards), None)
        settled = _is_settled(memories.get(last))
        for card in cards:
            # A card of `ahead` comes early only when nothing else is left, so it is no way out.
            if card in self.ahead:
                break
            if not related.are_related(last, card) or (settled and _is_settled(memories.get(card))):
                return card
        return next(iter(cards), None)


def _places(cards: tuple[str, ...], done: int) -> list[tuple[float, str]]:
    """Each card with its place between 0 and 1 among all cards of its kind of the day."""
    all_day = done + len(cards)
    return [((done + n) / (all_day + 1), card) for n, card in enumerate(cards, 1)]


def _is_settled(memory: Memory | None) -> bool:
    return memory is not None and memory.state is State.REVIEW


def say_counts(counts: Counts) -> str:
    """The cards that wait: `12 due · 5 new`; a dash where none do."""
    return " · ".join(_counted({"due": counts.due, "new": counts.new})) or "–"


def say_header(counts: Counts) -> str:
    """All cards of today by group: `12 due · 5 new · 4 held · 9 new waiting`."""
    waiting = say_counts(counts) if counts.due or counts.new else "nothing due"
    return " · ".join(filter(None, (waiting, say_aside(counts))))


def say_aside(counts: Counts) -> str:
    """The cards of today that are not asked: `4 held · 9 new waiting`; empty without any."""
    aside = {
        "held": counts.held,
        "due waiting": counts.over_review,
        "new waiting": counts.over_new,
        "suspended": counts.suspended,
    }
    return " · ".join(_counted(aside))


def say_back_again(counts: Counts) -> str:
    """The cards held back until tomorrow, and why, in sentences; empty where there are none."""
    over = " and ".join(_counted({"due": counts.over_review, "new": counts.over_new}))
    held = {"held until tomorrow.": counts.held, "suspended.": counts.suspended}
    return " ".join([*([f"{over} over today's limits."] if over else []), *_counted(held)])


def _counted(counts: Mapping[str, int]) -> list[str]:
    """Each word with its count before it; a count of zero is left out."""
    return [f"{count} {word}" for word, count in counts.items() if count]


def explain_counts(counts: Counts, limits: Limits) -> list[tuple[str, str]]:
    """Each number of the header with what it means, and what can be done about it."""
    due = f"{counts.learning} in learning steps, {counts.review} to review"
    held = "buried, or their answer was given away by a card of today; back tomorrow"
    over = (
        f"{counts.over_review} due and {counts.over_new} new beyond today's limits of "
        f"{limits.reviews_per_day} reviews and {limits.new_per_day} new; they come on the next "
        "days, or raise the limits in the settings"
    )
    return [
        (f"{counts.due} due", due),
        (f"{counts.new} new", "never seen before"),
        (f"{counts.held} held", held),
        (f"{counts.over} waiting", over),
        (f"{counts.suspended} suspended", "not asked until you unsuspend them"),
    ]
