"""What a learner may do to a store, drawn at random, on top of what the store holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from quiz_cases import SCHEDULER

from quizapp.scheduler.model import (
    Action,
    CardChange,
    CardStatus,
    Evidence,
    Grade,
    Marks,
    Memory,
    Operation,
    Review,
)
from quizapp.store import ReviewStore

if TYPE_CHECKING:
    from store_samples import Clock

CARDS = ("a", "b", 'quo"te', "naïve\n")
WHY = "the output was typed"


def answer(store: ReviewStore, rng: Random, clock: Clock, card: str | None = None) -> Review:
    """An answer to a card as the scheduler would have it, recorded with the card's words."""
    card = card or rng.choice(CARDS)
    clock.move(timedelta(hours=rng.randint(1, 60)))
    before, mark = store.memories().get(card), store.marks().get(card, Marks())
    grade, words = rng.choice(list(Grade)), rng.choice(["", "words", "other words"])
    known = store.text_of(card)
    review = Review(
        card=card,
        grade=grade,
        at=clock(),
        took=timedelta(milliseconds=rng.randint(0, 99_999)),
        before=before,
        after=SCHEDULER.preview(before, clock())[grade],
        marks=(mark, replace(mark, leech=True)) if rng.random() < 0.3 else None,
        evidence=Evidence(rng.choice(list(Grade)), WHY) if rng.random() < 0.3 else None,
        seen=known if words not in ("", known) else "",
    )
    store.record(review, words)
    return review


def change(store: ReviewStore, rng: Random, clock: Clock) -> CardChange:
    """Any deed to some cards, kept."""
    clock.move(timedelta(minutes=rng.randint(1, 60)))
    deed = rng.choice(list(Action))
    cards = rng.sample(CARDS, rng.randint(1, len(CARDS)))
    before = {
        card: CardStatus(store.memories().get(card), store.marks().get(card, Marks()))
        for card in cards
    }
    after = {card: _done(deed, status, rng, clock) for card, status in before.items()}
    done = CardChange(deed, clock(), before, after)
    store.change(done)
    return done


def step(store: ReviewStore, rng: Random, clock: Clock) -> Operation:
    """Something a learner does."""
    return answer(store, rng, clock) if rng.random() < 0.6 else change(store, rng, clock)


def _done(deed: Action, status: CardStatus, rng: Random, clock: Clock) -> CardStatus:
    mark = {
        Action.BURY: {"buried": clock().date()},
        Action.UNBURY: {"buried": None},
        Action.SUSPEND: {"suspended": True},
        Action.UNSUSPEND: {"suspended": False},
        Action.FLAG: {"flag": rng.randint(0, 7)},
    }.get(deed, {})
    memory = status.memory
    if deed is Action.RESET:
        memory = None
    if deed is Action.SET_DUE:
        memory = _due(memory, clock, rng)
    return CardStatus(memory, replace(status.mark, **mark))  # type: ignore[arg-type]


def _due(memory: Memory | None, clock: Clock, rng: Random) -> Memory:
    known = memory or SCHEDULER.preview(None, clock())[Grade.GOOD]
    return replace(known, due=clock() + timedelta(days=rng.randint(0, 90)))
