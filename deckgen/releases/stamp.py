"""The time and the version that tell an update from what a learner has already."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model import CardId
from deckgen.releases.compiled import Compiled
from deckgen.releases.model import Released, ReleasedCard, ReleasedType
from deckgen.releases.update import Update


@dataclass(frozen=True, slots=True)
class Times:
    """The modification times of a package, in seconds since 1970."""

    notes: dict[CardId, int]
    types: dict[str, int]


def times_of(released: Released, update: Update, now: int) -> Times:
    """What was released keeps the time of its release; what was not gets a later one."""
    fresh = released.later(now)
    notes = {identity: released.times[card.release] for identity, card in released.cards.items()}
    types = {name: released.times[kind.release] for name, kind in released.types.items()}
    return Times(
        notes | dict.fromkeys(update.cards, fresh), types | dict.fromkeys(update.types, fresh)
    )


def release(
    released: Released, compiled: Compiled, update: Update, version: str, now: int
) -> Released:
    """The releases with one more, which gives its version to everything that changed."""
    changed = set(update.cards)
    cards = {}
    for identity, content in compiled.cards.items():
        past = released.cards.get(identity)
        last = version if past is None or identity in changed else past.release
        cards[identity] = ReleasedCard(past.since if past else version, last, content)
    types = {
        name: ReleasedType(version, digest) if name in update.types else released.types[name]
        for name, digest in compiled.types.items()
    }
    return Released({**released.times, version: released.later(now)}, types, cards)
