"""One line of a journal: a patch to the database, with the facts that caused it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""One TinyDB document."""
Patch: TypeAlias = Mapping[str, Mapping[str, Row | None]]
"""Table, then document id, then the whole document; None removes it."""

SCHEMA = 1
"""The version written on every line."""
MIGRATIONS: dict[int, Callable[[Row], Row]] = {}
"""From a version to the function that turns one of its lines into a line of the next version."""

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


def read_moment(text: str) -> datetime:
    """The moment of a text; raises one of UNREADABLE for a damaged or impossible one."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    if moment.year not in YEARS:
        raise ValueError(f"{text} is in no year that a card can be due")
    return moment


def dump(value: object) -> str:
    """A value as one line of JSON; raises ValueError or TypeError for what JSON cannot hold."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def load(text: bytes) -> object:
    """The value of a JSON text; raises ValueError for anything else, NaN included."""
    return json.loads(text.decode(), parse_constant=_refuse)


def write_event(event: Event) -> bytes:
    """The line of an event, its end included."""
    line = {"v": SCHEMA, "t": event.t, **event.facts, "put": event.put}
    return dump(line).encode() + b"\n"


def read_event(line: bytes) -> Event:
    """The event on a line of any known version; raises one of UNREADABLE for a damaged one."""
    fields = load(line)
    if not isinstance(fields, dict):
        raise TypeError("a journal line is a JSON object")
    fields = _upgrade(fields)
    t = stamp(read_moment(fields.pop("t")))
    return Event(t, read_patch(fields.pop("put")), fields)


def read_patch(value: object) -> Patch:
    """The value itself if it has the shape of a patch; raises TypeError otherwise."""
    tables = value.values() if isinstance(value, dict) else [value]
    for rows in tables:
        if not isinstance(rows, dict):
            raise TypeError("a patch is {table: {id: document}}")
        if not all(row is None or isinstance(row, dict) for row in rows.values()):
            raise TypeError("a document is a JSON object")
    return value  # type: ignore[return-value]


def _upgrade(fields: Row) -> Row:
    version = fields.pop("v")
    if version > SCHEMA:
        raise NewerVersion(f"it was written by a newer version ({version}); update torchdeck")
    for step in range(version, SCHEMA):
        fields = MIGRATIONS[step](fields)
    return fields


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
