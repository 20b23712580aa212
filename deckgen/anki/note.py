"""A card as an Anki note: which field says what, and who the note is."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from typing import Any

import genanki

from deckgen.anki.notetypes import CLOZE_FIELDS, QUESTION_FIELDS, cloze_type, question_type
from deckgen.check import Checked
from deckgen.html import to_html, to_inline_html
from deckgen.model import Card, Deck, Kind
from deckgen.state import State, proof_line

NAMESPACE = "torchdeck"
EPOCH_MS = 1_500_000_000_000
"""Note ids are milliseconds to Anki; ours lie between 2017 and 2026, spread by the card's id."""


class Note(genanki.Note):  # type: ignore[misc]
    """A note whose id follows from its card, so that the order of files cannot change it."""

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, _: object) -> None:
        """Write the note and its cards with ids of their own."""
        ids = itertools.count(note_id(self.guid))
        super().write_to_db(cursor, timestamp, deck_id, ids)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing: every field is escaped, and genanki's expression takes quadratic time."""


def guid_of(card: Card) -> str:
    """The note's identity in every collection, from the card's id alone."""
    return str(genanki.guid_for(NAMESPACE, card.id))


def note_id(guid: str) -> int:
    """The id a note has where it is not taken, far from its neighbours'."""
    spread = int.from_bytes(hashlib.sha256(guid.encode()).digest()[:8], "big") % 2**34
    return EPOCH_MS + 16 * spread


def make_note(card: Card, deck: Deck, checked: Checked, position: int) -> Note:
    """The note of a card; `position` is its place in the study order."""
    cloze = card.kind is Kind.CLOZE
    text = to_html(card.front, clozes=cloze)
    values = {
        "Id": card.id,
        "Question": to_inline_html(card.question),
        "Text" if cloze else "Front": text,
        "Hints": "".join(_hints(card)),
        "Back": to_html(_tombstone(card) + card.back),
        "Proof": "".join(_proof(card, checked)),
        "Source": "".join(_sources(card, checked)),
        "Topic": _topic(card, deck),
    }
    names = CLOZE_FIELDS if cloze else QUESTION_FIELDS
    return Note(
        model=cloze_type() if cloze else question_type(),
        fields=[values.get(name, "") for name in names],
        guid=guid_of(card),
        tags=_tags(card, deck, checked.states[card.id]),
        due=position,
    )


def _tombstone(card: Card) -> str:
    return f"**This card is retired.** {card.retired}\n\n" if card.retired else ""


def _topic(card: Card, deck: Deck) -> str:
    words = (to_inline_html(deck.name), card.kind, card.level)
    return "".join(f"<span>{word}</span>" for word in words)


def _hints(card: Card) -> Iterator[str]:
    for n, hint in enumerate(card.hints, 1):
        name = "Hint" if len(card.hints) == 1 else f"Hint {n}"
        yield f"<details><summary>{name}</summary>{to_inline_html(hint)}</details>"


def _proof(card: Card, checked: Checked) -> Iterator[str]:
    """How the card is proven, and each claim that was checked."""
    yield f"<div>{to_inline_html(proof_line(card, checked.shelf))}</div>"
    claims = [
        check.title for name in card.snippets for check in checked.shelf.snippets[name].checks
    ]
    if claims:
        items = "".join(f"<li>{to_inline_html(claim)}</li>" for claim in claims)
        yield f"Checked by running it:<ul>{items}</ul>"


def _sources(card: Card, checked: Checked) -> Iterator[str]:
    questions = {other.id: other.question for other in checked.library.cards}
    for source in card.sources:
        link = f"<{source}>" if source.startswith("http") else source
        yield f"<p>Source: {to_inline_html(link)}</p>"
    for other in card.see:
        yield f"<p>See also: {to_inline_html(questions[other])}</p>"


def _tags(card: Card, deck: Deck, state: State) -> list[str]:
    tags = [*deck.tags, f"kind::{card.kind}", f"level::{card.level}", f"state::{state}"]
    tags += [f"origin::{origin}" for origin in card.origin]
    tags += ["retired"] if card.retired else []
    return [f"{NAMESPACE}::{tag}" for tag in tags]
