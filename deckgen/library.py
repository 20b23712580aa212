"""A folder of card files loaded as one library, with every problem that can be seen in the text."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import deckgen
from deckgen.cloze import OPEN, find_clozes
from deckgen.model import Card, Deck, Kind, Library, Place, Problem
from deckgen.parse import parse_deck


def default_cards() -> Path:
    """The deck to use when none is named: the one that came with the installation."""
    package = Path(deckgen.__file__).parent
    packaged = package / "_cards"
    return packaged if packaged.is_dir() else package.parent / "cards"


def load_library(folder: Path) -> tuple[Library, list[Problem]]:
    """All decks of a folder in study order, with all problems, sorted by place."""
    facts, problems = _read_facts(folder)
    name, order, found = _read_order(folder, facts)
    problems += found
    decks = []
    for path in order:
        deck, found = _load_deck(path)
        decks.append(deck)
        problems += found
    absent = facts.get("absent", [])
    library = Library(name, tuple(decks), frozenset(map(str, absent)))
    if not library.cards:
        remedy = "write one, or name the folder that has them with --cards"
        problems.append(
            Problem(Place(shown_path(folder), 1), "there is no card in this folder", remedy)
        )
    problems += [*_doubled_ids(library), *_doubled_decks(library), *_dangling(library)]
    problems += [problem for card in library.cards for problem in _shape(card)]
    return library, sorted(problems)


def shown_path(path: Path) -> str:
    """The path as the person typed it or would: relative where that is shorter."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _read_facts(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """What deck.toml says."""
    config = folder / "deck.toml"
    place = Place(shown_path(config), 1)
    try:
        facts = tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        remedy = 'write one with `name = "…"` and `order = ["topic", …]`'
        return {}, [Problem(place, "there is no deck.toml in this folder", remedy)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Problem(place, f"not TOML: {error}", "mend the line it names")]
    wanted = {"name": str, "order": list, "absent": list}
    wrong = [key for key in facts if not isinstance(facts[key], wanted.get(key, ()))]
    wrong += [key for key in ("name", "order") if key not in facts]
    remedy = 'write `name = "…"`, `order = ["topic", …]` and, if need be, `absent = ["torch.x"]`'
    problems = [
        Problem(place, f"`{key}` is missing, unknown or no such thing", remedy) for key in wrong
    ]
    return {key: value for key, value in facts.items() if key not in wrong}, problems


def _read_order(folder: Path, facts: dict[str, Any]) -> tuple[str, list[Path], list[Problem]]:
    """The library's name and its files in study order; files without a place come last."""
    place = Place(shown_path(folder / "deck.toml"), 1)
    files = sorted(folder.glob("*.md"))
    name, order = facts.get("name", ""), facts.get("order")
    if order is None:
        return name, files, []
    problems = [
        Problem(place, f"`{stem}` is in the order, but there is no {stem}.md", "remove or write it")
        for stem in order
        if not (folder / f"{stem}.md").is_file()
    ]
    problems += [
        Problem(
            Place(shown_path(path), 1),
            "the file has no place in the study order",
            f"add `{path.stem}` to the order in deck.toml",
        )
        for path in files
        if path.stem not in order
    ]
    known = [folder / f"{stem}.md" for stem in order if (folder / f"{stem}.md").is_file()]
    return name, known + [path for path in files if path not in known], problems


def _load_deck(path: Path) -> tuple[Deck, list[Problem]]:
    shown = shown_path(path)
    try:
        return parse_deck(path.read_bytes().decode(), shown)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(Place(shown, line), "this line is not UTF-8", "save the file as UTF-8")
        return Deck("", "", place=Place(shown, 1)), [problem]


def _doubled_ids(library: Library) -> Iterator[Problem]:
    first: dict[str, Card] = {}
    for card in library.cards:
        if (earlier := first.setdefault(card.id, card)) is not card:
            remedy = f"the first stands at {earlier.place}; give this card its own"
            yield Problem(card.place, f"the id `{card.id}` is taken", remedy)


def _doubled_decks(library: Library) -> Iterator[Problem]:
    count = Counter(deck.name for deck in library.decks)
    for deck in library.decks:
        if deck.name and count[deck.name] > 1:
            what = f"the deck name `{deck.name}` is used by {count[deck.name]} files"
            yield Problem(deck.place, what, "one file holds one deck: rename it, or move the cards")


def _dangling(library: Library) -> Iterator[Problem]:
    ids = {card.id for card in library.cards}
    for card in library.cards:
        for other in card.see:
            if other not in ids:
                yield Problem(card.place, f"`:see: {other}` names no card", "write a known id")
            elif other == card.id:
                yield Problem(card.place, "the card refers to itself", "remove it from `:see:`")


def _shape(card: Card) -> Iterator[Problem]:
    """What the kind of a card demands of its text."""
    clozes = find_clozes(card.front)
    if card.kind is Kind.CLOZE and not clozes:
        yield Problem(card.place, "a cloze card hides nothing", "mark a word: `{{c1::word}}`")
    if card.kind is not Kind.CLOZE and OPEN.search(card.front):
        yield Problem(
            card.place, f"cloze marks in a {card.kind} card", "make it `.cloze`, or unmark"
        )
    if card.kind is Kind.CLOZE and len(OPEN.findall(card.front)) != len(clozes):
        yield Problem(card.place, "a cloze never closes, or holds another", "end each with `}}`")
    if OPEN.search(card.back) or OPEN.search(card.question):
        yield Problem(card.place, "cloze marks outside the front", "hide words above the `---`")
    if card.unproven and not card.sources:
        yield Problem(card.place, "`:unproven:` without a `:source:`", "name where it can be read")
