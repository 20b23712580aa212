"""What the quiz relies on: reviews in, memories out."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NOW, PACKAGES, Clock, journal, memory, opened, review, reviews

from quizapp.scheduler.model import Grade, Memory, Review, State
from quizapp.store.journal.event import Event, read_event

moments = st.datetimes(
    min_value=NOW.replace(tzinfo=None) - timedelta(days=9999),
    max_value=datetime(8999, 12, 31),
    timezones=st.just(UTC),
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 10_000)
memories = st.builds(
    Memory, numbers, numbers, moments, moments, st.sampled_from(State), counts, counts, counts
)
answers = st.builds(
    Review,
    st.sampled_from(["a", "b", "naïve-card", 'quo"te\n']),
    st.sampled_from(Grade),
    moments,
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.none() | memories,
    memories,
)


def test_an_empty_folder_remembers_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.memories() == {}
        assert store.reviews() == []
        assert store.damaged == ()


def test_a_review_is_remembered_to_the_last_bit(tmp_path: Path) -> None:
    answered = review(before=memory(1 / 3), after=memory(2 / 3))
    with opened(tmp_path) as store:
        store.record(answered)
    with opened(tmp_path) as again:
        assert again.memories() == {answered.card: answered.after}
        assert again.reviews() == [answered]


def test_a_review_is_one_line_of_the_journal(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for answered in reviews(3):
            store.record(answered)
        assert journal(tmp_path).read_bytes().count(b"\n") == 3


@pytest.mark.skipif(sys.platform == "darwin", reason="reaches the disk by fcntl there")
def test_a_review_is_forced_to_the_disk_before_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced, fsync = [], os.fsync

    def watch(descriptor: int) -> None:
        fsync(descriptor)
        forced.append(journal(tmp_path).read_bytes().count(b"\n"))

    with opened(tmp_path) as store:
        monkeypatch.setattr(os, "fsync", watch)
        for answered in reviews(2):
            store.record(answered)
        assert forced == [0, 1, 2]  # the folder, for its new file, and then each line


def test_undo_restores_the_memory_before_and_strikes_the_review(tmp_path: Path) -> None:
    first = review(after=memory(1))
    second = review(before=memory(1), after=memory(9), at=NOW + timedelta(days=1))
    with opened(tmp_path) as store:
        store.record(first)
        store.record(second)
        store.undo(second)
        assert store.memories() == {first.card: first.after}
        assert store.reviews() == [first]


def test_undo_of_the_first_answer_forgets_the_card(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.record(review())
        store.undo(review())
        assert store.memories() == {}
    with opened(tmp_path) as again:
        assert again.memories() == {}
        assert again.reviews() == []


def test_undo_keeps_the_history_in_the_journal(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.record(review())
        store.undo(review())
    assert journal(tmp_path).read_bytes().count(b'"grade":3') == 1


def test_an_answer_given_again_after_its_undo_stands(tmp_path: Path) -> None:
    again = replace(review(), grade=Grade.AGAIN)
    with opened(tmp_path) as store:
        store.record(review())
        store.undo(review())
        store.record(again)
        assert store.reviews() == [again]


def test_the_reviews_since_a_moment_are_those_of_all_that_are_as_new(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as store, opened(tmp_path, "phone", clock) as phone:
        for number in range(60):
            device = (store, phone)[number % 2]
            device.record(review(f"card-{number}", at=clock.now))
            if number % 5 == 0:
                device.undo(review(f"card-{number}", at=clock.now))
            clock.move(timedelta(days=5))
        store.refresh()
        for days in (0, 1, 5, 100, 299, 300):
            since = NOW + timedelta(days=days)
            assert store.reviews(since) == [each for each in store.reviews() if each.at >= since]


def test_a_days_reviews_do_not_wait_for_those_of_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    parsed: list[bytes] = []

    def watch(line: bytes) -> Event:
        parsed.append(line)
        return read_event(line)

    with opened(tmp_path, clock=clock) as store:
        for number in range(40):
            store.record(review(f"card-{number}", at=clock.now))
            clock.move(timedelta(hours=12))
        monkeypatch.setattr("quizapp.store.journal.journals.reread_event", watch)
        assert len(store.reviews(since=clock.now - timedelta(days=1))) == len(parsed) == 2


def test_a_damaged_line_does_not_end_the_search_for_a_days_reviews(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.record(review("before"))
    with journal(tmp_path).open("ab") as file:
        file.write(b"not json\n" * 20_000)
    with opened(tmp_path) as store:
        store.record(review("after"))
        assert [each.card for each in store.reviews(since=NOW)] == ["before", "after"]


def test_another_open_store_sees_the_review_after_refresh(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as two:
        one.record(review())
        assert two.memories() == {}
        two.refresh()
        assert two.memories() == one.memories()
        assert two.reviews() == [review()]


def test_a_store_writes_on_top_of_what_another_wrote(tmp_path: Path) -> None:
    newer = review(after=memory(8))
    with opened(tmp_path) as one, opened(tmp_path) as two:
        one.record(review(after=memory(1)))
        two.record(newer)
        one.refresh()
        assert one.memories() == {newer.card: newer.after}


def test_a_clock_that_goes_back_does_not_hide_the_newer_review(tmp_path: Path) -> None:
    clock = Clock()
    older, newer = review(after=memory(1)), review(after=memory(2))
    with opened(tmp_path, clock=clock) as store:
        store.record(older)
        clock.move(timedelta(days=-400))
        store.record(newer)
        assert store.memories() == {newer.card: newer.after}
        assert store.reviews() == [older, newer]
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as again:
        assert again.memories() == {newer.card: newer.after}


def test_a_time_in_another_zone_is_the_same_moment(tmp_path: Path) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    with opened(tmp_path) as store:
        store.record(review(at=elsewhere))
        assert store.reviews() == [review(at=NOW)]


def test_a_time_without_a_zone_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with pytest.raises(ValueError, match="time zone"):
            store.record(review(at=NOW.replace(tzinfo=None)))
        assert store.memories() == {}
        assert not journal(tmp_path).exists()


def test_a_memory_json_cannot_hold_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with pytest.raises(ValueError, match="JSON"):
            store.record(review(after=replace(memory(), stability=float("nan"))))
        assert store.memories() == {}
        assert not journal(tmp_path).exists()


def test_the_store_reaches_no_screen() -> None:
    program = "import sys, quizapp.store; sys.exit(bool({'textual', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=PACKAGES).returncode == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(answers, st.booleans()), max_size=8))
def test_the_state_is_what_replaying_the_journal_gives(
    tmp_path_factory: pytest.TempPathFactory, answered: list[tuple[Review, bool]]
) -> None:
    root = tmp_path_factory.mktemp("store")
    with opened(root) as store:
        for each, undone in answered:
            store.record(each)
            if undone:
                store.undo(each)
        expected = store.memories(), store.reviews()
    with opened(root) as kept:
        assert (kept.memories(), kept.reviews()) == expected
    (root / "state.json").unlink(missing_ok=True)
    with opened(root) as replayed:
        assert (replayed.memories(), replayed.reviews()) == expected
        assert replayed.damaged == ()
    assert expected[1] == [each for each, undone in answered if not undone]
