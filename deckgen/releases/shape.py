"""The shape of released.json, told apart from a file that a merge or an editor damaged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from deckgen.model import CardId, Place
from deckgen.releases.model import (
    VERSION,
    Content,
    Released,
    ReleasedCard,
    ReleasedType,
    version_key,
)

HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can hold and no file can."""


def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs of a JSON object; raises LookupError with the name that is there twice."""
    facts: dict[str, Any] = {}
    for key, value in pairs:
        if key in facts:
            raise LookupError(key, "is there twice")
        facts[key] = value
    return facts


def to_released(facts: Any, path: str, lines: dict[str, int]) -> Released:
    """The releases that the file holds; `lines` says where each name stands.

    Raises LookupError with a name and what is wrong there, ValueError where it is the whole file.
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
            raise LookupError(version, "is no version after the one before it")
        if type(time) is not int or not last < time < 2**53:
            raise LookupError(version, "has no time after the one before it")
        times[version] = last = time
        key = version_key(version)
    return times


def _type(name: str, facts: Any, times: dict[str, int]) -> ReleasedType:
    match facts:
        case {"release": str(release), "digest": str(digest)} if release in times:
            return ReleasedType(release, digest)
    raise LookupError(name, "is no note type of a release")


def _card(name: str, facts: Any, times: dict[str, int], place: Place) -> ReleasedCard:
    match facts:
        case {
            "since": str(since),
            "release": str(release),
            "deck": str(deck),
            "note": "question" | "cloze" as note,
            "retired": bool(retired),
            "parts": dict(hashes),
        } if {since, release} <= times.keys() and not HALF.search(deck):
            parts = {str(part): str(digest) for part, digest in hashes.items()}
            return ReleasedCard(since, release, Content(deck, note, retired, parts), place)
    raise LookupError(name, "is no card of a release")
