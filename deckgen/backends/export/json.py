"""The cards as one JSON object for programs, with the proof of each."""

from __future__ import annotations

import json
from collections.abc import Iterable

from deckgen.backends.export.sides import plain_sides
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, Deck, Kind
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.state import proof_line, releases_line
from verified_snippets.kit.snippet import DEVICES

VERSION = 1
"""The version of the format: it is raised when a key changes its meaning or is removed."""


def export(checked: CheckedLibrary, cards: Iterable[tuple[Deck, Card]]) -> bytes:
    """Return the JSON object with the cards in study order."""
    document = {
        "format": "torchdeck cards",
        "version": VERSION,
        "deck": checked.library.name,
        "cards": [_card(checked, deck, card) for deck, card in cards],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _card(checked: CheckedLibrary, deck: Deck, card: Card) -> dict[str, object]:
    sides = plain_sides(card)
    return {
        "id": card.id,
        "topic": deck.name,
        "tags": deck.all_tags,
        "kind": card.kind,
        "level": card.level,
        "question": card.question,
        "front": sides.front,
        "back": sides.back,
        "cloze": card.front if card.kind is Kind.CLOZE else None,
        "hints": card.hints,
        "sources": card.sources,
        "see": card.see,
        "origin": card.origin,
        "retired": card.retired,
        "state": checked.states[card.id],
        "proof": proof_line(card, checked.snippet_library),
        "releases": releases_line(card, checked.snippet_library),
        "unproven": card.unproven,
        "snippets": [_snippet(checked.snippet_library, name) for name in card.snippets],
    }


def _snippet(snippet_library: SnippetLibrary, name: str) -> dict[str, object]:
    snippet = snippet_library.snippets[name]
    error = snippet.raises()
    return {
        "name": name,
        "setup": snippet.setup.text if snippet.setup else "",
        "code": snippet.card.text,
        "outputs": {device: snippet.output(device) for device in snippet.devices},
        "raises": {"error": error[0], "message": error[1]} if error else None,
        "claims": [check.title for check in snippet.checks],
        "wrong": [{"belief": cell.title, "code": cell.text} for cell in snippet.wrongs],
        "runs": [
            {"device": device, "name": proof.device, "torch": proof.torch, "date": proof.date}
            for device in DEVICES
            if (proof := snippet_library.proof(name, device))
        ],
    }
