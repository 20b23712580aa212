"""The grades as they are offered and typed, and the letters that give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from quizapp.keys import DEFAULT_KEYS, character_of
from quizapp.plain.command import Command
from quizapp.scheduler.model import Grade
from quizapp.session.grades import AnswerKeys, is_beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizapp.scheduler.model import Evidence


@dataclass(frozen=True, slots=True)
class Letters:
    """Knows what is typed for a binding of the screens."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The learner's own, as in the settings."""

    def all(self, binding: str, default: str = "") -> str:
        """All that is typed for a binding, with spaces between; the default for a function key."""
        for names in (self.keys.get(binding, ""), DEFAULT_KEYS.get(binding, "")):
            typed = [character for character in map(character_of, names.split(",")) if character]
            if letters := [letter for letter in typed if len(letter) == 1]:
                return " ".join(letters)
        return default

    def first(self, binding: str, default: str = "") -> str:
        """What is told to be typed for a binding."""
        return self.all(binding, default).partition(" ")[0]


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
