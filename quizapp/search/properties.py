"""`prop:`: a number that is known of a card, compared with another one."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

from quizapp.recall import interval_days, retrievability
from quizapp.search.fault import QueryError, Span

if TYPE_CHECKING:
    from quizapp.search.shelved import Shelved

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


def read_clause(span: Span, names: tuple[str, ...]) -> tuple[str, str, Span]:
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


def read_whole(span: Span, least: float = -inf, most: float = inf) -> int:
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

    def holds(self, card: Shelved) -> bool:
        """Whether the card is one of those that are meant."""
        value = MEASURES[self.name](card)
        return value is not None and COMPARISONS[self.sign](value, self.number)


def read_measured(name: str, sign: str, number: Span) -> Measured:
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


def _days_until_due(card: Shelved) -> float | None:
    if card.memory is None or card.is_aside:
        return None
    return card.around.days_until(card.memory.due)


def _interval(card: Shelved) -> float:
    return interval_days(card.memory, card.around.days) if card.memory else 0


def _reps(card: Shelved) -> float:
    return card.memory.reps if card.memory else 0


def _lapses(card: Shelved) -> float:
    return card.memory.lapses if card.memory else 0


def _stability(card: Shelved) -> float | None:
    return card.memory.stability if card.memory else None


def _difficulty(card: Shelved) -> float | None:
    # Anki asks for it as the share it shows, not as FSRS's number from 1 to 10.
    return (card.memory.difficulty - 1) / 9 if card.memory else None


def _retrievability(card: Shelved) -> float | None:
    return retrievability(card.memory, card.around.now) if card.memory else None


MEASURES: dict[str, Callable[[Shelved], float | None]] = {
    "ivl": _interval,
    "due": _days_until_due,
    "reps": _reps,
    "lapses": _lapses,
    "s": _stability,
    "d": _difficulty,
    "r": _retrievability,
}
