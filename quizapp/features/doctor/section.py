"""What an examination finds in one place: facts, things to know, and things to fix."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something to fix."""

    what: str
    remedy: str = ""
    """Empty where `what` names it already."""
    by_repair: bool = False
    """Whether `quizapp doctor --repair` fixes it."""

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}" if self.remedy else self.what


@dataclass(slots=True)
class Section:
    """One part of the examination."""

    title: str
    facts: dict[str, object] = field(default_factory=dict)
    """As JSON can hold them."""
    notes: list[str] = field(default_factory=list)
    """What is as it should be, and yet worth knowing."""
    troubles: list[Trouble] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The section as JSON can hold it."""
        troubles = [
            {"what": trouble.what, "remedy": trouble.remedy, "by_repair": trouble.by_repair}
            for trouble in self.troubles
        ]
        return {**self.facts, "notes": self.notes, "troubles": troubles}

    def lines(self) -> list[str]:
        """The section for a person, without its troubles."""
        width = max(map(len, self.facts), default=0)
        facts = [f"  {name:{width}}  {_shown(value)}" for name, value in self.facts.items()]
        return [self.title, *facts, *(f"  {note}" for note in self.notes)]


def name_some(names: Iterable[str], most: int = 5) -> str:
    """Some names, and how many more there are."""
    names = sorted(names)
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return ", ".join([*names[:most], *more])


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items()) or "none"
    if isinstance(value, list):
        return name_some(map(str, value)) or "none"
    return "none" if value is None else str(value)
