"""The query of `deckgen list`: words and `key:value` terms, all of which must match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.model import Card, Deck, Kind, Level
from deckgen.snippets.state import ProofState

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary

CHOICES: dict[str, list[str]] = {
    "kind": [*Kind],
    "level": [*Level],
    "state": [*ProofState],
}
KEYS = ("id", "deck", "kind", "level", "tag", "state", "origin")


class QueryError(ValueError):
    """The query cannot be read; the message lists what is allowed."""


def read_query(words: tuple[str, ...]) -> list[tuple[bool, str, str]]:
    """Read each term as (wanted, key, value); the key of a plain word is empty."""
    terms = []
    for word in words:
        key, colon, value = word.removeprefix("-").partition(":")
        if colon and key not in KEYS:
            raise QueryError(f"unknown key `{key}:`; known keys: {', '.join(KEYS)}")
        if key in CHOICES and value.lower() not in CHOICES[key]:
            raise QueryError(f"unknown {key} `{value}`; known: {', '.join(CHOICES[key])}")
        terms.append((not word.startswith("-"), key if colon else "", value if colon else key))
    return terms


def find_cards(
    terms: list[tuple[bool, str, str]], checked: CheckedLibrary
) -> list[tuple[Deck, Card]]:
    """Find the cards that match every term, with their decks, in study order."""
    return [
        (deck, card)
        for deck in checked.library.decks
        for card in deck.cards
        if _matches(terms, card, deck, checked.states[card.id])
    ]


def _matches(terms: list[tuple[bool, str, str]], card: Card, deck: Deck, state: ProofState) -> bool:
    """Tell whether a card matches every term; text is compared without case."""
    facts: dict[str, list[str]] = {
        "": [card.id, card.question, card.front, card.back],
        "id": [card.id],
        "deck": [deck.name],
        "kind": [card.kind],
        "level": [card.level],
        "tag": list(deck.all_tags),
        "state": [state],
        "origin": list(card.origin),
    }
    return all(_holds(key, value.lower(), facts[key]) is wanted for wanted, key, value in terms)


def _holds(key: str, value: str, facts: list[str]) -> bool:
    if key in ("", "id", "deck"):
        return any(value in fact.lower() for fact in facts)
    return any(value == fact.lower() for fact in facts)
