"""The difference between today's cards and the last release, and the times of all notes."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model import CardId
from deckgen.releases.compatibility import Move, find_moves
from deckgen.releases.model import Compiled, Released, ReleasedCard, ReleasedType


@dataclass(frozen=True, slots=True)
class Update:
    """The difference between today's cards and note types and the last release."""

    new: tuple[CardId, ...]
    corrected: dict[CardId, tuple[str, ...]]
    """The parts that changed of each card that changed and is not newly retired."""
    retired: tuple[CardId, ...]
    types: tuple[str, ...]
    """The note types whose fields, templates or styles changed."""
    moves: tuple[Move, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing has changed since the last release."""
        return not (self.cards or self.types or self.moves)

    @property
    def cards(self) -> tuple[CardId, ...]:
        """Every card that differs from the last release."""
        return (*self.new, *self.corrected, *self.retired)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The counts that Anki's import log will show to a learner with an earlier release."""

    over: str | None
    """The release the learner has; None for a learner who has none."""
    new: int
    updated: int
    unchanged: int


def compare(released: Released, compiled: Compiled) -> Update:
    """Find what is new, corrected and retired since the last release, in study order."""
    new, retired, corrected = [], [], {}
    for identity, content in compiled.cards.items():
        past = released.cards.get(identity)
        if past is None:
            new.append(identity)
        elif content.retired and not past.content.retired:
            retired.append(identity)
        elif parts := _differences(past.content.parts, content.parts):
            corrected[identity] = parts
    types = [
        name
        for name, digest in compiled.types.items()
        if name not in released.types or released.types[name].digest != digest
    ]
    moves = find_moves(released, compiled.cards)
    return Update(tuple(new), corrected, tuple(retired), tuple(types), tuple(moves))


def forecast(released: Released, compiled: Compiled, update: Update) -> Forecast:
    """Foresee an import over the last release; if nothing has changed, over the one before."""
    total = len(compiled.cards)
    if not update.nothing:
        over, new = released.last, len(update.new)
        updated = len(update.cards) - new
    else:
        over = next(reversed(list(released.times)[:-1]), None)
        new = sum(card.since == released.last for card in released.cards.values())
        updated = sum(card.release == released.last for card in released.cards.values()) - new
    return Forecast(over, new, updated, total - new - updated)


def _differences(past: dict[str, str], now: dict[str, str]) -> tuple[str, ...]:
    return tuple(part for part in {**now, **past} if past.get(part) != now.get(part))


@dataclass(frozen=True, slots=True)
class Times:
    """The modification times of a package, in seconds since 1970."""

    notes: dict[CardId, int]
    types: dict[str, int]


def times_of(released: Released, update: Update, now: int) -> Times:
    """Return the times: a released note keeps its time, any other gets a later one."""
    fresh = released.next_time(now)
    notes = {identity: released.times[card.release] for identity, card in released.cards.items()}
    types = {name: released.times[kind.release] for name, kind in released.types.items()}
    return Times(
        notes | dict.fromkeys(update.cards, fresh), types | dict.fromkeys(update.types, fresh)
    )


def release(
    released: Released, compiled: Compiled, update: Update, version: str, now: int
) -> Released:
    """Add a release, which gives its version to everything that changed."""
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
    return Released({**released.times, version: released.next_time(now)}, types, cards)
