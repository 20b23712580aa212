"""The values of a release: times, cards and note types as learners have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deckgen.model import Card, CardId, Kind, Place

VERSION = re.compile(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a card as hashes, so that two releases can be compared."""

    deck: str
    """The deck's full name in Anki; it is no part, because an update moves no card."""
    note: str
    """`question` or `cloze`: the note type, which an update cannot change."""
    retired: bool
    parts: dict[str, str]
    """A short hash of every part that is not empty: `question`, `answer`, `tags` and so on."""


@dataclass(frozen=True, slots=True)
class ReleasedCard:
    """A card as it was last released."""

    since: str
    """The release that first had the card."""
    release: str
    """The release that last changed it."""
    content: Content
    place: Place = field(default=Place("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class ReleasedType:
    """A note type as it was last released."""

    release: str
    """The release that last changed it."""
    digest: str


@dataclass(frozen=True, slots=True)
class Released:
    """All releases so far, with the cards and note types of the last."""

    times: dict[str, int] = field(default_factory=dict)
    """The time of each release, first to last, in seconds since 1970."""
    types: dict[str, ReleasedType] = field(default_factory=dict)
    cards: dict[CardId, ReleasedCard] = field(default_factory=dict)

    @property
    def last(self) -> str | None:
        """The version of the last release."""
        return next(reversed(self.times), None)

    def next_time(self, now: int) -> int:
        """Return the time of unreleased changes: now, or just after the last release."""
        return max(now, *(time + 1 for time in (0, *self.times.values())))


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that sorts versions."""
    return tuple(map(int, version.split(".")))


def note_of(card: Card) -> str:
    """Return the kind of note that a card becomes."""
    return "cloze" if card.kind is Kind.CLOZE else "question"


@dataclass(frozen=True, slots=True)
class Compiled:
    """Cards and note types as a package made now would hold them."""

    cards: dict[CardId, Content]
    types: dict[str, str]
    """The digest of each note type by its name."""
    fields: dict[CardId, dict[str, str]] = field(default_factory=dict)
    """The fields of every card's note by name."""
