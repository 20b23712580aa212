"""A scaffold for a new card and its snippet."""

from __future__ import annotations

import os
import re
from pathlib import Path

from deckgen.kinds import KINDS, Answer
from deckgen.model import Card, CardId, Deck, Kind, Level, Library, Problem
from deckgen.syntax.files import read_file, shown_path
from deckgen.syntax.parser import parse_deck
from deckgen.syntax.writer import render_card, render_deck

TOPIC = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
KEPT = {"kit", "proofs"}
"""Folders beside the snippets that hold something else."""
DEVICE = re.compile(r"con|nul|aux|prn|(com|lpt)[0-9]")
"""Names that Windows takes for a device, whatever the ending of the file."""
SNIPPET = """\
# %% setup
import torch

# %% card
x = torch.ones(2)
# %% check say here what the code proves
assert x.sum().item() == 0.0
# %% wrong say here what people believe instead
x = torch.zeros(2)
"""
"""It fails until it is written: an untouched scaffold must not pass for a proof."""
ANSWERS = """\
# %% wrong say here what others get wrong
x = torch.empty(2)
# %% wrong say here what else is got wrong
x = torch.ones(3)
# %% also say here what is different
x = torch.zeros(2) + 1
# %% also say here what else is different
x = torch.tensor([1.0, 1.0])
"""
"""What an answer in code needs beside: answers that its checks refuse, and accept."""


class RefusedError(ValueError):
    """The new card was refused, and nothing was written."""


def new_card(library: Library, cards: Path, snippets: Path, topic: str, card: Card) -> list[Path]:
    """Append a scaffold card to a topic and write its snippet; returns the files written.

    Raises RefusedError where the id or the snippet exists, or where the card would not be read.
    """
    name = f"{topic}/{card.id.replace('-', '_')}"
    program = snippets / f"{name}.py"
    earlier = next((other for other in library.cards if other.id == card.id), None)
    if earlier:
        raise RefusedError(f"the id `{card.id}` is taken by {earlier.place}")
    if os.path.lexists(program):
        raise RefusedError(f"{program} exists already")
    path = cards / f"{topic}.md"
    old = _read(path) if os.path.lexists(path) else None
    new = _begin(topic, card) if old is None else _append(old, card)
    if all(other.id != card.id for other in parse_deck(new, "")[0].cards):
        _, problems = parse_deck(old or "", shown_path(path))
        reason = f": {problems[-1]}" if problems else ""
        raise RefusedError(f"a card at the end of {path} would be hidden{reason}")
    code = KINDS[card.kind].answer is Answer.CODE
    _write_both(path, old, new, program, SNIPPET + ANSWERS if code else SNIPPET)
    return [path, program]


def _read(path: Path) -> str:
    text = read_file(path)
    if isinstance(text, Problem):
        raise RefusedError(str(text))
    return text


def _begin(topic: str, card: Card) -> str:
    title = topic.replace("_", " ").capitalize()
    return render_deck(Deck(title, title, (topic,), "", (card,)))


def _append(text: str, card: Card) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    added = f"\n\n{render_card(card)}\n".replace("\n", ending)
    return text.rstrip("\r\n") + added


def _write_both(path: Path, old: str | None, new: str, program: Path, snippet: str) -> None:
    """Write the card file and the snippet, or neither."""
    path.write_text(new, encoding="utf-8", newline="")
    try:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(snippet, encoding="utf-8", newline="\n")
    except OSError:
        if old is None:
            path.unlink()
        else:
            path.write_text(old, encoding="utf-8", newline="")
        raise


def scaffold(card_id: CardId, kind: Kind, level: Level, topic: str) -> Card:
    """Return a card whose sides have a placeholder for all that its kind needs."""
    name = f"{topic}/{card_id.replace('-', '_')}"
    quotations = {
        "{code}": f"```python snippet={name}\n```",
        "{broken}": f"```python snippet={name} wrong=1\n```",
        "{printed}": f"```text output={name}\n```",
    }
    front, back = KINDS[kind].front, KINDS[kind].back
    for placeholder, quotation in quotations.items():
        front, back = front.replace(placeholder, quotation), back.replace(placeholder, quotation)
    return Card(card_id, "The question?", kind, level, front, back)
