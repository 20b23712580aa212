"""The best grade an answer supports, from what was found of it and how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.memory import Evidence, Grade
from quizapp.wording import say_number

if TYPE_CHECKING:
    from quizapp.judging.judgement import Judgement


def evidence_of(judgement: Judgement | None, *, hints: int, tries: int) -> Evidence | None:
    """The evidence for a grade; None where nothing was typed or judged, and no hint was seen.

    `judgement` is that of the last try, `tries` how many were judged, `hints` how many were shown.
    """
    right = judgement.right if judgement else None
    if right is False and judgement:
        return Evidence(Grade.AGAIN, judgement.why)
    after = [f"after {say_number(hints, 'hint')}"] * bool(hints)
    if right is None:
        return Evidence(Grade.HARD, f"Answered {after[0]}.") if after else None
    if tries > 1:
        after.append(f"at the {_ordinal(tries)} try")
    if after:
        return Evidence(Grade.HARD, f"Right, but {' and '.join(after)}.")
    return Evidence(Grade.EASY, "Right at the first try.")


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
