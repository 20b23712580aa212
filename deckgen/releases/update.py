"""What a package of today changes for a learner who has an earlier release."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model import CardId
from deckgen.releases.compiled import Compiled
from deckgen.releases.model import Released
from deckgen.releases.promises import Move, find_moves


@dataclass(frozen=True, slots=True)
class Update:
    """How today's cards and note types differ from the last release."""

    new: tuple[CardId, ...]
    corrected: dict[CardId, tuple[str, ...]]
    """The parts that changed of each card that changed and is not newly retired."""
    retired: tuple[CardId, ...]
    types: tuple[str, ...]
    """The note types whose fields, templates or styles changed."""
    moves: tuple[Move, ...]

    @property
    def nothing(self) -> bool:
        """Whether all is as it was released."""
        return not (self.cards or self.types or self.moves)

    @property
    def cards(self) -> tuple[CardId, ...]:
        """Every card that is not what was released."""
        return (*self.new, *self.corrected, *self.retired)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What Anki's import log will count, for a learner who has an earlier release."""

    over: str | None
    """The release the learner has; None for a learner who has none."""
    new: int
    updated: int
    unchanged: int


def compare(released: Released, compiled: Compiled) -> Update:
    """What is new, corrected and retired since the last release, in study order."""
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
    """The log over the last release; where that is this very package, over the one before."""
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
