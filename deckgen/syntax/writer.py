"""Decks written as Markdown; `parse_deck` reads the same deck again."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from deckgen.model import Card, Deck


def render_deck(deck: Deck) -> str:
    """Return the text of a card file."""
    facts: dict[str, object] = {"deck": deck.name}
    if deck.tags:
        facts["tags"] = list(deck.tags)
    front_matter = yaml.safe_dump(
        facts, sort_keys=False, allow_unicode=True, width=2**16, default_flow_style=None
    )
    parts = [f"---\n{front_matter}---", f"# {deck.title}"]
    if deck.preface:
        parts.append(deck.preface)
    return "\n\n".join((*parts, *map(render_card, deck.cards))) + "\n"


def render_card(card: Card) -> str:
    """Return the text of one card, from its heading to its last field."""
    parts = [
        f"## {card.question} {{#{card.id} .{card.kind} .{card.level}}}",
        card.front,
        "\n".join(f":hint: {hint}" for hint in card.hints),
        "---",
        card.back,
        "\n".join(_fields(card)),
    ]
    return "\n\n".join(part for part in parts if part)


def _fields(card: Card) -> Iterator[str]:
    for source in card.sources:
        yield f":source: {source}"
    if card.see:
        yield f":see: {', '.join(card.see)}"
    if card.origin:
        yield f":origin: {', '.join(card.origin)}"
    if card.retired:
        yield f":retired: {card.retired}"
    if card.unproven:
        yield f":unproven: {card.unproven}"
    for number, words in card.accepts:
        yield f":accept: c{number} {words}"
