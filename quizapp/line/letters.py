"""The letters of line mode: those of the screens, as the learner has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.keys import DEFAULT_KEYS, character_of


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
