"""Any one byte that changes between two commands: nothing is lost or another without a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import SCHEDULER
from store_samples import Clock, journal, opened, review
from store_steps import answer, change

from quizapp.scheduler.model import Memory, Operation, Review
from quizapp.store import ReviewStore

LAST_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """A learner's files, and what they say."""

    journal: bytes
    snapshot: bytes
    now: datetime
    memories: dict[str, Memory]
    steps: list[Operation]
    undone: Review


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    root, rng, clock = tmp_path_factory.mktemp("kept"), Random(7), Clock()
    with opened(root, clock=clock) as store:
        for _ in range(4):
            answer(store, rng, clock)
        undone = answer(store, rng, clock)
        store.undo(undone)
        change(store, rng, clock)
        store.set("exam", {"day": "2027-12-15"})
        clock.move(LAST_DAY)
        for card in ("late", "later"):
            answer(store, rng, clock, card)
        known, steps = dict(store.memories()), in_order(store)
    snapshot = (root / "state.json").read_bytes()
    return Kept(journal(root).read_bytes(), snapshot, clock.now, known, steps, undone)


def in_order(store: ReviewStore) -> list[Operation]:
    return sorted([*store.reviews(), *store.changes()], key=lambda step: step.at)


def flipped(text: bytes, at: int, byte: int) -> bytes:
    return text[:at] + bytes([byte]) + text[at + 1 :]


def damage_journal(kept: Kept, root: Path, at: int, byte: int, *, read_before: bool) -> None:
    """Four commands on a journal with another byte: each is right, or names the line."""
    journal(root).parent.mkdir()
    journal(root).write_bytes(flipped(kept.journal, at, byte))
    if read_before:
        (root / "state.json").write_bytes(kept.snapshot)
    number = kept.journal.count(b"\n", 0, at) + 1
    # a line whose first byte became its end is a blank line before a damaged one
    places = tuple(f"{journal(root)}:{each} was skipped: " for each in (number, number + 1))
    clock, done = Clock(kept.now), list[Review]()

    def look(store: ReviewStore) -> None:
        steps, recent = in_order(store), store.reviews(kept.now - LAST_DAY)
        asked = store.marks(), store.setting("exam"), store.text_of("a")
        assert asked
        store.late(SCHEDULER.preview)
        is_named = any(sentence.startswith(places) for sentence in store.damaged)
        whole = [*kept.steps, *done]
        lately = [step for step in whole if isinstance(step, Review)]
        lately = [step for step in lately if step.at >= kept.now - LAST_DAY]
        assert (steps, recent) == (whole, lately) or is_named
        assert all(step in [*whole, kept.undone] for step in steps)
        assert all(step in [*lately, kept.undone] for step in recent)
        known = {card: store.memories().get(card) for card in kept.memories}
        assert known == kept.memories or (is_named and not read_before)

    with opened(root, clock=clock) as store:
        look(store)
    clock.move(timedelta(minutes=1))
    with opened(root, clock=clock) as store:
        done.append(review("new", at=clock.now))
        store.record(done[0])
        look(store)
    with opened(root, clock=clock) as store:
        store.repair("repair")
        look(store)
    with opened(root, clock=clock) as store:
        look(store)


def damage_snapshot(kept: Kept, root: Path, at: int, byte: int) -> None:
    journal(root).parent.mkdir()
    journal(root).write_bytes(kept.journal)
    (root / "state.json").write_bytes(flipped(kept.snapshot, at, byte))
    for _ in range(2):
        with opened(root, clock=Clock(kept.now)) as store:
            assert dict(store.memories()) == kept.memories
            assert in_order(store) == kept.steps
            assert store.setting("exam") == {"day": "2027-12-15"}
            assert all("was made again from the journals" in each for each in store.damaged)


BYTES = st.integers(0, 255) | st.sampled_from(list(b'\n\r "{}[]:,\\09-.e'))


@settings(max_examples=80, deadline=None)
@given(data=st.data(), read_before=st.booleans())
def test_no_byte_of_a_journal_changes_without_a_word(
    tmp_path_factory: pytest.TempPathFactory, kept: Kept, data: st.DataObject, read_before: bool
) -> None:
    at = data.draw(st.integers(0, len(kept.journal) - 1))
    root = tmp_path_factory.mktemp("journal")
    damage_journal(kept, root, at, data.draw(BYTES), read_before=read_before)


@pytest.mark.parametrize("read_before", [True, False])
def test_no_byte_at_an_end_of_a_line_changes_without_a_word(
    tmp_path: Path, kept: Kept, read_before: bool
) -> None:
    ends = [at for at, byte in enumerate(kept.journal) if byte == ord("\n")]
    places = [
        (at, byte) for end in (ends[0], ends[-1]) for at in (end - 1, end) for byte in b"\nx "
    ]
    for number, (at, byte) in enumerate(places):
        root = tmp_path / str(number)
        root.mkdir()
        damage_journal(kept, root, at, byte, read_before=read_before)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_byte_of_a_snapshot_changes_what_is_known(
    tmp_path_factory: pytest.TempPathFactory, kept: Kept, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(kept.snapshot) - 1))
    damage_snapshot(kept, tmp_path_factory.mktemp("snapshot"), at, data.draw(BYTES))
