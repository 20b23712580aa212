"""The file `cards/released.json`: read, validated and written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deckgen.model import CardId, Place, Problem
from deckgen.releases.model import (
    VERSION,
    Content,
    Released,
    ReleasedCard,
    ReleasedType,
    version_key,
)
from deckgen.syntax.files import read_file, replace_file, shown_path

SURROGATE = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which JSON can hold but UTF-8 cannot."""
REMEDY = "restore the file from the last commit; only `deckgen release` writes it"


def build_object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Build a JSON object; raises LookupError with a name that is there twice."""
    facts: dict[str, Any] = {}
    for key, value in pairs:
        if key in facts:
            raise LookupError(key, "is there twice")
        facts[key] = value
    return facts


def to_released(facts: Any, path: str, lines: dict[str, int]) -> Released:
    """Build the releases from the file's JSON; `lines` gives the line of each name.

    Raises LookupError with a name and what is wrong with it, ValueError for the whole file.
    """
    match facts:
        case {"releases": dict(releases), "notetypes": dict(types), "cards": dict(cards)}:
            times = _times(releases)
            return Released(
                times,
                {name: _type(name, types[name], times) for name in types},
                {
                    CardId(name): _card(name, cards[name], times, Place(path, lines.get(name, 1)))
                    for name in cards
                },
            )
    raise ValueError("it does not hold `releases`, `notetypes` and `cards`")


def _times(releases: dict[str, Any]) -> dict[str, int]:
    times: dict[str, int] = {}
    key: tuple[int, ...] = ()
    last = 0
    for version, time in releases.items():
        if not VERSION.fullmatch(version) or version_key(version) <= key:
            raise LookupError(version, "isn't a version after the one before it")
        if type(time) is not int or not last < time < 2**53:
            raise LookupError(version, "has no time after the one before it")
        times[version] = last = time
        key = version_key(version)
    return times


def _type(name: str, facts: Any, times: dict[str, int]) -> ReleasedType:
    match facts:
        case {"release": str(release), "digest": str(digest)} if release in times:
            return ReleasedType(release, digest)
    raise LookupError(name, "isn't a note type of a release")


def _card(name: str, facts: Any, times: dict[str, int], place: Place) -> ReleasedCard:
    match facts:
        case {
            "since": str(since),
            "release": str(release),
            "deck": str(deck),
            "note": "question" | "cloze" as note,
            "retired": bool(retired),
            "parts": dict(hashes),
        } if {since, release} <= times.keys() and not SURROGATE.search(deck):
            parts = {str(part): str(digest) for part, digest in hashes.items()}
            return ReleasedCard(since, release, Content(deck, note, retired, parts), place)
    raise LookupError(name, "isn't a card of a release")


def path_of(cards: Path) -> Path:
    """Return the path of a folder's released.json."""
    return cards / "released.json"


def read_released(cards: Path) -> tuple[Released, list[Problem]]:
    """Read the releases of a folder of cards: none if there is no file, or its problem."""
    path = path_of(cards)
    if not os.path.lexists(path):
        return Released(), []
    text = read_file(path)
    if isinstance(text, Problem):
        return Released(), [text]
    shown, lines = shown_path(path), _lines(text)
    try:
        return to_released(json.loads(text, object_pairs_hook=build_object), shown, lines), []
    except json.JSONDecodeError as error:
        line, what = error.lineno, error.msg
    except LookupError as error:
        name, why = error.args
        line, what = lines.get(name, 1), f"`{name}` {why}"
    except (ValueError, RecursionError) as error:
        line, what = 1, str(error)
    return Released(), [Problem(Place(shown, line), f"damaged: {what}", REMEDY)]


def write_released(cards: Path, released: Released) -> None:
    """Write the file."""
    tables: dict[str, Mapping[str, object]] = {
        "releases": released.times,
        "notetypes": {name: asdict(kind) for name, kind in sorted(released.types.items())},
        "cards": {
            identity: {"since": card.since, "release": card.release, **asdict(card.content)}
            for identity, card in sorted(released.cards.items())
        },
    }
    body = ",\n".join(_table(name, rows) for name, rows in tables.items())
    replace_file(path_of(cards), f"{{\n{body}\n}}\n".encode())


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = [f"{json.dumps(key)}: {json.dumps(rows[key], ensure_ascii=False)}" for key in rows]
    return f'"{name}": {{\n' + ",\n".join(lines) + "\n}"


def _lines(text: str) -> dict[str, int]:
    """Return the last line that begins with each name, because the cards come last."""
    rows = enumerate(text.split("\n"), 1)
    found = ((re.match(r'\s*"([^"]*)"\s*:', row), line) for line, row in rows)
    return {name[1]: line for name, line in found if name}
