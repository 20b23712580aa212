"""The file deck.toml: the library's name, the study order, and names that cards may mention."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from deckgen.model import Place, Problem
from deckgen.syntax.files import find_card_files, is_card_file, read_file, shown_path
from verified_snippets.kit.files import file_fault

FORM = (
    'write `name = "…"`, `order = ["topic", …]` and, if need be, `absent = ["torch.x"]`, '
    '`home = "https://…"`, `proof = "sentences"` or, for a deck of your own, `proof = "none"`, and '
    'last of all `[about]` with `card-id = ["forbidden.name"]`; a table `[order]` with `topic = 5` '
    "in place of the list numbers the topics"
)
ADDRESS = re.compile(r"https?://[^\s\"<>]+")
MOST = 999
"""The highest number of a topic: with three digits, the order of names is that of the numbers."""
NAME = re.compile(r"[^\x00-\x1f\"]*[^\x00-\x1f\" :][^\x00-\x1f\"]*")


class Proof(StrEnum):
    """What of a deck has to be proven."""

    SENTENCES = "sentences"
    """The code of every card, and every word of its answer."""
    CODE = "code"
    """The code of every card; a card whose snippet quotes some of its words quotes them all."""
    NONE = "none"
    """Nothing: the deck is one's own."""


@dataclass(frozen=True, slots=True)
class DeckConfig:
    """The contents of deck.toml, and the card files beside it."""

    path: str
    lines: tuple[str, ...] = ()
    name: str = ""
    files: tuple[Path, ...] = ()
    """The card files in study order; those without a place, or in a subfolder, come last."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each topic, where deck.toml numbers them."""
    absent: frozenset[str] = frozenset()
    proof: Proof = Proof.CODE
    """What has to be proven."""
    home: str = ""
    """The address of the deck."""
    about: frozenset[tuple[str, str]] = frozenset()
    """Ids of cards, each with a name that no other card may use."""

    def place_of(self, key: str) -> Place:
        """Return the line of an entry of `[about]`, which is usually the last table."""
        entry = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        found = (n for n, line in enumerate(self.lines, 1) if entry.match(line))
        return Place(self.path, max(found, default=1))


def read_config(folder: Path) -> tuple[DeckConfig, list[Problem]]:
    """Read the deck.toml of a folder, list its card files, and collect all problems of both."""
    path = folder / "deck.toml"
    shown = shown_path(path)
    text, facts, problems = _read_facts(path, shown)
    files, unread = find_card_files(folder)
    problems += unread
    placed, numbers = [], dict[str, int]()
    if "order" in facts:
        known = {path.stem: path for path in files if is_card_file(path, folder)}
        order = facts["order"]
        if isinstance(order, dict):
            numbers, order = order, sorted(order, key=order.__getitem__)
            problems += _number_problems(Place(shown, 1), numbers)
        problems += _order_problems(Place(shown, 1), order, known)
        placed = [known[stem] for stem in dict.fromkeys(order) if stem in known]
    about = facts.get("about", {}).items()
    config = DeckConfig(
        shown,
        tuple(text.splitlines()),
        facts.get("name", ""),
        (*placed, *(path for path in files if path not in placed)),
        numbers,
        frozenset(facts.get("absent", [])),
        Proof(facts.get("proof", Proof.CODE)),
        facts.get("home", ""),
        frozenset((card, word) for card, words in about for word in words),
    )
    return config, problems


def _read_facts(path: Path, shown: str) -> tuple[str, dict[str, Any], list[Problem]]:
    """Return the text of deck.toml, the entries of the right form, and the problems."""
    place = Place(shown, 1)
    if not os.path.lexists(path):
        return "", {}, [Problem(place, "there is no deck.toml in this folder", FORM)]
    text = read_file(path)
    if isinstance(text, Problem):
        return "", {}, [text]
    try:
        facts = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(shown, int(line[1]) if line else 1)
        return text, {}, [Problem(place, f"not TOML: {error}", "repair this line")]
    wrong = {key: _fault_of(key, facts[key]) for key in facts}
    wrong |= {key: "is missing" for key in ("name", "order") if key not in facts}
    problems = [Problem(place, f"`{key}` {fault}", FORM) for key, fault in wrong.items() if fault]
    return text, {key: value for key, value in facts.items() if not wrong[key]}, problems


KEYS = ("name", "order", "about", "proof", "absent", "home")


def _fault_of(key: str, value: object) -> str:
    """What is wrong with an entry; empty where nothing is."""
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, 1)
        return f"is unknown, did you mean `{near[0]}`?" if near else "is unknown"
    return "" if _is_good(key, value) else "has the wrong form"


def _is_good(key: str, value: object) -> bool:
    if key == "name":
        return isinstance(value, str) and "::" not in value and bool(NAME.fullmatch(value))
    if key == "about":
        return isinstance(value, dict) and all(map(_are_words, value.values()))
    if key == "home":
        return isinstance(value, str) and bool(ADDRESS.fullmatch(value))
    if key == "proof":
        return value in list(Proof)
    if key == "order" and isinstance(value, dict):
        return all(type(number) is int and 0 < number <= MOST for number in value.values())
    return key in ("order", "absent") and _are_words(value)


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _number_problems(place: Place, numbers: dict[str, int]) -> Iterator[Problem]:
    for number, times in Counter(numbers.values()).items():
        if times > 1:
            what = f"{times} topics have the number {number}"
            yield Problem(place, what, "give each its own")


def _order_problems(place: Place, order: list[str], known: dict[str, Path]) -> Iterator[Problem]:
    for stem, times in Counter(order).items():
        if stem not in known:
            what, remedy = _unknown(stem, Path(place.path).parent)
            yield Problem(place, f"`{stem}` is in the order, but {what}", remedy)
        elif times > 1:
            yield Problem(place, f"`{stem}` is in the order {times} times", "keep one")
    for path in known.values():
        if path.stem not in order and not file_fault(path):
            remedy = f"add `{path.stem}` to the order in deck.toml"
            what = "the file has no place in the study order"
            yield Problem(Place(shown_path(path), 1), what, remedy)


def _unknown(entry: str, folder: Path) -> tuple[str, str]:
    """Say why an entry of the order names no card file of the folder, and the remedy."""
    paths = (folder / entry, folder / f"{entry}.md")
    found = next((path for path in paths if os.path.isfile(path)), None)  # noqa: PTH113 - any text
    if found is None:
        return f"there is no {entry}.md", "remove or write it"
    if found.name.startswith("."):
        return (
            "names that begin with a dot are left alone",
            "rename it, or remove it from the order",
        )
    if found.resolve().parent == folder.resolve():
        return "files are named there without folder and ending", f"write `{found.stem}`"
    remedy = f"move it to {(folder / found.name).as_posix()}, and write `{found.stem}`"
    return "card files lie directly in the folder of cards", remedy
