"""The values of the card language: cards, decks, quotations, places and problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import NewType

CardId = NewType("CardId", str)
"""The id from a card's heading, which never changes: the Anki GUID is made from it."""


class Kind(StrEnum):
    """The task that a card sets: recall, predict, write code, fix code, or fill a gap."""

    RECALL = "recall"
    PREDICT = "predict"
    WRITE = "write"
    FIX = "fix"
    CLOZE = "cloze"


class Level(StrEnum):
    """The seniority of the interviews that a card belongs to."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; prints as `cards/autograd.md:14`."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake in a file: its place, what is wrong, and the remedy."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A fence that quotes a snippet: its card cell, its recorded output, or a wrong variant."""

    snippet: str
    """The snippet's name, `autograd/grad_accumulates`."""
    text: str
    """The quoted lines as the card shows them, cloze markup included."""
    wrong: int | None = None
    """Which wrong variant is quoted, counted from 1; None for the card cell."""
    output: bool = False
    """True for a quotation of the recorded output or error."""
    device: str = "cpu"
    """The device whose output is quoted."""
    place: Place = field(default=Place("", 0), compare=False)
    """The line of the opening fence."""
    end: int = field(default=0, compare=False)
    """The line of the closing fence."""
    side: str = "back"
    """`front` or `back`."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its answer, as written in Markdown."""

    id: CardId
    question: str
    kind: Kind
    level: Level
    front: str = ""
    """Markdown below the question and above the turn, without field lines."""
    back: str = ""
    """Markdown below the turn, without field lines."""
    hints: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[CardId, ...] = ()
    origin: tuple[str, ...] = ()
    """The questions of the source document this card answers, `q01` to `q20`."""
    retired: str | None = None
    """What replaces the card; a retired card ships as a tombstone."""
    unproven: str | None = None
    """Why no program can prove the card."""
    accepts: tuple[tuple[int, str], ...] = ()
    """Words that are as right in a gap as the hidden ones, each with the number of the gap."""
    quotes: tuple[Quote, ...] = ()
    place: Place = field(default=Place("", 0), compare=False)

    @property
    def snippets(self) -> tuple[str, ...]:
        """The names of the snippets this card quotes, each once, in order."""
        return tuple(dict.fromkeys(quote.snippet for quote in self.quotes))


@dataclass(frozen=True, slots=True)
class Deck:
    """One topic: one file of cards, in study order."""

    name: str
    title: str
    tags: tuple[str, ...] = ()
    preface: str = ""
    """The text before the first card: a note to authors, which learners never see."""
    cards: tuple[Card, ...] = ()
    place: Place = field(default=Place("", 0), compare=False)
    number: int | None = None
    """The place in the study order that Anki is told, where deck.toml numbers the topics."""

    @property
    def topic(self) -> str:
        """The name of the file, which stays when the deck is renamed."""
        return PurePath(self.place.path).stem

    @property
    def all_tags(self) -> tuple[str, ...]:
        """The topic, and the tags that the front matter adds."""
        return tuple(dict.fromkeys((self.topic, *self.tags)))


@dataclass(frozen=True, slots=True)
class Library:
    """All decks of a folder, in study order, under the name the learner sees in Anki."""

    name: str
    decks: tuple[Deck, ...] = ()
    absent: frozenset[str] = frozenset()
    """Names that cards mention because torch does not have them."""
    about: frozenset[tuple[str, str]] = frozenset()
    """Pairs of a card's id and a forbidden name that the card may use, because it is about it."""
    home: str = ""
    """The address where updates are found and errors reported; empty where there is none."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card, in study order."""
        return tuple(card for deck in self.decks for card in deck.cards)

    def deck_of(self, card: Card) -> Deck:
        """Return the deck of a card; raises KeyError for a card of another library."""
        for deck in self.decks:
            if any(mine.id == card.id for mine in deck.cards):
                return deck
        raise KeyError(card.id)
