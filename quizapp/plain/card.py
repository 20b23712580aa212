"""A card read aloud, as far as a session has turned it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.model import Card, Kind
from deckgen.render.portable import plain_fences
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from quizapp.collection.card_text import INSTRUCTIONS, back_text, front_text, notes_text
from quizapp.plain.speech import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.plain.console import Console

CHANGES = {"- ": "Removed", "+ ": "Added"}


def read_front(console: Console, card: Card) -> None:
    """Read the question, what to do, and what stands below it."""
    console.read_out(card.question, "Question:")
    console.say(INSTRUCTIONS[card.kind])
    console.read_out(asked_text(card), has_blanks=card.kind is Kind.CLOZE)


def read_hints(console: Console, card: Card, start: int, end: int) -> None:
    """Read some hints of a card, counted from 0."""
    for number in range(start, end):
        console.read_out(card.hints[number], f"Hint {number + 1} of {len(card.hints)}:")


def read_back(
    console: Console, card: Card, cards: Mapping[str, Card], *, proof: str, corrections: str
) -> None:
    """Read the answer, what was corrected in it, and where it comes from."""
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


def asked_text(card: Card) -> str:
    """What stands below the question, its blanks numbered as they are asked for."""
    if card.kind is not Kind.CLOZE:
        return front_text(card, revealed=False)
    numbers: dict[tuple[int, str], int] = {}

    def hide(cloze: Cloze) -> str:
        number = numbers.setdefault((cloze.number, cloze.text), len(numbers) + 1)
        return f"[blank {number}, {cloze.hint}]" if cloze.hint else f"[blank {number}]"

    return plain_fences(replace_in_markdown(card.front, hide))
