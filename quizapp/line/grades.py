"""The grades as they are offered and typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from quizapp.answer_keys import AnswerKeys
from quizapp.grading import is_beyond
from quizapp.line.command import Command
from quizapp.line.letters import Letters
from quizapp.memory import Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizapp.memory import Evidence


def say_futures(
    answer_keys: AnswerKeys,
    intervals: Mapping[Grade, str],
    evidence: Evidence | None = None,
    letters: Letters | None = None,
) -> str:
    """Each grade with its number, or the learner's letter, and when the card would come back."""
    offered = []
    for key in answer_keys.offered:
        grade = answer_keys.given(key, evidence)
        beyond = " (beyond the evidence)" if is_beyond(grade, evidence) else ""
        offered.append(
            f"{_letter(key, letters)} {answer_keys.word(key)} in {intervals[grade]}{beyond}"
        )
    return f"{', '.join(offered)}."


def grade_commands(
    answer_keys: AnswerKeys,
    give: Callable[[Grade], None],
    why_not: str,
    words: Mapping[Grade, str] | None = None,
    letters: Letters | None = None,
) -> list[Command]:
    """A command for every grade that is offered; `words` are those of other grades than ours."""
    return [
        Command(
            f"{_letter(key, letters)} {(words or {}).get(key, answer_keys.word(key)).lower()}",
            f"grade it {answer_keys.word(key)}" if words is None else f"grade it {words[key]}",
            partial(_give, give, answer_keys.given(key)),
            why_not,
        )
        for key in answer_keys.offered
    ]


def _letter(key: Grade, letters: Letters | None) -> str:
    return letters.first(f"review-{key.name.lower()}") if letters else str(key.value)


def _give(give: Callable[[Grade], None], grade: Grade, _: str) -> None:
    give(grade)
