"""Cards compiled to note fields, and hashed so that releases can be compared."""

from __future__ import annotations

import hashlib
import re
from html import unescape

from deckgen.backends.anki.fields import content_of, field_values, tags_of
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, Deck, Library
from deckgen.releases.model import Compiled, Content, note_of

PARTS = {
    "Text": "front",
    "Back": "answer",
    "Source": "sources",
    "Wrong": "wrong variants",
    "Typed": "typed answer",
}
"""The name of a part in released.json, where it differs from the name of its field."""
SPAN = re.compile(r"</?span\b[^>]*>")
"""Colours are left out of the hashes: another version of Pygments may cut the spans otherwise."""


def compile_cards(checked: CheckedLibrary, types: dict[str, str]) -> Compiled:
    """Compile a library without problems in study order; `types` are the note types' digests."""
    cards, fields = {}, {}
    for deck in checked.library.decks:
        for card in deck.cards:
            fields[card.id] = field_values(card, checked)
            cards[card.id] = Content(
                deck_name(checked.library, deck),
                note_of(card),
                card.retired is not None,
                _parts(card, deck, fields[card.id]),
            )
    return Compiled(cards, types, fields)


def deck_name(library: Library, deck: Deck) -> str:
    """Return the full name of a topic's deck in Anki, which lists and studies decks by name."""
    number = "" if deck.number is None else f"{deck.number:03} "
    return f"{library.name}::{number}{deck.name}"


def _parts(card: Card, deck: Deck, values: dict[str, str]) -> dict[str, str]:
    texts = {
        PARTS.get(name, name.lower()): unescape(SPAN.sub("", text))
        for name, text in content_of(values).items()
        if name != "Id"
    }
    texts["tags"] = " ".join(sorted(tags_of(card, deck)))
    return {
        part: hashlib.sha256(text.encode()).hexdigest()[:8] for part, text in texts.items() if text
    }
