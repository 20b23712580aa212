"""The scheduler beside Anki's own: within one session, over days, and with other steps."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from quiz_cases import DAY, NOW, SCHEDULER

from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler as OurScheduler
from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.steps import Steps, parse_step

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from record_parity import add_card, answer, dice_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki.cards import CardId
    from anki.collection import Collection as AnkiCollection
    from anki.scheduler.v3 import Scheduler, SchedulingState

AGAIN, HARD, GOOD, EASY = Grade
SITTINGS = [
    [GOOD, GOOD, GOOD],
    [AGAIN, GOOD, HARD, GOOD],
    [HARD, HARD, AGAIN, EASY],
    [EASY, AGAIN, HARD, GOOD],
    [GOOD, GOOD, AGAIN, AGAIN, EASY, HARD],
]

pytestmark = pytest.mark.anki


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnkiCollection]:
    anki = pytest.importorskip("anki.collection")
    path: Path = tmp_path_factory.mktemp("anki") / "collection.anki2"
    collection: AnkiCollection = anki.Collection(str(path))
    collection.set_config("fsrs", True)
    # Anki makes days of the steps that would end after the turn of its day
    now = datetime.now().astimezone()
    collection.set_config("rollover", (now.hour + 12) % 24)
    assert collection.sched.day_cutoff - now.timestamp() > 3600
    yield collection
    collection.close()


@pytest.mark.parametrize(
    "grades", SITTINGS, ids=lambda grades: " ".join(grade.name.title() for grade in grades)
)
def test_anki_remembers_the_same_after_every_answer(
    collection: AnkiCollection, grades: list[Grade]
) -> None:
    card = add_card(collection)
    memory: Memory | None = None
    for grade in grades:
        memory = SCHEDULER.preview(memory, NOW)[grade]
        assert_same(memory, answer(collection, card, grade))


def test_the_answer_keys_say_what_ankis_say(collection: AnkiCollection) -> None:
    from anki.scheduler.v3 import Scheduler

    assert isinstance(collection.sched, Scheduler)
    card = add_card(collection)
    memory: Memory | None = None
    for grade in (GOOD, EASY, AGAIN):
        assert step_labels(memory).items() <= anki_labels(collection.sched, card).items()
        memory = SCHEDULER.preview(memory, NOW)[grade]
        answer(collection, card, grade)


def step_labels(memory: Memory | None, scheduler: OurScheduler = SCHEDULER) -> dict[Grade, str]:
    """What the keys show that put a card on a step; days are spread at random by Anki."""
    futures = scheduler.preview(memory, NOW).items()
    return {
        grade: scheduler.label_interval(NOW, after)
        for grade, after in futures
        if after.state is not State.REVIEW
    }


def anki_labels(scheduler: Scheduler, card: CardId) -> dict[Grade, str]:
    """What Anki's keys show."""
    states = scheduler.col._backend.get_scheduling_states(card)
    words = scheduler.describe_next_states(states)
    return {
        grade: re.sub("[^<.a-z0-9]", "", word) for grade, word in zip(Grade, words, strict=True)
    }


STEPS = ["1m", "30s 45m", "20m 2d", "3d", "1m 5m 3d", "31s 1m"]


@pytest.mark.parametrize("words", STEPS)
def test_other_steps_wait_as_long_as_in_anki(collection: AnkiCollection, words: str) -> None:
    from anki.scheduler.v3 import Scheduler

    assert isinstance(collection.sched, Scheduler)
    steps = tuple(map(parse_step, words.split()))
    scheduler = OurScheduler(SCHEDULER.days, steps=Steps(steps, steps))
    with anki_steps(collection, [step.total_seconds() / 60 for step in steps]):
        card = add_card(collection)
        memory: Memory | None = None
        for grade in (HARD, GOOD, EASY, AGAIN, GOOD):
            mine = step_labels(memory, scheduler)
            assert mine.items() <= anki_labels(collection.sched, card).items()
            memory = scheduler.preview(memory, NOW)[grade]
            assert memory.state == answer(collection, card, grade).normal.WhichOneof("kind")


@contextmanager
def anki_steps(collection: AnkiCollection, minutes: list[float]) -> Iterator[None]:
    deck = collection.decks.get_current_id()
    before, changed = (collection.decks.config_dict_for_deck_id(deck) for _ in range(2))
    changed["new"]["delays"] = changed["lapse"]["delays"] = minutes
    collection.decks.update_config(changed)
    yield
    collection.decks.update_config(before)


def assert_same(memory: Memory, theirs: SchedulingState) -> None:
    state = getattr(theirs.normal, theirs.normal.WhichOneof("kind") or "")
    seconds = None
    if memory.state is State.RELEARNING:
        state, seconds = state.review, state.learning.scheduled_secs
    elif memory.state is State.LEARNING:
        seconds = state.scheduled_secs
    else:
        assert theirs.normal.WhichOneof("kind") == "review"
    assert memory.stability == pytest.approx(state.memory_state.stability, rel=1e-3)
    assert memory.difficulty == pytest.approx(state.memory_state.difficulty, abs=2e-3)
    if seconds is not None:
        assert (memory.due - NOW).total_seconds() == seconds


def test_anki_gives_cards_of_any_age_the_same_days(collection: AnkiCollection) -> None:
    collection._backend.set_load_balancer_enabled(False)
    factor = Random(7)
    for _ in range(60):
        memory = an_old_memory(factor)
        card = put_into_anki(collection, memory)
        theirs = collection._backend.get_scheduling_states(card)
        thrown = anki_dice(collection, card)
        # It is known to about 0.0001
        mine = [futures_of(memory, thrown + off) for off in (-1e-4, 0, 1e-4)]
        for grade, ours in mine[1].items():
            state = getattr(theirs, grade.name.lower()).normal
            review = state.relearning.review if grade is AGAIN else state.review
            assert ours.stability == pytest.approx(review.memory_state.stability, rel=1e-4)
            assert ours.difficulty == pytest.approx(review.memory_state.difficulty, rel=1e-4)
            if grade is not AGAIN:
                days = {(futures[grade].due - NOW + DAY).days for futures in mine}
                assert review.scheduled_days in days


def futures_of(memory: Memory, thrown: float) -> dict[Grade, Memory]:
    within = min(max(thrown, 0), 1 - 1e-9)
    return OurScheduler(IN_UTC, fuzz=True, factor=lambda card, reps: within).preview(memory, NOW)


IN_UTC = LearnerDays(UTC, NOW.replace(hour=4, minute=0).time())


def an_old_memory(factor: Random) -> Memory:
    """A memory as Anki can store it, answered early, in time or late."""
    stability = round(3000 ** factor.uniform(0, 1), 4)
    elapsed = round(stability * factor.choice((0, 0.1, 0.5, 1, 1, 1, 2)))
    interval = max(1, round(stability * factor.uniform(0.8, 1.5)))
    last = NOW - elapsed * DAY
    due = IN_UTC.start_of(IN_UTC.day_of(last) + interval * DAY)
    difficulty = round(factor.uniform(1, 10), 3)
    return Memory(stability, difficulty, due, last, State.REVIEW, reps=5)


def put_into_anki(collection: AnkiCollection, memory: Memory) -> CardId:
    from anki.cards import FSRSMemoryState
    from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV

    card = collection.get_card(add_card(collection))
    since, interval = NOW - memory.last, (memory.due - memory.last + DAY).days
    card.type, card.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
    card.ivl, card.reps = interval, memory.reps
    card.due = collection.sched.today - since.days + interval
    card.memory_state = FSRSMemoryState(stability=memory.stability, difficulty=memory.difficulty)
    card.last_review_time = int((datetime.now(UTC) - since).timestamp())
    collection.update_card(card)
    return card.id


def anki_dice(collection: AnkiCollection, card: CardId) -> float:
    """The throw that decides the intervals of the next answer."""
    # Asked for, the engine names the throw of the answer before.
    asked = collection.get_card(card)
    asked.reps += 1
    collection.update_card(asked)
    try:
        return dice_of(collection, card)
    finally:
        asked.reps -= 1
        collection.update_card(asked)
