"""How the store spells its values: JSON, and moments as text in the order of time."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""One TinyDB document."""
UNREADABLE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a damaged line, document or snapshot may raise."""
YEARS = range(1900, 9000)
"""The years a moment may lie in; at the ends of the calendar, no days can be added."""


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


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


# made once: json.loads and json.dumps make new ones for each call with options
_DECODER = json.JSONDecoder(parse_constant=_refuse)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
