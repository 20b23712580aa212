"""Beginning a session from cards and a store, and seeing what is in store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from quiz_cases import (
    DAYS,
    MINUTE,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)

from deckgen.model import Deck, Library
from quizapp.collection.due import count_due, see_today
from quizapp.scheduler.model import Action, Grade
from quizapp.session.limits import Limits
from quizapp.session.queue import Counts
from quizapp.store import ReviewStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizapp.collection.collection import Collection

TWO_DECKS = Library(
    "Interview",
    (
        Deck("Tensors", "Tensors", cards=(asked_card("a"), asked_card("b"))),
        Deck("", "Autograd", cards=(asked_card("c"), asked_card("d", retired="see a"))),
    ),
)

EASY = Grade.EASY


@pytest.fixture(params=["in memory", "on disk"])
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Collection]:
    """A collection whose store is either one: both keep the same promises."""
    if request.param == "in memory":
        yield collection_of(TWO_DECKS)
    else:
        with ReviewStore(tmp_path, device="test", clock=lambda: NOW) as store:
            yield replace(collection_of(TWO_DECKS), store=store)


def test_a_grade_is_kept_when_the_next_card_is_asked(collection: Collection) -> None:
    session = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    assert collection.store.reviews() == list(session.reviews)
    assert collection.store.memories() == session.states.memories


def test_undo_leaves_store_and_session_as_they_were(collection: Collection) -> None:
    revealed = collection.begin(NOW).reveal()
    later = NOW + MINUTE
    undone = collection.undo(collection.grade(revealed, EASY, NOW), later)
    assert undone == replace(revealed, since=later)
    assert collection.store.reviews() == []
    assert collection.store.memories() == {}


def test_an_undone_card_is_timed_from_when_it_came_back(collection: Collection) -> None:
    session = collection.undo(
        collection.grade(collection.begin(NOW).reveal(), EASY, NOW), NOW + 3 * MINUTE
    )
    graded = collection.grade(session, Grade.GOOD, NOW + 4 * MINUTE)
    assert graded.reviews[0].took == MINUTE


def test_everything_can_be_undone_and_done_again(collection: Collection) -> None:
    session = collection.begin(NOW)
    for grade in (Grade.GOOD, Grade.AGAIN, EASY, Grade.GOOD):
        session = collection.grade(session.reveal(), grade, session.since + MINUTE)
    while session.operations:
        session = collection.undo(session, NOW)
    assert (collection.store.memories(), session.asked) == ({}, "a")
    assert collection.grade(session.reveal(), EASY, NOW).asked == "b"


def test_undo_with_nothing_answered_changes_nothing(collection: Collection) -> None:
    session = collection.begin(NOW)
    assert collection.undo(session, NOW) is session


def test_a_card_answered_elsewhere_is_passed_over(collection: Collection) -> None:
    here, there = collection.begin(NOW).reveal(), collection.begin(NOW).reveal()
    collection.grade(there, EASY, NOW)
    moved_on = collection.grade(here, Grade.AGAIN, NOW + MINUTE)
    assert (moved_on.asked, moved_on.revealed, moved_on.reviews) == ("b", False, ())
    assert [review.grade for review in collection.store.reviews()] == [EASY]


def test_an_answer_another_window_built_on_is_not_undone(collection: Collection) -> None:
    here = collection.grade(collection.begin(NOW).reveal(), Grade.AGAIN, NOW)
    later = NOW + 2 * MINUTE
    collection.grade(collection.begin(later).reveal(), EASY, later)
    assert collection.undo(here, later) is here
    assert len(collection.store.reviews()) == 2


def test_a_retired_card_is_never_asked() -> None:
    store = MemoryStore(known={"d": remembered()})
    assert collection_of(TWO_DECKS, store).begin(NOW).queue.cards == ("a", "b", "c")


def test_an_id_written_twice_is_asked_once() -> None:
    assert collection_of(small_library("a", "a")).begin(NOW).queue.cards == ("a",)


def test_a_card_that_left_the_library_is_not_asked() -> None:
    store = MemoryStore(known={"gone": remembered()})
    assert "gone" not in collection_of(TWO_DECKS, store).begin(NOW).queue.cards


def test_each_topic_shows_its_share_of_today() -> None:
    store = MemoryStore(known={"a": remembered()})
    collection = collection_of(TWO_DECKS, store, Limits(new_per_day=1))
    due = count_due(TWO_DECKS, collection.begin(NOW))
    assert {topic.name: topic.counts for topic in due.topics} == {
        "Tensors": Counts(new=1, review=1),
        "Autograd": Counts(over_new=1),
    }
    assert due.counts == Counts(new=1, review=1, over_new=1)


def test_a_limit_reached_today_names_tomorrow() -> None:
    collection = collection_of(small_library("a", "b"), limits=Limits(new_per_day=1))
    assert see_today(collection, NOW).later == ""
    collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    today = see_today(collection, NOW)
    assert today.headline == "Nothing is due."
    assert today.later == "Next: tomorrow at 04:00, 1 new.\n1 new over today's limits."
    assert today.session.finished


def test_today_counts_what_waits_and_what_another_window_did() -> None:
    collection = collection_of(small_library("a", "b", "c"))
    assert see_today(collection, NOW).topics == (("Basics", "3 new"),)
    collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    collection.grade(collection.begin(NOW).reveal(), Grade.AGAIN, NOW)
    today = see_today(collection, NOW + MINUTE)
    assert today.topics == (("Basics", "1 due · 1 new"),)
    assert today.ahead == ()


def test_suspended_cards_are_counted_where_nothing_is_due() -> None:
    collection = collection_of(small_library("a", "b"))
    collection.act(Action.SUSPEND, ["a", "b"], NOW)
    today = see_today(collection, NOW)
    assert (today.headline, today.topics) == ("Nothing is due.", (("Basics", "–"),))
    assert "2 suspended." in today.later


def test_when_nothing_is_left_today_says_what_comes_next() -> None:
    store = MemoryStore(kept=[reviewed("x"), reviewed("y")])
    collection = collection_of(TWO_DECKS, store, Limits(new_per_day=2))
    due = count_due(TWO_DECKS, collection.begin(NOW))
    assert due.next_due == DAYS.start_of_next(NOW)
    assert due.next_counts == Counts(new=2, over_new=1)
    assert due.as_json() == {
        "due": 0,
        "new": 0,
        "held": 0,
        "over_limit": 3,
        "suspended": 0,
        "next": "2026-11-23T03:00:00+00:00",
        "topics": {"Tensors": {"due": 0, "new": 0}, "Autograd": {"due": 0, "new": 0}},
    }
