"""Cards compiled to note fields, and hashed so that releases can be compared."""

from __future__ import annotations

import hashlib
import re
from html import unescape

from deckgen.backends.anki.fields import content_of, field_values, tags_of
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, Deck
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
            fields[card.id] = field_values(card, deck, checked)
            cards[card.id] = Content(
                f"{checked.library.name}::{deck.name}",
                note_of(card),
                card.retired is not None,
                _parts(card, deck, fields[card.id], checked),
            )
    return Compiled(cards, types, fields)


def _parts(
    card: Card, deck: Deck, values: dict[str, str], checked: CheckedLibrary
) -> dict[str, str]:
    texts = {
        PARTS.get(name, name.lower()): unescape(SPAN.sub("", text))
        for name, text in content_of(card, values, checked).items()
        if name != "Id"
    }
    texts["tags"] = " ".join(sorted(tags_of(card, deck, checked.states[card.id])))
    return {
        part: hashlib.sha256(text.encode()).hexdigest()[:8] for part, text in texts.items() if text
    }
