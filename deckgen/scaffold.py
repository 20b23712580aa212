"""A new card and its snippet, laid out so that only the thinking is left to do."""

from __future__ import annotations

import re
from pathlib import Path

from deckgen.model import Card, CardId, Deck, Kind, Level, Library
from deckgen.render import render_card, render_deck

TOPIC = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
SNIPPET = """\
# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.ones(2, device=device)
# %% check say here what the code proves
assert x.sum().item() == 0.0
# %% wrong say here what people believe instead
x = torch.zeros(2, device=device)
"""
"""It fails until it is written: an untouched scaffold must not pass for a proof."""


class TakenError(ValueError):
    """Something of that name is there already."""


def new_card(library: Library, cards: Path, snippets: Path, topic: str, card: Card) -> list[Path]:
    """Append a scaffold card to a topic and write its snippet; returns the files written.

    Raises TakenError where the id or the snippet exists.
    """
    name = f"{topic}/{card.id.replace('-', '_')}"
    program = snippets / f"{name}.py"
    earlier = next((other for other in library.cards if other.id == card.id), None)
    if earlier:
        raise TakenError(f"the id `{card.id}` is taken by {earlier.place}")
    if program.exists():
        raise TakenError(f"{program} exists already")
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(SNIPPET, encoding="utf-8")
    path = cards / f"{topic}.md"
    if path.exists():
        old = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{old}\n\n{render_card(card)}\n", encoding="utf-8")
        return [path, program]
    title = topic.replace("_", " ").capitalize()
    path.write_text(render_deck(Deck(title, title, (topic,), "", (card,))), encoding="utf-8")
    return [path, program]


def scaffold(card_id: CardId, kind: Kind, level: Level, topic: str) -> Card:
    """A card with every place of its kind to be filled."""
    name = f"{topic}/{card_id.replace('-', '_')}"
    code = f"```python snippet={name}\n```"
    broken = f"```python snippet={name} wrong=1\n```"
    printed = f"```text output={name}\n```"
    front, back = {
        Kind.RECALL: ("", f"Answer.\n\n{code}"),
        Kind.PREDICT: (code, f"{printed}\n\nWhy."),
        Kind.WRITE: ("Define `name(x)`.", f"{code}\n\nWhy."),
        Kind.FIX: (broken, f"{code}\n\nWhy."),
        Kind.CLOZE: ("A sentence with a {{c1::gap}}.", f"{code}\n\nWhy."),
    }[kind]
    return Card(card_id, "The question?", kind, level, front, back)
