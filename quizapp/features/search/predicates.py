"""The search terms as predicates: `is:`, `prop:`, `rated:`, flags and text."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from math import inf, isfinite
from typing import TYPE_CHECKING, TypeAlias

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
"""The sign between a deck or a tag and one below it."""


Predicate: TypeAlias = "Callable[[SearchCard], bool]"
"""Tells whether a query means a card."""


def every(parts: Sequence[Predicate]) -> Predicate:
    """A predicate for cards that all parts mean; without parts it means every card."""
    return lambda card: all(part(card) for part in parts)


def either(parts: Sequence[Predicate]) -> Predicate:
    """A predicate for cards that at least one part means."""
    return lambda card: any(part(card) for part in parts)


def without(part: Predicate) -> Predicate:
    """A predicate for cards that the part does not mean."""
    return lambda card: not part(card)


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
    if least > -inf:
        return f"write a whole number, {least} or more"
    if most < inf:
        return f"write a whole number, {most} or less"
    return "write a whole number"


def compares(name: str, sign: str, number: float) -> Predicate:
    """A predicate for cards whose number compares as asked; a card without one is not meant."""
    measure, compare = MEASURES[name], COMPARISONS[sign]

    def holds(card: SearchCard) -> bool:
        value = measure(card)
        return value is not None and compare(value, number)

    return holds


def read_comparison(name: str, sign: str, number: QuerySpan) -> Predicate:
    """A comparison from its parts; raises QueryError where the number cannot be one."""
    if name == "due":
        return compares(name, sign, read_whole(number))
    if name in ("ivl", "reps", "lapses"):
        return compares(name, sign, read_whole(number, 0))
    try:
        value = float(number.text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or (name in SHARES and not 0 <= value <= 1):
        remedy = "write a share from 0 to 1" if name in SHARES else "write a number of days"
        raise QueryError(f"`{number.text}` cannot stand here", remedy, number)
    return compares(name, sign, value)


def _days_until_due(card: SearchCard) -> float | None:
    if card.memory is None or card.is_aside:
        return None
    return card.context.days_until(card.memory.due)


def _interval(card: SearchCard) -> float:
    return interval_days(card.memory, card.context.days) if card.memory else 0


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
    return retrievability(card.memory, card.context.now) if card.memory else None


MEASURES: dict[str, Callable[[SearchCard], float | None]] = {
    "ivl": _interval,
    "due": _days_until_due,
    "reps": _reps,
    "lapses": _lapses,
    "s": _stability,
    "d": _difficulty,
    "r": _retrievability,
}


def has_text(pattern: re.Pattern[str]) -> Predicate:
    """A predicate for cards whose text has a pattern."""
    return lambda card: any(pattern.search(text) for text in texts_of(card.card))


def has_name(key: str, pattern: re.Pattern[str]) -> Predicate:
    """A predicate for cards of which one name, such as a tag, matches a pattern."""
    names_of = NAMES[key]
    return lambda card: any(pattern.match(name) for name in names_of(card))


def has_flag(flag: int) -> Predicate:
    """A predicate for cards with a flag; 0 stands for no flag."""
    return lambda card: card.status.mark.flag == flag


def was_rated(sign: str, day: int, grade: Grade | None = None) -> Predicate:
    """A predicate for cards answered on a learner's day that compares as asked.

    `day` is 0 for today and -1 for yesterday. Without a grade, any grade counts.
    """
    compare = COMPARISONS[sign]
    return lambda card: any(
        grade in (None, review.grade) and compare(card.context.days_until(review.at), day)
        for review in card.reviews
    )


def was_introduced(days: int) -> Predicate:
    """A predicate for cards answered for the first time within some learner's days."""

    def holds(card: SearchCard) -> bool:
        first = next(iter(card.reviews), None)
        return first is not None and card.context.days_until(first.at) > -days

    return holds


def state_name(state: ProofState) -> str:
    """The name that a query has for how far a card is proven."""
    return state.value.replace("_", "-")


def _deck_names(card: SearchCard) -> list[str]:
    name = topic_name(card.deck)
    return [name, f"{card.context.library}{BELOW}{name}"]


def _tags(card: SearchCard) -> list[str]:
    leech = ["leech"] if card.status.mark.leech else []
    return [*card.deck.all_tags, *leech]


NAMES: dict[str, Callable[[SearchCard], list[str]]] = {
    "deck": _deck_names,
    "tag": _tags,
    "id": lambda card: [card.card.id],
    "kind": lambda card: [card.card.kind],
    "level": lambda card: [card.card.level],
    "origin": lambda card: list(card.card.origin),
    "see": lambda card: list(card.card.see),
    "state": lambda card: [state_name(card.context.proof_state(card.card))],
}


def _is_due(card: SearchCard) -> bool:
    if card.memory is None or card.is_aside:
        return False
    if card.state is State.REVIEW:
        return card.context.days_until(card.memory.due) <= 0
    return card.memory.due <= card.context.now + LEARN_AHEAD


STATES: dict[str, Predicate] = {
    "due": _is_due,
    "new": lambda card: card.state is None,
    "learn": lambda card: card.state in (State.LEARNING, State.RELEARNING),
    "review": lambda card: card.state in (State.REVIEW, State.RELEARNING),
    "suspended": lambda card: card.status.mark.suspended,
    "buried": lambda card: card.is_buried and not card.status.mark.suspended,
    "leech": lambda card: card.status.mark.leech,
}
