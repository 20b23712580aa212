"""What a release promises to learners: ids, kinds of note and names of decks that stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.model import CardId, Library, Problem
from deckgen.releases.model import Content, Released, note_of


def broken_promises(released: Released, library: Library) -> Iterator[Problem]:
    """Released cards that are gone, or that Anki would not recognise."""
    here = {card.id: card for card in library.cards}
    readable = all(deck.name for deck in library.decks)  # else a file may hide its cards
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
    """Released cards whose deck has another name now; in Anki they stay where they are."""

    old: str
    new: str
    cards: tuple[CardId, ...]
    whole: bool
    """The deck as such has another name."""

    @property
    def remedy(self) -> str:
        """What a learner does about it."""
        if self.whole:
            return f"before importing, rename the deck in Anki: `{self.old}` to `{self.new}`"
        ids = " OR ".join(f"Id:{identity}" for identity in self.cards)
        return f"in Anki's browser, search `{ids}` and change the deck to `{self.new}`"


def find_moves(released: Released, contents: dict[CardId, Content]) -> list[Move]:
    """The decks that were renamed, and the cards that were moved, since the last release."""
    pairs: dict[tuple[str, str], list[CardId]] = {}
    for identity, content in contents.items():
        past = released.cards.get(identity)
        if past and past.content.deck != content.deck:
            pairs.setdefault((past.content.deck, content.deck), []).append(identity)
    before = {past.content.deck for past in released.cards.values()}
    after = {content.deck for content in contents.values()}
    left = Counter(old for old, _ in pairs)
    joined = Counter(new for _, new in pairs)
    return [
        Move(
            *(old, new, tuple(ids)),
            old not in after and new not in before and left[old] == joined[new] == 1,
        )
        for (old, new), ids in sorted(pairs.items())
    ]
