"""Which grades are offered: Anki's four, or pass and fail."""

from __future__ import annotations

from enum import StrEnum

from quizapp.memory import Grade


class AnswerKeys(StrEnum):
    """How finely a learner wants to grade."""

    FOUR = "four"
    TWO = "two"

    @property
    def offered(self) -> tuple[Grade, ...]:
        """The grades that have a key of their own; the key's number is its place."""
        return tuple(Grade) if self is AnswerKeys.FOUR else (Grade.AGAIN, Grade.HARD)

    def given(self, key: Grade) -> Grade:
        """The grade a key gives: with two keys, the second is a pass, and that is Good."""
        return key if self is AnswerKeys.FOUR or key is Grade.AGAIN else Grade.GOOD

    def key_of(self, grade: Grade) -> Grade:
        """The key that gives a grade, or what comes nearest to it."""
        return grade if self is AnswerKeys.FOUR else min(grade, Grade.HARD)

    def word(self, key: Grade) -> str:
        """What stands on a key."""
        if self is AnswerKeys.FOUR:
            return key.name.title()
        return "Fail" if key is Grade.AGAIN else "Pass"
