"""One line of a journal: what a transaction changed, with the facts that caused it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quizapp.store.encoding import Row, dump, load, read_stamp

Patch: TypeAlias = Mapping[str, Mapping[str, Row | None]]
"""Table, then document id, then the whole document; None removes it."""

SCHEMA = 1
"""The version written on every line."""
MIGRATIONS: dict[int, Callable[[Row], Row]] = {}
"""From a version to the function that turns one of its lines into a line of the next version.

It is given damaged lines, too, and raises one of UNREADABLE for them.
"""
LOG = "log"
"""The table that is the journals themselves."""
OWN_TABLES = frozenset({"_store", "_written", LOG})
"""Where a snapshot keeps what belongs to itself, and the log; no line may write there."""
OWN_FIELDS = frozenset({"v", "t", "put", "crc32"})
"""What a line says of itself; a document of the log may not say it."""
CHECKSUM = b',"crc32":'
"""The last field of a line: the checksum of the bytes before it.

A line without one counts: an older version wrote it, or a person repaired it.
"""


class NewerVersion(ValueError):  # noqa: N818 # the line is fine, this program is old
    """A line that this version cannot know."""


class WrongChecksum(ValueError):  # noqa: N818 # a kind of damage, told by its own sentence
    """A line that has changed since it was written."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened and what it changed."""

    t: str
    """A stamp; no two events of a store share it."""
    document: Row
    """What happened and, under "put", what it changed: a document of the log."""

    @property
    def put(self) -> Patch:
        """What it changed."""
        return self.document["put"]  # type: ignore[no-any-return]


def write_event(event: Event) -> bytes:
    """The line of an event, with its checksum and its end."""
    body = dump({"v": SCHEMA, "t": event.t, **event.document}).encode()[:-1]
    return b"%s%s%d}\n" % (body, CHECKSUM, zlib.crc32(body))


def read_event(line: bytes) -> Event:
    """The event on a line of any known version; raises one of UNREADABLE for a damaged one."""
    fields = _fields(line)
    t = read_stamp(fields.pop("t"))
    put = read_patch(fields["put"])
    if not OWN_TABLES.isdisjoint(put):
        raise ValueError(f"no line may write to {', '.join(OWN_TABLES & put.keys())}")
    return Event(t, fields)


def reread_event(line: bytes) -> Event:
    """The event on a line that was read before; raises one of UNREADABLE where it has changed.

    It looks no further than the checksum: a line without one may have changed and still be JSON.
    """
    fields = _fields(line)
    return Event(fields.pop("t"), fields)


def is_intact(line: bytes) -> bool:
    """Whether a line is as it was written, for all that its checksum says; it may have none."""
    body, checksum, found = line.rpartition(CHECKSUM)
    return not checksum or found.rstrip() == b"%d}" % zlib.crc32(body)


def read_patch(value: object) -> Patch:
    """The value itself if it has the shape of a patch; raises TypeError otherwise."""
    tables = value.values() if isinstance(value, dict) else [value]
    for rows in tables:
        if not isinstance(rows, dict):
            raise TypeError("a patch is {table: {id: document}}")
        if not all(row is None or isinstance(row, dict) for row in rows.values()):
            raise TypeError("a document is a JSON object")
    return value  # type: ignore[return-value]


def _fields(line: bytes) -> Row:
    fields = load(line)
    if not isinstance(fields, dict):
        raise TypeError("a journal line is a JSON object")
    # before the checksum: a newer version may sum up in another way
    version = fields.pop("v")
    if version > SCHEMA:
        raise NewerVersion(f"it was written by a newer version ({version}); update torchdeck")
    if "crc32" in fields and fields.pop("crc32") != zlib.crc32(line.rpartition(CHECKSUM)[0]):
        raise WrongChecksum(
            "it is not as it was written; if you changed it, remove its field crc32, or else "
            "copy the line back from a backup"
        )
    for step in range(version, SCHEMA):
        fields = MIGRATIONS[step](fields)
    return fields
