"""Check what learners rely on: ids, note types and deck names must not change unnoticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.model import CardId, Library, Problem
from deckgen.releases.model import Content, Released, note_of


def compatibility_problems(released: Released, library: Library) -> Iterator[Problem]:
    """Report released cards that are missing, or whose note type has changed."""
    here = {card.id: card for card in library.cards}
    # a file that cannot be read may hold the missing cards
    readable = all(deck.name for deck in library.decks)
    for identity, past in released.cards.items():
        card = here.get(identity)
        if card is None and readable:
            what = f"`{identity}` was released and is gone"
            yield Problem(past.place, what, "keep the card and write `:retired:` what replaces it")
        elif card and note_of(card) != past.content.note:
            what = f"`{identity}` was released as a {past.content.note} note, which Anki keeps"
            yield Problem(card.place, what, "keep its kind, or retire it and write a new card")


@dataclass(frozen=True, slots=True)
class Move:
    """Released cards whose deck has a new name; in Anki they stay in the old deck."""

    old: str
    new: str
    cards: tuple[CardId, ...]
    renamed: bool
    """Whether the whole deck was renamed."""

    @property
    def remedy(self) -> str:
        """The sentence that tells learners how to move the cards."""
        if self.renamed:
            return f"before importing, rename the deck in Anki: `{self.old}` to `{self.new}`"
        ids = " OR ".join(f"Id:{identity}" for identity in self.cards)
        return f"in Anki's browser, search `{ids}` and change the deck to `{self.new}`"


def find_moves(released: Released, contents: dict[CardId, Content]) -> list[Move]:
    """Find the decks that were renamed, and the cards that were moved, since the last release."""
    pairs: dict[tuple[str, str], list[CardId]] = {}
    for identity, content in contents.items():
        past = released.cards.get(identity)
        if past and past.content.deck != content.deck:
            pairs.setdefault((past.content.deck, content.deck), []).append(identity)
    before = {past.content.deck for past in released.cards.values()}
    after = {content.deck for content in contents.values()}
    moves_from = Counter(old for old, _ in pairs)
    moves_to = Counter(new for _, new in pairs)
    return [
        Move(
            old,
            new,
            tuple(ids),
            renamed=old not in after
            and new not in before
            and moves_from[old] == moves_to[new] == 1,
        )
        for (old, new), ids in sorted(pairs.items())
    ]
