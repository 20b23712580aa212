"""A card read aloud: its question, its hints, its answer, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.kinds import KINDS
from deckgen.model import Card, Kind
from deckgen.render.fences import plain_fences
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from quizapp.collection.card_text import back_text, front_text, notes_text
from quizapp.plain.speech import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from quizapp.collection.collection import Collection
    from quizapp.plain.console import Console

CHANGES = {"- ": "Removed", "+ ": "Added"}
RECENT = 5
"""How many of the last things that happened to a card are told."""


def read_front(console: Console, card: Card) -> None:
    """Read the question, the instruction, and the text below them."""
    console.read_out(card.question, "Question:")
    console.say(KINDS[card.kind].instruction)
    console.read_out(asked_text(card), has_blanks=card.kind is Kind.CLOZE)


def read_hints(console: Console, card: Card, start: int, end: int) -> None:
    """Read the hints of a card from one number to another, counted from 0."""
    for number in range(start, end):
        console.read_out(card.hints[number], f"Hint {number + 1} of {len(card.hints)}:")


def read_back(
    console: Console, card: Card, cards: Mapping[str, Card], *, proof: str, corrections: str
) -> None:
    """Read the answer, its corrections, and its sources."""
    console.print(["", "Answer:"])
    if card.kind is Kind.CLOZE:
        missing, _, rest = back_text(card).partition("\n\n")
        console.read_out(missing.replace(" · ", ", "))
        console.read_out(rest)
        console.read_out(front_text(card, revealed=True), "In full:")
    else:
        console.read_out(back_text(card))
    if corrections:
        console.say("Corrected since you last saw it:")
        console.print(f"{CHANGES[line[:2]]}: {line[2:]}" for line in corrections.split("\n"))
    console.read_out(notes_text(card, cards, spoken(proof)))


def info_lines(card: Card, collection: Collection, now: datetime) -> Iterator[str]:
    """The facts of a card and the last things that happened to it; may raise OSError."""
    from quizapp.features.cards.info import facts_of, history_of, time_facts

    reviews = [review for review in collection.store.reviews() if review.card == card.id]
    facts = facts_of(card, collection, now, collection.proofs.snippet_library)
    for fact in (*facts, *time_facts(reviews, collection.scheduler.days)):
        yield f"{fact.name}: {', '.join(fact.words.splitlines())}."
    history = history_of(card.id, reviews, collection.store.changes(), collection.scheduler)
    if history:
        yield "What happened, newest first:"
    for entry in history[:RECENT]:
        back = f"back in {entry.interval}" if entry.interval else ""
        parts = (entry.when, entry.did, entry.stage, entry.took, back, entry.note)
        yield f"{', '.join(filter(None, parts))}."
    if len(history) > RECENT:
        yield f"And {len(history) - RECENT} earlier."


def asked_text(card: Card) -> str:
    """The text below the question, with its blanks numbered as they are asked for."""
    if card.kind is not Kind.CLOZE:
        return front_text(card, revealed=False)
    numbers: dict[tuple[int, str], int] = {}

    def hide(cloze: Cloze) -> str:
        number = numbers.setdefault((cloze.number, cloze.text), len(numbers) + 1)
        return f"[blank {number}, {cloze.hint}]" if cloze.hint else f"[blank {number}]"

    return plain_fences(replace_in_markdown(card.front, hide))
