"""Cards asked once through whatever their schedule says, those not known again; a value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from quizapp.scheduler.model import Grade, Mark, Memory, Review

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from quizapp.collection.collection import Study

LATER = 7
"""How many other cards come before one answered Again is asked again, where so many are left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one card was answered."""

    card: str
    grade: Grade
    took: timedelta
    review: Review | None = None
    """What was kept of it; None where it does not count."""


@dataclass(frozen=True, slots=True)
class Cram:
    """What is asked now, what comes after it, and what was answered; it never changes."""

    waiting: tuple[str, ...]
    """The cards still to be asked; the first of them is asked now."""
    since: datetime
    """When the card asked now was first shown, aware, in UTC."""
    counts: bool = False
    """Whether the answers are reviews, which change the schedule."""
    revealed: bool = False
    hints: int = 0
    answers: tuple[Answer, ...] = ()
    """Oldest first."""
    # Left out of equality, which would otherwise walk through the whole run.
    previous: Cram | None = field(default=None, repr=False, compare=False)

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

    def reveal(self) -> Cram:
        """The run with the answer shown."""
        return replace(self, revealed=self.asked is not None)

    def hint(self, available: int) -> Cram:
        """The run with one more hint shown, of those the card has."""
        return replace(self, hints=min(self.hints + 1, available))

    def grade(self, grade: Grade, now: datetime, review: Review | None = None) -> Cram:
        """The run with its next card; one answered Again comes once more."""
        if self.asked is None or not self.revealed:
            raise ValueError("only a revealed card can be graded")
        answer = Answer(self.asked, grade, self.took(now), review)
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

    def took(self, now: datetime) -> timedelta:
        """How long the card asked now has been shown."""
        return max(timedelta(), now - self.since)

    def undo(self) -> Cram:
        """The run before the last answer; itself where there was none."""
        return self.previous or self


def begin_cram(
    cards: Iterable[str], now: datetime, *, seed: int | None = None, counts: bool = False
) -> Cram:
    """A run through some cards: shuffled by a seed, or in their order without one."""
    order = list(cards)
    if seed is not None:
        Random(seed).shuffle(order)
    return Cram(tuple(order), now, counts)


def cards_to_cram(study: Study, found: Iterable[str]) -> tuple[str, ...]:
    """Those of some cards that may be asked: a retired or suspended one never is."""
    cards, marks = study.cards, study.store.marks()
    return tuple(card for card in found if card in cards and not marks.get(card, Mark()).suspended)


def say_nothing_found(query: str, suspended: int) -> str:
    """Why a query leaves nothing to ask, and what to do; `suspended` were found all the same."""
    if suspended:
        return f"all {suspended} cards found are suspended: let them be asked again first"
    if not query:
        return "there are no cards to cram: name a folder with `--cards`"
    return f"no card is found by `{query}`: ask for less, or `quizapp cram` for all"


def answer_cram(study: Study, cram: Cram, grade: Grade, now: datetime) -> Cram:
    """The run after an answer, kept where it counts; raises OSError where it could not be."""
    review = None
    if cram.counts and cram.asked and cram.revealed:
        review = study.answer(cram.asked, grade, at=now, took=cram.took(now))
    return cram.grade(grade, now, review)


def undo_cram(study: Study, cram: Cram, now: datetime) -> Cram:
    """The run before its last answer, forgotten where it counted; raises OSError where not.

    The same run where there is none, or where another window has answered the card since.
    """
    if not cram.answers:
        return cram
    review = cram.answers[-1].review
    if review and not study.take_back(review):
        return cram
    return replace(cram.undo(), since=now)


def cram_futures(study: Study, cram: Cram, now: datetime) -> dict[Grade, Memory]:
    """What each grade would make of the card asked now; nothing where no answer counts."""
    if not cram.counts or cram.asked is None:
        return {}
    return study.futures(cram.asked, now)
