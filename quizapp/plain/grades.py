"""The grades as they are offered and typed, and the letters that give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from quizapp.keys import DEFAULT_KEYS, character_of
from quizapp.plain.command import Command
from quizapp.scheduler.model import Grade
from quizapp.session.grades import is_beyond

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
    intervals: Mapping[Grade, str],
    evidence: Evidence | None = None,
    letters: Letters | None = None,
) -> str:
    """Each grade with its number, or the learner's letter, and when the card would come back."""
    offered = []
    for grade in Grade:
        beyond = " (beyond the evidence)" if is_beyond(grade, evidence) else ""
        offered.append(f"{_letter(grade, letters)} {grade.word} in {intervals[grade]}{beyond}")
    return f"{', '.join(offered)}."


def grade_commands(
    give: Callable[[Grade], None],
    why_not: str,
    words: Mapping[Grade, str] | None = None,
    letters: Letters | None = None,
) -> list[Command]:
    """A command for every grade; `words` name them where they are verdicts."""
    named = words or {grade: grade.word for grade in Grade}
    return [
        Command(
            f"{_letter(grade, letters)} {named[grade].lower()}",
            f"grade it {named[grade]}",
            partial(_give, give, grade),
            why_not,
        )
        for grade in Grade
    ]


def _letter(key: Grade, letters: Letters | None) -> str:
    return letters.first(f"review-{key.name.lower()}") if letters else str(key.value)


def _give(give: Callable[[Grade], None], grade: Grade, _: str) -> None:
    give(grade)
