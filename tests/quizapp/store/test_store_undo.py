"""Taking back: every step leaves the store as if it had never been done."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NOW, Clock, memory, opened, review, tables
from store_steps import step

from quizapp.scheduler.model import Action, CardChange, CardStatus, Marks, Review
from quizapp.store.tables import Database


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_any_steps_taken_back_one_by_one_give_what_was_there_before(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int
) -> None:
    root, rng, clock = tmp_path_factory.mktemp("undo"), Random(seed), Clock()
    with opened(root, clock=clock) as store:
        for _ in range(rng.randint(0, 4)):
            step(store, rng, clock)
        earlier = store.reviews(), store.changes()
        before = [tables(store)]
        done = []
        for _ in range(count):
            done.append(step(store, rng, clock))
            before.append(tables(store))
        while done:
            assert tables(store) == before.pop()
            store.undo(done.pop())
        assert tables(store) == before.pop()
        assert (store.reviews(), store.changes()) == earlier
    (root / "state.json").unlink()
    with opened(root) as replayed:
        assert (replayed.reviews(), replayed.changes()) == earlier
        assert replayed.damaged == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_is_done_comes_back_from_the_disk_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    root, rng, clock = tmp_path_factory.mktemp("steps"), Random(seed), Clock()
    with opened(root, clock=clock) as store:
        steps = [step(store, rng, clock) for _ in range(rng.randint(1, 12))]
        known = store.memories(), store.marks()
    with opened(root) as again:
        assert again.reviews() == [each for each in steps if isinstance(each, Review)]
        assert again.changes() == [each for each in steps if isinstance(each, CardChange)]
        assert (again.memories(), again.marks()) == known


@pytest.mark.parametrize("deed", list(Action))
def test_each_deed_is_kept_and_taken_back(tmp_path: Any, deed: Action) -> None:
    mark = Marks(flag=4, suspended=True, buried=date(2026, 11, 22), leech=True)
    before = {"a": CardStatus(memory(1), Marks(flag=1)), "b": CardStatus()}
    after = {"a": CardStatus(memory(2), mark), "b": CardStatus(memory(3), Marks(suspended=True))}
    done = CardChange(deed, NOW, before, after)
    with opened(tmp_path) as store:
        store.record(review("a", after=memory(1)))
        store.change(CardChange(Action.FLAG, NOW, {"a": CardStatus(memory(1))}, {"a": before["a"]}))
        store.change(done)
        assert store.memories() == {"a": memory(2), "b": memory(3)}
        assert store.marks() == {"a": mark, "b": Marks(suspended=True)}
        assert store.changes()[-1] == done
        store.undo(done)
        assert store.memories() == {"a": memory(1)}
        assert store.marks() == {"a": Marks(flag=1)}
        assert done not in store.changes()


def test_the_words_before_the_first_answer_are_none_again(tmp_path: Any) -> None:
    with opened(tmp_path) as store:
        store.record(review("a"), "words")
        assert store.text_of("a") == "words"
        store.undo(review("a"))
        assert store.text_of("a") == ""
    assert Database(tmp_path, device="laptop", clock=Clock()).tables() == {"log"}


def test_a_mapping_that_was_given_away_does_not_change(tmp_path: Any) -> None:
    with opened(tmp_path) as store:
        store.record(review("a"))
        memories, marks = store.memories(), store.marks()
        store.record(review("b"))
        flagged = {"a": CardStatus(memory(), Marks(flag=1))}
        store.change(CardChange(Action.FLAG, NOW, {"a": CardStatus(memory())}, flagged))
        assert (set(store.memories()), set(store.marks())) == ({"a", "b"}, {"a"})
        assert (set(memories), set(marks)) == ({"a"}, set())
        assert store.memories() is store.memories()  # and is not made anew for each question


def test_a_setting_is_kept_and_forgotten(tmp_path: Any) -> None:
    with opened(tmp_path) as store:
        assert store.setting("exam") is None
        store.set("exam", {"day": "2026-12-15"})
        assert store.setting("exam") == {"day": "2026-12-15"}
    with opened(tmp_path) as store:
        assert store.setting("exam") == {"day": "2026-12-15"}
        store.set("exam", None)
        assert store.setting("exam") is None
