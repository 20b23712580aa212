"""The readings of the cards: who did not write a card tried to find each sentence wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deckgen.model import Card, CardId, Place, Problem
from deckgen.snippets.library import SnippetLibrary
from deckgen.syntax.files import read_file, replace_file, shown_path
from deckgen.syntax.sentences import split_answer
from verified_snippets.kit.snippet import digest_of


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried to find one sentence wrong, and what came of it."""

    sentence: str
    counterexample: str
    result: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's reading of one card."""

    date: str
    """The day, ISO."""
    tried: tuple[Trial, ...]
    missed: tuple[str, ...] = ()
    """The mistakes that were found later and that this reading should have found."""


@dataclass(frozen=True, slots=True)
class ReadCard:
    """The readings of a card, and the hash of the words and checks that were read."""

    digest: str
    readings: tuple[Reading, ...]


Readings = dict[CardId, ReadCard]


def path_of(snippets: Path) -> Path:
    """Return the file that keeps the readings, beside the ledgers."""
    return snippets / "proofs" / "readings.json"


def read_readings(path: Path) -> tuple[Readings, list[Problem]]:
    """Read a file of readings; one that is missing holds none."""
    if not path.exists():
        return {}, []
    text = read_file(path)
    if isinstance(text, Problem):
        return {}, [text]
    try:
        return {CardId(card): _card(entry) for card, entry in json.loads(text).items()}, []
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = f"damaged readings: {error!r}"
        return {}, [Problem(Place(shown_path(path), 1), what, "restore the file, or delete it")]


def _card(entry: dict[str, Any]) -> ReadCard:
    return ReadCard(str(entry["digest"]), tuple(map(read_reading, entry["readings"])))


def read_reading(facts: dict[str, Any]) -> Reading:
    """Read a reading from JSON or TOML; raises KeyError or TypeError for another form."""
    tried = tuple(
        Trial(**{key: str(value) for key, value in one.items()}) for one in facts["tried"]
    )
    return Reading(str(facts["date"]), tried, tuple(map(str, facts.get("missed", ()))))


def write_readings(path: Path, readings: Readings) -> None:
    """Write a file of readings in the order of the ids."""
    facts = {card: asdict(readings[card]) for card in sorted(readings)}
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, (json.dumps(facts, indent=1, ensure_ascii=False) + "\n").encode())


def reading_digest(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the hash of what a reading is about: the card's words, its checks and their titles."""
    cells = [
        (snippet.digest, *((cell.kind, cell.title, cell.quotations) for cell in snippet.cells))
        for name in card.snippets
        if (snippet := snippet_library.snippets.get(name))
    ]
    return digest_of(repr((card.question, card.front, card.back, card.hints, cells)).encode())


def valid_readings(
    card: Card, readings: Readings, snippet_library: SnippetLibrary
) -> tuple[Reading, ...]:
    """Return the readings of a card as it is now; a change of words or checks loses them."""
    found = readings.get(card.id)
    if not found or found.digest != reading_digest(card, snippet_library):
        return ()
    return found.readings


def count_readings(
    cards: Iterable[Card], readings: Readings, snippet_library: SnippetLibrary
) -> dict[str, int]:
    """Count the cards that were read twice, once and never; retired ones are left out."""
    names = {0: "never", 1: "once"}
    count = Counter(
        names.get(len(valid_readings(card, readings, snippet_library)), "twice")
        for card in cards
        if not card.retired
    )
    return {name: count[name] for name in ("twice", "once", "never")}


def enter_reading(
    card: Card, reading: Reading, readings: Readings, snippet_library: SnippetLibrary
) -> Readings:
    """Return the readings with one more; those of earlier words of the card go."""
    before = valid_readings(card, readings, snippet_library)
    entry = ReadCard(reading_digest(card, snippet_library), (*before, reading))
    return {**readings, card.id: entry}


def claims(card: Card) -> list[str]:
    """Return what a reading tries: the question, for which the code answers, and each sentence."""
    return [card.question, *(s.text for s in split_answer(card) if not s.introduces)]


def untried(card: Card, reading: Reading) -> list[str]:
    """Return the claims of a card for which a reading tells no trial or no result."""
    told = {trial.sentence for trial in reading.tried if trial.counterexample and trial.result}
    return [claim for claim in claims(card) if claim not in told]
