"""The best grade that an answer supports: it depends on the judgement, the hints and the tries."""

from __future__ import annotations

from quizapp.scheduler.model import Evidence, Grade
from quizapp.words import say_number


def evidence_of(
    right: bool | None = None, why: str = "", *, hints: int = 0, tries: int = 0
) -> Evidence | None:
    """The evidence for a grade; None where nothing was judged and no hint was shown.

    `right` is the judgement of the last try, None where there is none, and `why` explains it;
    `tries` says how many were judged, `hints` how many hints were shown.
    """
    if right is False:
        return Evidence(Grade.AGAIN, why)
    after = [f"after {say_number(hints, 'hint')}"] if hints else []
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
