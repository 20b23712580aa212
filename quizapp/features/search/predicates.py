"""The search terms as predicates: `is:`, `prop:`, `rated:`, flags and text."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Protocol

from deckgen.snippets.state import ProofState
from quizapp.collection.topics import topic_name
from quizapp.features.search.card import texts_of
from quizapp.features.search.lexer import QueryError, QuerySpan
from quizapp.scheduler.forgetting import interval_days, retrievability
from quizapp.scheduler.model import Grade, State
from quizapp.scheduler.steps import LEARN_AHEAD

if TYPE_CHECKING:
    from quizapp.features.search.card import SearchCard

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
CLAUSE = re.compile(r"(?P<name>[^<>=!]*)(?P<sign><=|>=|!=|=|<|>)?(?P<number>.*)", re.DOTALL)
WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
SHARES = ("d", "r")
BELOW = "::"
"""What stands between a deck or a tag and one below it."""


class Node(Protocol):
    """A question about a card that has an answer."""

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""


@dataclass(frozen=True, slots=True)
class Every:
    """Holds where all of its parts do; without parts it holds for every card."""

    parts: tuple[Node, ...] = ()

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return all(part.holds(card) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Holds where one of its parts does."""

    parts: tuple[Node, ...]

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return any(part.holds(card) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Without:
    """Holds where its part does not."""

    part: Node

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return not self.part.holds(card)


def read_clause(span: QuerySpan, names: tuple[str, ...]) -> tuple[str, str, QuerySpan]:
    """The property, the comparison and the number of what follows `prop:`; raises QueryError."""
    found = CLAUSE.fullmatch(span.text)
    assert found is not None  # every part may be empty
    name, sign = found["name"].lower(), found["sign"]
    if name not in names:
        what = f"`prop:` knows no `{found['name']}`" if name else "`prop:` names no property"
        raise QueryError(what, f"the properties are {', '.join(names)}", span)
    if sign is None:
        remedy = f"write one of {' '.join(COMPARISONS)} and a number after it, as in `prop:s>=21`"
        raise QueryError(f"`prop:{name}` is compared with nothing", remedy, span)
    return name, sign, span.part(found.start("number"))


def read_whole(span: QuerySpan, least: float = -inf, most: float = inf) -> int:
    """A whole number within limits; raises QueryError for anything else."""
    number = int(span.text) if WHOLE.fullmatch(span.text) else None
    if number is None or not least <= number <= most:
        raise QueryError(f"`{span.text}` cannot stand here", _remedy(least, most), span)
    return number


def _remedy(least: float, most: float) -> str:
    if least > -inf and most < inf:
        return f"write a number from {least} to {most}"
    limits = f", {least} or more" * (least > -inf) + f", {most} or less" * (most < inf)
    return f"write a whole number{limits}"


@dataclass(frozen=True, slots=True)
class Measured:
    """Holds for cards whose number compares as asked; never where a card has none."""

    name: str
    sign: str
    number: float

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        value = MEASURES[self.name](card)
        return value is not None and COMPARISONS[self.sign](value, self.number)


def read_measured(name: str, sign: str, number: QuerySpan) -> Measured:
    """A comparison from its parts; raises QueryError where the number cannot be one."""
    if name == "due":
        return Measured(name, sign, read_whole(number))
    if name in ("ivl", "reps", "lapses"):
        return Measured(name, sign, read_whole(number, 0))
    try:
        value = float(number.text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or (name in SHARES and not 0 <= value <= 1):
        remedy = "write a share from 0 to 1" if name in SHARES else "write a number of days"
        raise QueryError(f"`{number.text}` cannot stand here", remedy, number)
    return Measured(name, sign, value)


def _days_until_due(card: SearchCard) -> float | None:
    if card.memory is None or card.is_aside:
        return None
    return card.around.days_until(card.memory.due)


def _interval(card: SearchCard) -> float:
    return interval_days(card.memory, card.around.days) if card.memory else 0


def _reps(card: SearchCard) -> float:
    return card.memory.reps if card.memory else 0


def _lapses(card: SearchCard) -> float:
    return card.memory.lapses if card.memory else 0


def _stability(card: SearchCard) -> float | None:
    return card.memory.stability if card.memory else None


def _difficulty(card: SearchCard) -> float | None:
    # Anki asks for it as the share it shows, not as FSRS's number from 1 to 10.
    return (card.memory.difficulty - 1) / 9 if card.memory else None


def _retrievability(card: SearchCard) -> float | None:
    return retrievability(card.memory, card.around.now) if card.memory else None


MEASURES: dict[str, Callable[[SearchCard], float | None]] = {
    "ivl": _interval,
    "due": _days_until_due,
    "reps": _reps,
    "lapses": _lapses,
    "s": _stability,
    "d": _difficulty,
    "r": _retrievability,
}


@dataclass(frozen=True, slots=True)
class Saying:
    """Holds for cards whose text has a pattern."""

    pattern: re.Pattern[str]

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return any(self.pattern.search(text) for text in texts_of(card.card))


@dataclass(frozen=True, slots=True)
class Named:
    """Holds for cards one of whose names is exactly a pattern."""

    key: str
    pattern: re.Pattern[str]

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return any(self.pattern.match(name) for name in NAMES[self.key](card))


@dataclass(frozen=True, slots=True)
class Being:
    """Holds for cards in a state of their life."""

    state: str

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return STATES[self.state](card)


@dataclass(frozen=True, slots=True)
class Flagged:
    """Holds for cards with a flag; 0 for those without."""

    flag: int

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        return card.status.mark.flag == self.flag


@dataclass(frozen=True, slots=True)
class Rated:
    """Holds for cards answered on a learner's day that compares as asked, with a grade or any."""

    sign: str
    day: int
    """Counted from today, which is 0; yesterday is -1."""
    grade: Grade | None = None

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        compare = COMPARISONS[self.sign]
        return any(
            self.grade in (None, review.grade)
            and compare(card.around.days_until(review.at), self.day)
            for review in card.reviews
        )


@dataclass(frozen=True, slots=True)
class Introduced:
    """Holds for cards answered for the first time within some learner's days."""

    days: int

    def holds(self, card: SearchCard) -> bool:
        """Whether the card is one of those that are meant."""
        first = next(iter(card.reviews), None)
        return first is not None and card.around.days_until(first.at) > -self.days


def state_name(state: ProofState) -> str:
    """How a query names how far a card is proven."""
    return state.value.replace("_", "-")


def _deck_names(card: SearchCard) -> list[str]:
    name = topic_name(card.deck)
    return [name, f"{card.around.library}{BELOW}{name}"]


def _tags(card: SearchCard) -> list[str]:
    leech = ["leech"] if card.status.mark.leech else []
    return [*card.deck.tags, *leech] or ["none"]


NAMES: dict[str, Callable[[SearchCard], list[str]]] = {
    "deck": _deck_names,
    "tag": _tags,
    "id": lambda card: [card.card.id],
    "kind": lambda card: [card.card.kind],
    "level": lambda card: [card.card.level],
    "origin": lambda card: list(card.card.origin),
    "see": lambda card: list(card.card.see),
    "state": lambda card: [state_name(card.around.state_of(card.card))],
}


def _is_due(card: SearchCard) -> bool:
    if card.memory is None or card.is_aside:
        return False
    if card.phase is State.REVIEW:
        return card.around.days_until(card.memory.due) <= 0
    return card.memory.due <= card.around.now + LEARN_AHEAD


STATES: dict[str, Callable[[SearchCard], bool]] = {
    "due": _is_due,
    "new": lambda card: card.phase is None,
    "learn": lambda card: card.phase in (State.LEARNING, State.RELEARNING),
    "review": lambda card: card.phase in (State.REVIEW, State.RELEARNING),
    "suspended": lambda card: card.status.mark.suspended,
    "buried": lambda card: card.is_buried and not card.status.mark.suspended,
    "leech": lambda card: card.status.mark.leech,
}
