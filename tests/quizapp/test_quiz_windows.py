"""Two windows on one folder: one day, one set of limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from quiz_cases import DAY, MINUTE, NOW, MemoryStore, collection_of, small_library

from quizapp.collection.collection import Collection
from quizapp.scheduler.model import Grade, Review
from quizapp.session.limits import Limits
from quizapp.store import ReviewStore

EASY = Grade.EASY


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[list[Collection]]:
    """Two studies with two new cards a day."""
    with ExitStack() as stack:
        stores = [
            stack.enter_context(ReviewStore(tmp_path, device="test", clock=lambda: NOW))
            for _ in range(2)
        ]
        collection = collection_of(small_library(*"abcdef"), limits=Limits(new_per_day=2))
        yield [replace(collection, store=store) for store in stores]


def test_two_windows_share_the_days_limits(windows: list[Collection]) -> None:
    here, there = windows
    mine, yours = here.begin(NOW), there.begin(NOW)
    for _ in range(3):
        if not mine.finished:
            mine = here.grade(mine.reveal(), EASY, NOW)
        if not yours.finished:
            yours = there.grade(yours.reveal(), EASY, NOW)
    assert (mine.finished, yours.finished) == (True, True)
    assert [review.card for review in here.store.reviews()] == ["a", "b"]


def test_an_answer_elsewhere_counts_at_the_next_answer_here(windows: list[Collection]) -> None:
    here, there = windows
    mine = here.begin(NOW)
    there.grade(there.begin(NOW).reveal(), EASY, NOW)
    mine = here.grade(mine.reveal(), EASY, NOW)
    assert (mine.asked, mine.queue.counts.new, mine.reviews) == ("b", 1, ())
    assert here.grade(mine.reveal(), EASY, NOW).finished


def test_undo_gives_back_one_card_of_the_limits_and_no_more(windows: list[Collection]) -> None:
    here, there = windows
    mine = here.grade(here.begin(NOW).reveal(), EASY, NOW)
    there.grade(there.begin(NOW).reveal(), EASY, NOW)
    mine = here.undo(mine, NOW + MINUTE)
    assert (mine.asked, mine.queue.counts.new) == ("a", 1)


def test_beginning_and_grading_read_no_more_than_the_day() -> None:
    class Watched(MemoryStore):
        def reviews(self, since: datetime | None = None) -> list[Review]:
            assert since is not None
            assert NOW - DAY < since <= NOW
            return super().reviews(since)

    collection = collection_of(small_library("a", "b"), Watched())
    session = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    assert collection.undo(session, NOW).asked == "a"
