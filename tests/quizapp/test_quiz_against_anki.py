"""The scheduler beside Anki's own, answer by answer within one sitting."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from quiz_cases import NOW, SCHEDULER

from quizapp.memory import Grade, Memory, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.cards import CardId
    from anki.collection import Collection
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
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    anki = pytest.importorskip("anki.collection")
    path: Path = tmp_path_factory.mktemp("anki") / "collection.anki2"
    collection: Collection = anki.Collection(str(path))
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
    collection: Collection, grades: list[Grade]
) -> None:
    note = collection.new_note(collection.models.by_name("Basic") or {})
    note["Front"] = str(grades)
    collection.add_note(note, collection.decks.get_current_id())
    memory: Memory | None = None
    for grade in grades:
        memory = SCHEDULER.preview(memory, NOW)[grade]
        assert_same(memory, answer(collection, note.cards()[0].id, grade))


def test_the_answer_keys_say_what_ankis_say(collection: Collection) -> None:
    from anki.scheduler.v3 import Scheduler

    assert isinstance(collection.sched, Scheduler)
    note = collection.new_note(collection.models.by_name("Basic") or {})
    note["Front"] = "labels"
    collection.add_note(note, collection.decks.get_current_id())
    card = note.cards()[0].id
    memory: Memory | None = None
    for grade in (GOOD, EASY, AGAIN):
        assert step_labels(memory).items() <= anki_labels(collection.sched, card).items()
        memory = SCHEDULER.preview(memory, NOW)[grade]
        answer(collection, card, grade)


def step_labels(memory: Memory | None) -> dict[Grade, str]:
    """What the keys show that put a card on a step; days are spread at random by Anki."""
    futures = SCHEDULER.preview(memory, NOW).items()
    return {
        grade: SCHEDULER.label_interval(NOW, after)
        for grade, after in futures
        if after.phase is not Phase.REVIEW
    }


def anki_labels(scheduler: Scheduler, card: CardId) -> dict[Grade, str]:
    """What Anki's keys show."""
    states = scheduler.col._backend.get_scheduling_states(card)
    words = scheduler.describe_next_states(states)
    return {
        grade: re.sub("[^<.a-z0-9]", "", word) for grade, word in zip(Grade, words, strict=True)
    }


def answer(collection: Collection, card: CardId, grade: Grade) -> SchedulingState:
    """What Anki makes of a card by a grade."""
    from anki.scheduler.v3 import CardAnswer, Scheduler

    assert isinstance(collection.sched, Scheduler)
    states = collection._backend.get_scheduling_states(card)
    asked = collection.get_card(card)
    asked.start_timer()
    built = collection.sched.build_answer(
        card=asked, states=states, rating=CardAnswer.Rating.ValueType(grade - 1)
    )
    collection.sched.answer_card(built)
    return built.new_state


def assert_same(memory: Memory, theirs: SchedulingState) -> None:
    state = getattr(theirs.normal, theirs.normal.WhichOneof("kind") or "")
    seconds = None
    if memory.phase is Phase.RELEARNING:
        state, seconds = state.review, state.learning.scheduled_secs
    elif memory.phase is Phase.LEARNING:
        seconds = state.scheduled_secs
    else:
        assert theirs.normal.WhichOneof("kind") == "review"
    assert memory.stability == pytest.approx(state.memory_state.stability, rel=1e-3)
    assert memory.difficulty == pytest.approx(state.memory_state.difficulty, abs=2e-3)
    if seconds is not None:
        assert (memory.due - NOW).total_seconds() == seconds
