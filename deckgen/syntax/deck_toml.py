"""deck.toml: the library's name, the study order of its files, and what its cards may mention."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckgen.model import Place, Problem
from deckgen.syntax.files import read_file, shown_path

FORM = (
    'write `name = "…"`, `order = ["topic", …]` and, if need be, `absent = ["torch.x"]`, '
    'and last of all `[about]` with `card-id = ["forbidden.name"]`'
)
NAME = re.compile(r"[^\x00-\x1f\"]*[^\x00-\x1f\" :][^\x00-\x1f\"]*")


@dataclass(frozen=True, slots=True)
class Order:
    """What deck.toml says."""

    name: str = ""
    files: tuple[Path, ...] = ()
    """The card files in study order; those without a place come last."""
    absent: frozenset[str] = frozenset()
    about: frozenset[tuple[str, str]] = frozenset()
    """Ids of cards, each with a name that no other card may use."""


def read_order(folder: Path) -> tuple[Order, list[Problem]]:
    """The order of a folder's files, and all that is wrong with its deck.toml."""
    config = folder / "deck.toml"
    facts, problems = _read_facts(config)
    name, order = facts.get("name", ""), facts.get("order")
    files = sorted(folder.glob("*.md"))
    place = Place(shown_path(config), 1)
    if order is None:
        return Order(name, tuple(files)), problems
    problems += _order_problems(place, order, files)
    known = {path.stem: path for path in files}
    placed = [known[stem] for stem in dict.fromkeys(order) if stem in known]
    rest = [path for path in files if path not in placed]
    absent = frozenset(facts.get("absent", []))
    about = frozenset(
        (card, word) for card, words in facts.get("about", {}).items() for word in words
    )
    return Order(name, (*placed, *rest), absent, about), problems


def _read_facts(config: Path) -> tuple[dict[str, Any], list[Problem]]:
    place = Place(shown_path(config), 1)
    if not config.exists():
        return {}, [Problem(place, "there is no deck.toml in this folder", FORM)]
    text = read_file(config)
    if isinstance(text, Problem):
        return {}, [text]
    try:
        facts = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(place.path, int(line[1]) if line else 1)
        return {}, [Problem(place, f"not TOML: {error}", "mend this line")]
    wrong = [key for key in facts if not _is_good(key, facts[key])]
    wrong += [key for key in ("name", "order") if key not in facts]
    problems = [
        Problem(place, f"`{key}` is missing, unknown or no such thing", FORM) for key in wrong
    ]
    return {key: value for key, value in facts.items() if key not in wrong}, problems


def _is_good(key: str, value: object) -> bool:
    if key == "name":
        return isinstance(value, str) and "::" not in value and bool(NAME.fullmatch(value))
    if key == "about":
        return isinstance(value, dict) and all(map(_are_words, value.values()))
    return key in ("order", "absent") and _are_words(value)


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _order_problems(place: Place, order: list[str], files: list[Path]) -> Iterator[Problem]:
    stems = {path.stem for path in files}
    for stem, times in Counter(order).items():
        if stem not in stems:
            what = f"`{stem}` is in the order, but there is no {stem}.md"
            yield Problem(place, what, "remove or write it")
        elif times > 1:
            yield Problem(place, f"`{stem}` is in the order {times} times", "keep one")
    for path in files:
        if path.stem not in order:
            remedy = f"add `{path.stem}` to the order in deck.toml"
            what = "the file has no place in the study order"
            yield Problem(Place(shown_path(path), 1), what, remedy)
