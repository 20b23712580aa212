"""The cards as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from deckgen.backends.export.sides import plain_sides
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, Deck
from deckgen.snippets.state import proof_line

COLUMNS = (
    *("id", "topic", "kind", "level", "state", "question", "front", "back"),
    *("hints", "sources", "see", "tags", "proof"),
)
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""The start of a cell that a spreadsheet would compute, or that was guarded from it."""


def export(checked: CheckedLibrary, cards: Iterable[tuple[Deck, Card]]) -> bytes:
    """Return a header and a row per card; a cell with several values holds one per line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for deck, card in cards:
        writer.writerow(map(_guard, _cells(checked, deck, card)))
    return text.getvalue().encode("utf-8-sig")


def _cells(checked: CheckedLibrary, deck: Deck, card: Card) -> Iterable[str]:
    sides = plain_sides(card)
    facts = (card.id, deck.name, card.kind, card.level, checked.states[card.id], card.question)
    lists = (card.hints, card.sources, card.see, deck.all_tags)
    lines = ("\n".join(values) for values in lists)
    return (*facts, sides.front, sides.back, *lines, proof_line(card, checked.snippet_library))


def _guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would compute, so that it stays text."""
    return f"'{cell}" if FORMULA.match(cell) else cell
