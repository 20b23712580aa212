"""How far a due day strays from the one FSRS names, so that cards learned together part ways."""

from __future__ import annotations

from hashlib import blake2b
from math import floor, inf

SHORTEST = 2.5
"""Days; an interval below keeps its length."""
BANDS = ((SHORTEST, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""Where a stretch of days begins and ends, and by which share of itself it may stray: Anki's."""


def throw_dice(card: str, reps: int) -> float:
    """A number from 0 up to 1 that is always the same for the same answer to the same card."""
    digest = blake2b(f"{reps} {card}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def fuzzy_days(interval: float, least: int, most: int) -> range:
    """The intervals that may stand for one of so many days, between two bounds; `most` wins."""
    least = min(least, most)
    interval = min(max(interval, least), most)
    stray = _stray(interval)
    first = min(max(whole(interval - stray), least), most)
    last = min(max(whole(interval + stray), least), most)
    return range(first, last + 1)


def draw(days: range, dice: float) -> int:
    """The one of some days that the dice name; each is as likely as the others."""
    return days[int(dice * len(days))]


def whole(days: float) -> int:
    """The nearest whole number."""
    # Halves go up, as in Anki; round() would send them to the even number.
    return floor(days + 0.5)


def _stray(interval: float) -> float:
    if interval < SHORTEST:
        return 0.0
    return 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in BANDS)
