"""A card as the fields of its note: HTML by field name, and the note's tags."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.anki.evidence import proof_html, tempting_html
from deckgen.check import Checked
from deckgen.html import to_html, to_inline_html, to_text_html
from deckgen.model import Card, Deck, Kind
from deckgen.state import State

NAMESPACE = "torchdeck"
TYPED = 20
"""A longer output asks for care with commas, not for understanding."""


def field_values(card: Card, deck: Deck, checked: Checked) -> dict[str, str]:
    """Every field of a card's note by name."""
    cloze = card.kind is Kind.CLOZE
    pictures = {path: picture.name for path, picture in checked.pictures.items()}
    values = {
        "Id": card.id,
        "Question": to_inline_html(card.question),
        "Text" if cloze else "Front": to_html(card.front, clozes=cloze, pictures=pictures),
        "Hints": "".join(_hints(card)),
        "Back": to_html(_tombstone(card) + card.back, pictures=pictures),
        "Proof": proof_html(card, checked),
        "Source": "".join(_sources(card, checked)),
        "Topic": _topic(card, deck),
        "Wrong": tempting_html(card, checked.shelf),
    }
    return values if cloze else values | {"Typed": to_text_html(_typed(card, checked))}


def content_of(card: Card, values: dict[str, str], checked: Checked) -> dict[str, str]:
    """A note's fields as far as they are the card's own: its state, not where and when it ran."""
    state = checked.states[card.id]
    if state not in (State.PROVEN_CPU, State.PROVEN_CPU_CUDA):
        return values
    return values | {"Proof": proof_html(card, checked, state.value)}


def tags_of(card: Card, deck: Deck, state: State) -> list[str]:
    """The tags of a card's note, all below one namespace."""
    tags = [*deck.tags, f"kind::{card.kind}", f"level::{card.level}", f"state::{state}"]
    tags += [f"origin::{origin}" for origin in card.origin]
    tags += ["retired"] if card.retired else []
    return [f"{NAMESPACE}::{tag}" for tag in tags]


def _tombstone(card: Card) -> str:
    return f"**This card is retired.** {card.retired}\n\n" if card.retired else ""


def _topic(card: Card, deck: Deck) -> str:
    words = (to_text_html(deck.name), card.kind, card.level)
    return "".join(f"<span>{word}</span>" for word in words)


def _hints(card: Card) -> Iterator[str]:
    for n, hint in enumerate(card.hints, 1):
        name = "Hint" if len(card.hints) == 1 else f"Hint {n}"
        yield f"<details><summary>{name}</summary>{to_inline_html(hint)}</details>"


def _sources(card: Card, checked: Checked) -> Iterator[str]:
    for source in card.sources:
        link = f"<{source}>" if source.startswith("http") else source
        yield f"<p>Source: {to_inline_html(link)}</p>"
    questions = checked.questions
    related = [f"<li>{to_inline_html(questions[o])}</li>" for o in card.see if o in questions]
    if related:
        yield f"See also:<ul>{''.join(related)}</ul>"


def _typed(card: Card, checked: Checked) -> str:
    """The output to type on a predict card: one short line, and no error; else nothing."""
    outputs = [quote for quote in card.quotes if quote.output and quote.side == "back"]
    if card.kind is not Kind.PREDICT or card.retired or len(outputs) != 1:
        return ""
    (output,) = outputs
    snippet = checked.shelf.snippets.get(output.snippet)
    plain = len(output.text) <= TYPED and " ".join(output.text.split()) == output.text
    return output.text if plain and snippet and not snippet.raises() else ""
