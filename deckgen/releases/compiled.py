"""Today's cards and note types, hashed part by part."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import unescape

from deckgen.anki.fields import content_of, field_values, tags_of
from deckgen.check import Checked
from deckgen.model import Card, CardId, Deck
from deckgen.releases.model import Content, note_of

PARTS = {
    "Text": "front",
    "Back": "answer",
    "Source": "sources",
    "Wrong": "wrong variants",
    "Typed": "typed answer",
}
"""What a part is called where it is not called like its field."""
SPAN = re.compile(r"</?span\b[^>]*>")
"""The colours of code, which another version of the highlighter may cut otherwise: no change."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Cards and note types as a package made today would hold them."""

    cards: dict[CardId, Content]
    types: dict[str, str]
    """The digest of each note type by its name."""
    fields: dict[CardId, dict[str, str]] = field(default_factory=dict)
    """The fields of every card's note by name."""


def compile_cards(checked: Checked, types: dict[str, str]) -> Compiled:
    """Every card of a library that has no problems, in study order; `types` are the digests."""
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


def _parts(card: Card, deck: Deck, values: dict[str, str], checked: Checked) -> dict[str, str]:
    texts = {
        PARTS.get(name, name.lower()): unescape(SPAN.sub("", text))
        for name, text in content_of(card, values, checked).items()
        if name != "Id"
    }
    texts["tags"] = " ".join(sorted(tags_of(card, deck, checked.states[card.id])))
    return {
        part: hashlib.sha256(text.encode()).hexdigest()[:8] for part, text in texts.items() if text
    }
