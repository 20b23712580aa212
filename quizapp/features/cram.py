"""Cram: cards asked once through, whatever their schedule says, and those missed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Grade, Marks
from quizapp.session.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from quizapp.collection.collection import Collection

LATER = 7
"""How many other cards come before one answered Again is asked again, where so many are left."""


@dataclass(frozen=True, slots=True)
class CramAnswer:
    """How one card was answered."""

    card: str
    grade: Grade
    took: timedelta


@dataclass(frozen=True, slots=True)
class Cram(Turn):
    """A run through some cards: the cards still waiting, and the answers so far."""

    waiting: tuple[str, ...]
    """The cards still to be asked; the first of them is asked now."""
    since: datetime
    """When the card asked now was first shown, aware, in UTC."""
    answers: tuple[CramAnswer, ...] = ()
    """Oldest first."""

    @property
    def asked(self) -> str | None:
        """The card asked now; None at the end."""
        return self.waiting[0] if self.waiting else None

    @property
    def missed(self) -> tuple[str, ...]:
        """The cards answered Again at least once, each once, in the order they were missed."""
        missed = (answer.card for answer in self.answers if answer.grade is Grade.AGAIN)
        return tuple(dict.fromkeys(missed))

    @property
    def known(self) -> int:
        """How many of the cards answered were never missed."""
        return len({answer.card for answer in self.answers}.difference(self.missed))

    @property
    def time(self) -> timedelta:
        """How long all answers took."""
        return sum((answer.took for answer in self.answers), timedelta())

    def grade(self, grade: Grade, now: datetime) -> Cram:
        """The run with its next card; one answered Again comes once more."""
        if self.asked is None or not self.revealed:
            raise ValueError("only a revealed card can be graded")
        answer = CramAnswer(self.asked, grade, max(timedelta(), now - self.since))
        rest = self.waiting[1:]
        if grade is Grade.AGAIN:
            rest = (*rest[:LATER], self.asked, *rest[LATER:])
        return replace(
            self,
            waiting=rest,
            since=now,
            revealed=False,
            hints=0,
            answers=(*self.answers, answer),
            previous=self,
        )

    def undo(self, now: datetime) -> Cram:
        """The run before the last answer, its clock started anew; itself where there was none."""
        return replace(self.previous, since=now) if self.previous else self


def begin_cram(cards: Iterable[str], now: datetime, *, seed: int | None = None) -> Cram:
    """A run through some cards: shuffled by a seed, or in their order without one."""
    order = list(cards)
    if seed is not None:
        Random(seed).shuffle(order)
    return Cram(tuple(order), now)


def cards_to_cram(collection: Collection, found: Iterable[str]) -> tuple[str, ...]:
    """Those of some cards that may be asked: a retired or suspended one never is."""
    cards, marks = collection.cards, collection.store.marks()
    return tuple(card for card in found if card in cards and not marks.get(card, Marks()).suspended)


def say_nothing_found(query: str, suspended: int) -> str:
    """Why a query leaves no card to ask, and the remedy; `suspended` counts the cards it found."""
    if suspended:
        return f"all {suspended} cards found are suspended: let them be asked again first"
    if not query:
        return "there are no cards to cram: name a folder with `--cards`"
    return f"no card matches `{query}`. Try fewer words, or `quizapp cram` for all"
