"""The real deck many times over: as many cards as asked for, each with snippets of its own."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from functools import partial
from itertools import count, islice
from pathlib import Path

from deckgen.model import Card, CardId, Deck
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards, load_library
from deckgen.syntax.writer import render_deck
from verified_snippets.kit.ledger import Proof, harness_digest, key_of, write_ledger
from verified_snippets.kit.parse import proof_digest

COPIES = 20
"""How many copies of a topic one file holds: some 300 cards, ten times as many as ours."""
FLAGS = re.MULTILINE | re.DOTALL
CELL = re.compile(r"(^# %% (?:card|wrong)[^\n]*\n)(.*?)(?=^# %%|\Z)", FLAGS)
BESIDE = re.compile(r"^# %% (?:fact|belied|stated)\b.*?(?=^# %%|\Z)|^# >[^\n]*\n", FLAGS)
"""What quotes the words of an answer, which the copies do not have."""
QUOTE = re.compile(r"(^```\w+ (?:snippet|output)=)(\S+)([^\n]*\n)(.*?)(?=^```)", FLAGS)
PROSE = re.compile(r"^```.*?^```|`[^`\n]*`|<?https?://\S+|(?P<word>[A-Za-z]{2,})", FLAGS)
CLOZE = re.compile(r"\{\{c\d+::|\}\}")


def write_library(folder: Path, notes: int) -> Path:
    """Write cards, snippets and ledgers for a number of notes; returns the folder of cards.

    A copy carries its number in its id, its words, its snippets' names and a comment on the
    shortest line of its code, so that no two share a parse, a highlight or a proof, or are alike.
    """
    library, _ = load_library(default_cards())
    endless = ((deck, card, n) for n in count() for deck in library.decks for card in deck.cards)
    copies = list(islice(endless, notes))
    ids = {_id(card.id, n) for _, card, n in copies}
    cards = folder / "cards"
    cards.mkdir(parents=True)
    files: dict[str, Deck] = {}
    for deck, card, n in copies:
        volume = n // COPIES + 1
        stem = f"{Path(deck.place.path).stem}_{volume}"
        begun = files.get(stem, replace(deck, name=f"{deck.name} {volume}", cards=()))
        files[stem] = replace(begun, cards=(*begun.cards, _copy(card, n, ids)))
    for stem, deck in files.items():
        (cards / f"{stem}.md").write_text(render_deck(deck), encoding="utf-8")
    facts = {"name": library.name, "order": [*files], "absent": sorted(library.absent)}
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in facts.items())
    allowed: dict[str, list[str]] = {}
    for identity, name in sorted(library.about):
        allowed.setdefault(identity, []).append(name)
    about = (
        f"{_id(card.id, n)} = {json.dumps(allowed[card.id])}\n"
        for _, card, n in copies
        if card.id in allowed
    )
    (cards / "deck.toml").write_text("".join((*lines, "[about]\n", *about)), encoding="utf-8")
    wanted = {(name, n) for _, card, n in copies for name in card.snippets}
    _write_snippets(folder / "verified_snippets", wanted)
    return cards


def _id(name: str, n: int) -> CardId:
    return CardId(f"{name}-copy{n}")


def _copy(card: Card, n: int, ids: set[CardId]) -> Card:
    def mark(quote: re.Match[str]) -> str:
        opening, name, rest, text = quote.groups()
        code = text if opening.endswith("output=") else _number(text, n)
        return f"{opening}{name}_{n}{rest}{code}"

    return replace(
        card,
        id=_id(card.id, n),
        question=_reword(card.question, n),
        front=_reword(QUOTE.sub(mark, card.front), n),
        back=_reword(QUOTE.sub(mark, card.back), n),
        see=tuple(other for name in card.see if (other := _id(name, n)) in ids),
    )


def _reword(text: str, n: int) -> str:
    """The text with a number at every longer word of its prose."""
    return PROSE.sub(lambda found: f"{found[0]}{n}" if found["word"] else found[0], text)


def _number_cell(n: int, cell: re.Match[str]) -> str:
    return cell[1] + _number(cell[2], n)


def _number(code: str, n: int) -> str:
    """The code with a number in a comment on its shortest line."""
    lines = code.split("\n")
    able = [at for at, line in enumerate(lines) if line.strip() and not re.search(r"#|\\$", line)]
    at = min(able, key=lambda at: len(CLOZE.sub("", lines[at])))
    lines[at] += f"  # {n}"
    return "\n".join(lines)


def _write_snippets(folder: Path, wanted: set[tuple[str, int]]) -> None:
    ours = default_snippets(default_cards())
    proofs = {}
    for name, n in sorted(wanted):
        text = (ours / f"{name}.py").read_text(encoding="utf-8")
        text = BESIDE.sub("", CELL.sub(partial(_number_cell, n), text))
        path = folder / f"{name}_{n}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        proofs[key_of(f"{name}_{n}", "cpu")] = Proof(
            proof_digest(text), harness_digest(), "2.13.0", "cpu", "", "2026-11-23", 0.1
        )
    (folder / "proofs").mkdir()
    write_ledger(folder / "proofs" / "cpu.json", proofs)
    shutil.copy(ours / "proofs" / "names.json", folder / "proofs")
