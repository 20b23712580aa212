"""A card as a genanki note: its note type, GUID, ids and time."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

import genanki

from deckgen.backends.anki.fields import NAMESPACE
from deckgen.backends.anki.notetypes import CLOZE_FIELDS, QUESTION_FIELDS, cloze_type, question_type
from deckgen.model import Card, Kind

EPOCH_MS = 1_500_000_000_000
"""Note ids are milliseconds to Anki; ours lie between 2017 and 2026, spread by the card's id."""


class Note(genanki.Note):  # type: ignore[misc]
    """A note whose id follows from its card, and whose time is that of its last release."""

    def __init__(self, time: int, *, retired: bool = False, **facts: Any) -> None:
        super().__init__(**facts)
        self.time = time
        self.retired = retired

    def write_to_db(self, cursor: Any, _: float, deck_id: int, __: object) -> None:
        """Write the note and its cards with ids and a time of their own."""
        ids = itertools.count(note_id(self.guid))
        super().write_to_db(cursor, self.time, deck_id, ids)

    @property
    def cards(self) -> list[Any]:
        """The cards that are made; a retired note has none, and nobody new is taught it.

        A learner who has its card keeps it, and reads on it what replaces it.
        """
        return [] if self.retired else list(super().cards)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Do nothing: every field is escaped, and genanki's check takes quadratic time."""


def guid_of(card: Card) -> str:
    """Return the GUID that Anki knows the note by, which depends on the card's id alone."""
    return str(genanki.guid_for(NAMESPACE, card.id))


def note_id(guid: str) -> int:
    """Return the id a note gets if it is free, far from the ids of other notes."""
    spread = int.from_bytes(hashlib.sha256(guid.encode()).digest()[:8], "big") % 2**34
    return EPOCH_MS + 16 * spread


def make_note(
    card: Card, values: dict[str, str], tags: list[str], position: int, time: int
) -> Note:
    """Make a card's note; `position` is its place in the study order, `time` its last change."""
    cloze = card.kind is Kind.CLOZE
    names = CLOZE_FIELDS if cloze else QUESTION_FIELDS
    return Note(
        time,
        retired=card.retired is not None,
        model=cloze_type() if cloze else question_type(),
        fields=[values.get(name, "") for name in names],
        guid=guid_of(card),
        tags=tags,
        due=position,
    )
