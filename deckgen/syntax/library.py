"""A folder of card files loaded as one library, with every problem of the text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import deckgen
from deckgen.model import Card, Deck, Kind, Library, Place, Problem
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from deckgen.syntax.deck_toml import DeckConfig, Proof, read_config
from deckgen.syntax.files import read_file, shown_path
from deckgen.syntax.parsed_file import ParsedFile
from deckgen.syntax.parser import parse_file

CLOZE_START = re.compile(r"\{\{[cC]\d+:")
"""The beginning of a cloze, correctly spelt or not."""


def default_cards() -> Path:
    """Return the default folder of cards: the one that came with the installation."""
    package = Path(deckgen.__file__).parent
    packaged = package / "_cards"
    return packaged if packaged.is_dir() else package.parent / "cards"


@dataclass(frozen=True, slots=True)
class ParsedLibrary:
    """A folder of cards with each file parsed once, on which the checks and `sync` work."""

    library: Library
    config: DeckConfig
    files: tuple[ParsedFile, ...]
    problems: list[Problem]


def load_library(folder: Path) -> tuple[Library, list[Problem]]:
    """Load all decks of a folder in study order, with all problems sorted by place."""
    parsed = parse_library(folder)
    return parsed.library, parsed.problems


def parse_library(folder: Path) -> ParsedLibrary:
    """Load the library of a folder with its parsed files and all problems of the text."""
    config, problems = read_config(folder)
    files = tuple(_parse(path, folder, config) for path in config.files)
    decks = tuple(file.deck for file in files)
    library = Library(config.name, decks, config.absent, config.about, config.home)
    problems += [problem for file in files for problem in file.problems]
    if not library.cards:
        remedy = "write one, or name the folder that has them with --cards"
        place = Place(shown_path(folder), 1)
        problems.append(Problem(place, "there is no card in this folder", remedy))
    problems += [*_doubled_ids(library), *_doubled_decks(library), *_dangling(library)]
    problems += [problem for card in library.cards for problem in _shape(card)]
    return ParsedLibrary(library, config, files, sorted(problems))


def _parse(path: Path, folder: Path, config: DeckConfig) -> ParsedFile:
    shown = shown_path(path)
    text = _misplaced(path, folder) or read_file(path)
    if isinstance(text, Problem):
        return ParsedFile(shown, "", problems=[text], deck=Deck("", "", place=Place(shown, 1)))
    file = parse_file(text, shown, proven=config.proof is not Proof.NONE)
    file.deck = replace(file.deck, number=config.numbers.get(path.stem))
    return file


def _misplaced(path: Path, folder: Path) -> Problem | None:
    """Report a file that is named like a card file but lies or ends where none is read."""
    place = Place(shown_path(path), 1)
    if path.parent != folder:
        what = "no card is read from a subfolder"
        return Problem(place, what, f"move the file to {shown_path(folder / path.name)}")
    if path.suffix != ".md":
        what = f"the name ends in `{path.suffix}`"
        return Problem(place, what, f"rename it to {path.stem}.md")
    return None


def _doubled_ids(library: Library) -> Iterator[Problem]:
    first: dict[str, Card] = {}
    for card in library.cards:
        if (earlier := first.setdefault(card.id, card)) is not card:
            remedy = f"the first stands at {earlier.place}; give this card its own"
            yield Problem(card.place, f"the id `{card.id}` is taken", remedy)


def _doubled_decks(library: Library) -> Iterator[Problem]:
    count = Counter(_anki_name(deck.name) for deck in library.decks)
    for deck in library.decks:
        if deck.name and (times := count[_anki_name(deck.name)]) > 1:
            what = f"the deck name `{deck.name}` is used by {times} files"
            remedy = (
                "one file holds one deck, and case makes no other: rename it, or move the cards"
            )
            yield Problem(deck.place, what, remedy)


def _anki_name(deck: str) -> str:
    """Return a name as Anki compares it: without case, and without blanks around its parts."""
    parts = unicodedata.normalize("NFC", deck).split("::")
    return "::".join(part.strip().casefold() for part in parts)


def _dangling(library: Library) -> Iterator[Problem]:
    ids = {card.id for card in library.cards}
    for card in library.cards:
        for other in card.see:
            if other not in ids:
                yield Problem(
                    card.place, f"`:see: {other}` isn't the id of a card", "write a known id"
                )
            elif other == card.id:
                yield Problem(card.place, "the card refers to itself", "remove it from `:see:`")


def _shape(card: Card) -> Iterator[Problem]:
    """Check what the kind of a card demands of its text."""
    yield from _accept_problems(card)
    if card.kind is Kind.CLOZE:
        yield from _cloze_problems(card)
    elif CLOZE_START.search(card.front):
        yield Problem(
            card.place, f"cloze marks in a {card.kind} card", "make it `.cloze`, or unmark"
        )
    if CLOZE_START.search(card.back) or CLOZE_START.search(card.question):
        yield Problem(card.place, "cloze marks outside the front", "hide words above the `---`")
    if card.unproven and not card.sources:
        yield Problem(card.place, "`:unproven:` without a `:source:`", "name where it can be read")


def _clozes(card: Card) -> list[Cloze]:
    clozes: list[Cloze] = []

    def note(cloze: Cloze) -> str:
        clozes.append(cloze)
        return ""

    replace_in_markdown(card.front, note)
    return clozes


def _accept_problems(card: Card) -> Iterator[Problem]:
    """Check that `:accept:` names a gap that hides one text."""
    hidden: dict[int, set[str]] = {}
    for cloze in _clozes(card) if card.accepts else ():
        hidden.setdefault(cloze.number, set()).add(cloze.text)
    for number, words in card.accepts:
        texts = hidden.get(number, set())
        if not texts:
            what, remedy = f"no gap has the number c{number}", "write the number of a gap"
        elif len(texts) > 1:
            what, remedy = f"c{number} hides several texts", "give each a number of its own"
        elif words in texts:
            what, remedy = f"c{number} hides these very words", "remove the field"
        else:
            continue
        yield Problem(card.place, f"`:accept: c{number} {words}`: {what}", remedy)


def _cloze_problems(card: Card) -> Iterator[Problem]:
    clozes = _clozes(card)
    if not clozes or not all(cloze.text.strip() for cloze in clozes):
        yield Problem(card.place, "a cloze card hides nothing", "mark a word: `{{c1::word}}`")
    for cloze in clozes:
        if cloze.doubtful:
            what = f"a cloze is cut at `::` into `{cloze.text}` and the hint `{cloze.hint}`"
            remedy = "put code between code marks, where `::` begins no hint"
            yield Problem(card.place, what, remedy)
    if len(CLOZE_START.findall(card.front)) != len(clozes):
        what = "a cloze is misspelt, never closes, holds another or reaches over a fence"
        yield Problem(card.place, what, "write `{{c1::word}}`, each within one paragraph or fence")
