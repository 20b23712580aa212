"""Several computers, one folder: whatever order their journals arrive in, they agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import SCHEDULER
from store_samples import NOW, Clock, journal, opened, review, tables
from store_steps import answer, change, step

from quizapp.scheduler.model import Action, CardChange, CardStatus, Grade, Review
from quizapp.store import ReviewStore

NAMES = ("laptop", "phone")
futures = SCHEDULER.preview


class Devices:
    """Two computers, each with its own folder and clock, and a synchroniser between them."""

    def __init__(self, root: Path) -> None:
        self.roots = {name: root / name for name in NAMES}
        self.clocks = {name: Clock() for name in NAMES}
        self.clocks["phone"].move(timedelta(seconds=7))
        self.stores = {name: self.open(name) for name in NAMES}

    def open(self, name: str) -> ReviewStore:
        return opened(self.roots[name], name, self.clocks[name])

    def restart(self, name: str) -> None:
        self.stores[name].close()
        self.stores[name] = self.open(name)

    def sync(self, source: str, *, part: float = 1) -> None:
        """The journals of one computer arrive at the other, or so much of each."""
        (target,) = set(NAMES) - {source}
        for path in (self.roots[source] / "journal").glob(f"*.{source}.jsonl"):
            text = path.read_bytes()
            arrived = self.roots[target] / "journal" / path.name
            known = arrived.stat().st_size if arrived.exists() else 0
            arrived.write_bytes(text[: max(known, int(len(text) * part))])

    def apart(self, card: str = "a") -> tuple[Review, Review]:
        """Both answer a card without knowing of each other, the phone a day later."""
        first = self.answer("laptop", card)
        self.clocks["phone"].now = first.at + timedelta(days=1)
        return first, self.answer("phone", card)

    def answer(self, name: str, card: str, grade: Grade = Grade.GOOD) -> Review:
        store, clock = self.stores[name], self.clocks[name]
        before = store.memories().get(card)
        after = futures(before, clock())[grade]
        store.record(Review(card, grade, clock(), timedelta(0), before, after))
        return store.reviews()[-1]

    def together(self) -> None:
        for name in NAMES:
            self.sync(name)
        for name in NAMES:
            self.stores[name].refresh()


@pytest.fixture
def devices(tmp_path: Path) -> Devices:
    return Devices(tmp_path)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(["do", "undo", "sync", "part", "restart"])
        ),
        min_size=6,
        max_size=30,
    ),
)
def test_however_journals_arrive_both_computers_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, happenings: list[tuple[str, str]]
) -> None:
    devices, rng = Devices(tmp_path_factory.mktemp("devices")), Random(seed)
    for name, happening in happenings:
        store, clock = devices.stores[name], devices.clocks[name]
        if happening == "do":
            step(store, rng, clock)
        elif happening == "undo" and store.reviews():
            store.undo(store.reviews()[-1])
        elif happening == "restart":
            devices.restart(name)
        else:
            devices.sync(name, part=rng.random() if happening == "part" else 1)
    devices.together()
    laptop, phone = devices.stores.values()
    assert tables(laptop) == tables(phone)
    assert (laptop.reviews(), laptop.changes()) == (phone.reviews(), phone.changes())
    assert laptop.damaged == phone.damaged == ()
    late = laptop.late(futures)
    assert late == phone.late(futures)
    laptop.settle(late, "two devices")
    assert laptop.late(futures) == {}
    assert {card: laptop.memories().get(card) for card in late} == late


def test_one_computer_alone_is_never_late(tmp_path: Path) -> None:
    rng, clock = Random(1), Clock()
    with opened(tmp_path, clock=clock) as store:
        for _ in range(200):
            done = step(store, rng, clock)
            if rng.random() < 0.2:
                store.undo(done)
        assert store.late(futures) == {}


def test_both_reviews_count_and_the_newest_write_stands(devices: Devices) -> None:
    first, second = devices.apart()
    devices.together()
    for store in devices.stores.values():
        assert store.reviews() == [first, second]
        assert store.memories() == {"a": second.after}


def test_a_card_reviewed_apart_is_late_with_the_memory_both_reviews_make(devices: Devices) -> None:
    first, second = devices.apart()
    devices.together()
    both = futures(first.after, second.at)[second.grade]
    assert both != second.after
    for store in devices.stores.values():
        assert store.late(futures) == {"a": both}
    devices.stores["phone"].settle({"a": both}, "two devices")
    devices.together()
    for store in devices.stores.values():
        assert store.memories() == {"a": both}
        assert store.late(futures) == {}
        assert store.reviews() == [first, second]


def test_an_answer_taken_back_elsewhere_leaves_the_late_one(devices: Devices) -> None:
    first, second = devices.apart()
    devices.stores["phone"].undo(second)
    devices.together()
    store = devices.stores["laptop"]
    assert store.memories() == {}
    assert store.late(futures) == {"a": first.after}


def test_answers_after_the_two_met_are_reckoned_again_too(devices: Devices) -> None:
    first, second = devices.apart()
    devices.together()
    devices.clocks["laptop"].now = second.at + timedelta(days=3)
    third = devices.answer("laptop", "a", Grade.HARD)
    both = futures(first.after, second.at)[second.grade]
    assert devices.stores["laptop"].late(futures) == {"a": futures(both, third.at)[third.grade]}


def test_a_reset_elsewhere_is_not_undone_by_folding(devices: Devices) -> None:
    first, _ = devices.apart("b")
    devices.together()
    store, at = devices.stores["laptop"], NOW + timedelta(days=9)
    known = store.memories()["b"]
    devices.clocks["laptop"].now = at
    store.change(CardChange(Action.RESET, at, {"b": CardStatus(known)}, {"b": CardStatus()}))
    assert first in store.reviews()
    assert store.late(futures) == {}


def test_a_due_date_set_by_hand_stays_when_the_card_is_folded(devices: Devices) -> None:
    first, second = devices.apart()
    devices.together()
    store, at = devices.stores["laptop"], NOW + timedelta(days=9)
    devices.clocks["laptop"].now = at
    moved = replace(second.after, due=NOW + timedelta(days=99))
    store.change(
        CardChange(Action.SET_DUE, at, {"a": CardStatus(second.after)}, {"a": CardStatus(moved)})
    )
    (late,) = store.late(futures).values()
    assert late
    assert late.due == moved.due
    assert late.stability == futures(first.after, second.at)[second.grade].stability


def test_a_line_that_is_lost_makes_no_card_late(tmp_path: Path) -> None:
    rng, clock = Random(5), Clock()
    with opened(tmp_path, clock=clock) as store:
        for _ in range(3):
            answer(store, rng, clock, "a")
        known = store.memories()
    lines = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(lines[0] + lines[2])
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as store:
        assert store.memories() == known
        assert store.late(futures) == {}


def test_a_synchronisers_copy_that_was_cut_short_is_harmless(tmp_path: Path) -> None:
    rng, clock = Random(6), Clock()
    with opened(tmp_path, clock=clock) as store:
        for _ in range(4):
            answer(store, rng, clock)
            change(store, rng, clock)
        reviews, known = store.reviews(), store.memories()
    text = journal(tmp_path).read_bytes()
    copy = journal(tmp_path, "laptop.sync-conflict-20261122-201500-ABCDEFG")
    copy.write_bytes(text[: len(text) * 2 // 3])
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as store:
        assert (store.reviews(), store.memories()) == (reviews, known)
        assert store.damaged == ()
        assert store.late(futures) == {}
        store.record(review("after"))
        assert store.damaged == ()
