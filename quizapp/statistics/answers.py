"""Anki's table of answer buttons: how often each grade was given to cards of each ripeness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizapp.memory import Grade
from quizapp.statistics.tally import Ripeness

if TYPE_CHECKING:
    from quizapp.statistics.tally import Kind

COLUMNS = {
    "learning": (Ripeness.NEW, Ripeness.LEARNING),
    "young": (Ripeness.YOUNG,),
    "mature": (Ripeness.MATURE,),
}


def count_answers(kinds: Mapping[Kind, int]) -> dict[str, dict[Grade, int]]:
    """How often each grade was given in each of COLUMNS."""
    return {
        name: {
            grade: sum(
                count
                for kind, count in kinds.items()
                if kind.ripeness in ripeness and kind.grade is grade
            )
            for grade in Grade
        }
        for name, ripeness in COLUMNS.items()
    }
