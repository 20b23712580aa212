"""A typed prediction against what the program prints, or raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from quizapp.features.judge.forms import readings, say_the_same
from quizapp.features.judge.normalize import Line, printed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verified_snippets.kit.snippet import Snippet

RAISES = re.compile(
    r"[\s,;:]*\b(?:(?:and|then|it|this|that|the last line|line \d+)\s+)*"
    r"(?:(?:raises?|throws?|gives)\s+)?(?:an?\s+)?(?:\w+\.)*$",
    re.IGNORECASE,
)
"""What leads to the name of an exception."""
RAISED = re.compile(r"(?:\s+(?:is|was)\s+raised)?\s*\.?|\s*(?P<message>[:(].*)", re.IGNORECASE)
"""What may follow the name of an exception."""
LEAD = 80
"""How many characters before an exception's name are looked at."""
ERROR = re.compile(r"\w*(?:Error|Exception|Warning|Interrupt|Exit)\b")


class Side(StrEnum):
    """Whose line it is."""

    BOTH = "both"
    PRINTED = "printed"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that was printed, typed, or both."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program does: what it prints, and the exception that ends it, if one does."""

    printed: str = ""
    raises: str = ""
    """The exception's name."""
    message: str = ""
    """The stable part of what it says."""

    @property
    def error_line(self) -> str:
        """The exception as a terminal shows it; empty where there is none."""
        return ": ".join(filter(None, (self.raises, self.message)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a prediction came true, and how the two differ line by line."""

    right: bool
    diff: tuple[DiffLine, ...]
    literal: bool = True
    """Whether a right prediction is written as it is printed; white space and the like aside."""


def outcome_of(snippet: Snippet, device: str = "cpu") -> Outcome | None:
    """What a snippet is recorded to do on a device; None where nothing is recorded."""
    printed, error = snippet.output(device), snippet.raises(device)
    if printed is None and error is None:
        return None
    return Outcome(printed or "", *(error or ()))


def compare(outcome: Outcome, typed: str) -> Comparison:
    """Hold a prediction against an outcome.

    Where the program raises, the exception's name is enough; what it says may follow a colon, and
    is not judged. A value may be written in another form, but it must be that value.
    """
    meant = printed_lines(outcome.printed)
    if outcome.raises:
        meant.append(Line(outcome.error_line, _raising(outcome.raises)))
    said = _typed_lines(typed, outcome.raises)
    if [line.key for line in meant] == [line.key for line in said]:
        return Comparison(True, tuple(_diff(meant, said)))
    if any(say_the_same(meant, _typed_lines(text, outcome.raises)) for text in readings(typed)):
        return Comparison(True, tuple(_diff(meant, meant)), literal=False)
    return Comparison(False, tuple(_diff(meant, said)))


def _typed_lines(typed: str, raises: str) -> list[Line]:
    rows = typed.strip().split("\n")
    for n, row in enumerate(rows):
        named = re.search(rf"\b{re.escape(raises)}\b", row, re.IGNORECASE) if raises else None
        told = RAISED.fullmatch(row[named.end() :]) if named else None
        if named and told:
            before, rest = row[: named.start()], rows[n + 1 :]
            lead = RAISES.search(before, max(0, len(before) - LEAD))
            before = before[: lead.start()] if lead else before
            if told["message"] and not any(ERROR.match(line.strip()) for line in rest):
                row, rest = "\n".join((row, *rest)), []
            line = Line(row.strip(), _raising(raises))
            above = printed_lines("\n".join((*rows[:n], before)))
            return [*above, line, *printed_lines("\n".join(rest))]
    return printed_lines(typed)


def _raising(name: str) -> tuple[str, ...]:
    return ("raises", name)


def _diff(meant: list[Line], said: list[Line]) -> Iterator[DiffLine]:
    yours, theirs = ([line.key for line in lines] for lines in (said, meant))
    for tag, a, b, c, d in SequenceMatcher(a=yours, b=theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DiffLine(Side.BOTH, line.text) for line in meant[c:d])
            continue
        yield from (DiffLine(Side.TYPED, line.text) for line in said[a:b])
        yield from (DiffLine(Side.PRINTED, line.text) for line in meant[c:d])
