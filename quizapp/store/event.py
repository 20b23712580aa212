"""One line of a journal: a patch to the database, with the facts that caused it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""One TinyDB document."""
Patch: TypeAlias = Mapping[str, Mapping[str, Row | None]]
"""Table, then document id, then the whole document; None removes it."""

SCHEMA = 1
"""The version written on every line."""
MIGRATIONS: dict[int, Callable[[Row], Row]] = {}
"""From a version to the function that turns one of its lines into a line of the next version.

It is given damaged lines, too, and raises one of UNREADABLE for them.
"""
OWN_TABLES = frozenset({"_store", "_written"})
"""Where a snapshot keeps what belongs to itself; no line may write there."""

UNREADABLE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a damaged line or snapshot may raise."""
YEARS = range(1900, 9000)
"""When something may happen or be due; at the ends of the calendar, no days can be added."""


class NewerVersion(ValueError):  # noqa: N818 # the line is fine, this program is old
    """A line that this version cannot know."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened and what it changed."""

    t: str
    """A stamp; no two events of a store share it."""
    put: Patch
    facts: Mapping[str, Any]


def stamp(moment: datetime) -> str:
    """A moment as text whose alphabetical order is the order of time."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; give an aware datetime")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


# one line names the same moment twice, and many cards are due with the same morning
@lru_cache(maxsize=1 << 12)
def read_moment(text: str) -> datetime:
    """The moment of a text; raises one of UNREADABLE for a damaged or impossible one."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    if moment.year not in YEARS:
        raise ValueError(f"{text} is in no year that a card can be due")
    return moment


def read_stamp(text: str) -> str:
    """The stamp of a text, in the one way it is spelt; raises one of UNREADABLE."""
    moment = read_moment(text)
    return text if _STAMP.fullmatch(text) else stamp(moment)


def dump(value: object) -> str:
    """A value as one line of JSON; raises ValueError or TypeError for what JSON cannot hold."""
    return _ENCODER.encode(value)


def load(text: bytes) -> object:
    """The value of a JSON text; raises ValueError for anything else, NaN included."""
    whole = text.decode()
    value, end = _DECODER.raw_decode(whole)
    if not (end == len(whole) or whole[end:].isspace()):
        raise ValueError("there is more after the end")
    if b"\\u" in text:
        # half a surrogate pair can be spelt, but never written again
        dump(value).encode()
    return value


def write_event(event: Event) -> bytes:
    """The line of an event, its end included."""
    line = {"v": SCHEMA, "t": event.t, **event.facts, "put": event.put}
    return dump(line).encode() + b"\n"


def read_event(line: bytes) -> Event:
    """The event on a line of any known version; raises one of UNREADABLE for a damaged one."""
    fields = _upgrade(load(line))
    t = read_stamp(fields.pop("t"))
    put = read_patch(fields.pop("put"))
    if not OWN_TABLES.isdisjoint(put):
        raise ValueError(f"nobody may write to {', '.join(OWN_TABLES & put.keys())}")
    return Event(t, put, fields)


def reread_event(line: bytes) -> Event:
    """The event on a line that was read before and found to be whole."""
    fields = _upgrade(load(line))
    return Event(fields.pop("t"), fields.pop("put"), fields)


def read_patch(value: object) -> Patch:
    """The value itself if it has the shape of a patch; raises TypeError otherwise."""
    tables = value.values() if isinstance(value, dict) else [value]
    for rows in tables:
        if not isinstance(rows, dict):
            raise TypeError("a patch is {table: {id: document}}")
        if not all(row is None or isinstance(row, dict) for row in rows.values()):
            raise TypeError("a document is a JSON object")
    return value  # type: ignore[return-value]


def _upgrade(fields: object) -> Row:
    if not isinstance(fields, dict):
        raise TypeError("a journal line is a JSON object")
    version = fields.pop("v")
    if version > SCHEMA:
        raise NewerVersion(f"it was written by a newer version ({version}); update torchdeck")
    for step in range(version, SCHEMA):
        fields = MIGRATIONS[step](fields)
    return fields


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


# made once: json.loads and json.dumps make new ones for each call with options
_DECODER = json.JSONDecoder(parse_constant=_refuse)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
