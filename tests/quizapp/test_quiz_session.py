"""A review session as a value: what keys make of it, and what they never do."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    MINUTE,
    NOW,
    SCHEDULER,
    MemoryStore,
    collection_of,
    remembered,
    reviewed,
    session_of,
    small_library,
)

from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.review import LONGEST_ANSWER
from quizapp.session.limits import Limits
from quizapp.session.session import CardStates, Session

AGAIN, HARD, GOOD, EASY = Grade
SECOND = timedelta(seconds=1)


def answer(session: Session, *grades: Grade) -> Session:
    for grade in grades:
        session, _ = session.reveal().grade(grade, session.since + SECOND)
    return session


def test_a_session_begins_with_the_question_of_its_first_card() -> None:
    session = session_of("a", "b")
    assert (session.asked, session.revealed, session.hints) == ("a", False, 0)


def test_a_session_without_cards_is_finished() -> None:
    assert session_of().finished


def test_revealing_shows_the_answer_and_keeps_the_hints() -> None:
    session = session_of("a").hint(2).reveal()
    assert (session.revealed, session.hints) == (True, 1)


def test_hints_come_one_at_a_time_and_run_out() -> None:
    session = session_of("a")
    assert [session.hint(2).hints, session.hint(2).hint(2).hint(2).hints] == [1, 2]
    assert session.hint(0).hints == 0


def test_a_hidden_answer_cannot_be_graded() -> None:
    with pytest.raises(ValueError, match="revealed"):
        session_of("a").grade(GOOD, NOW)


def test_grading_asks_the_next_card_with_its_answer_hidden() -> None:
    session = answer(session_of("a", "b").hint(1), GOOD)
    assert (session.asked, session.revealed, session.hints) == ("b", False, 0)


def test_grading_hands_out_the_review_to_keep() -> None:
    session = session_of("a").reveal()
    following, review = session.grade(EASY, NOW + 7 * SECOND)
    assert review == replace(reviewed("a", EASY, at=NOW + 7 * SECOND), took=7 * SECOND, before=None)
    assert following.reviews == (review,)
    assert following.states.memories["a"] == review.after


def test_the_interval_on_the_key_is_the_interval_given() -> None:
    session = session_of("a").reveal()
    assert session.grade(HARD, NOW)[1].after == session.futures(NOW)[HARD]


def test_leaving_the_room_does_not_count_as_thinking() -> None:
    _, review = session_of("a").reveal().grade(GOOD, NOW + DAY)
    assert review.took == LONGEST_ANSWER


def test_a_clock_set_back_makes_no_negative_time() -> None:
    _, review = session_of("a").reveal().grade(GOOD, NOW - MINUTE)
    assert review.took == timedelta(0)


def test_a_new_card_answered_good_comes_again_in_the_same_session() -> None:
    session = answer(session_of("a", "b"), GOOD, EASY)
    assert session.asked == "a"
    assert answer(session, GOOD).finished


def test_undo_at_the_end_asks_the_last_card_again() -> None:
    finished = answer(session_of("a"), EASY)
    assert finished.finished
    assert finished.undo(NOW).asked == "a"
    assert finished.undo(NOW).revealed


def test_undo_with_nothing_to_undo_changes_nothing() -> None:
    session = session_of("a")
    assert session.undo(NOW) == session


def test_limits_survive_a_restart() -> None:
    store = MemoryStore()
    collection = collection_of(small_library(*"abc"), store, Limits(new_per_day=2))
    _, review = collection.begin(NOW).reveal().grade(EASY, NOW)
    store.record(review)
    again = collection.begin(NOW + MINUTE)
    assert again.queue.counts.new == 1
    assert collection.begin(NOW + DAY).queue.counts.new == 2


def test_a_card_answered_in_another_window_gives_way() -> None:
    session = session_of("a", "b").hint(1).reveal()
    elsewhere = session.at(NOW, CardStates({"a": reviewed("a", EASY).after}))
    assert (elsewhere.asked, elsewhere.revealed, elsewhere.hints) == ("b", False, 0)


def test_a_card_on_the_screen_stays_when_another_was_answered_elsewhere() -> None:
    session = session_of("a", "b").reveal()
    elsewhere = session.at(NOW + MINUTE, CardStates({"b": reviewed("b", EASY).after}))
    assert (elsewhere.asked, elsewhere.revealed, elsewhere.since) == ("a", True, NOW)
    assert elsewhere.queue.counts.new == 1


def test_a_finished_session_wakes_up_when_a_card_is_due() -> None:
    session = session_of("a", memories={"a": remembered(due=NOW + DAY)})
    assert session.finished
    assert session.queue.next_due is not None
    assert session.at(session.queue.next_due).asked == "a"


def test_a_thousand_answers_can_be_compared_and_undone() -> None:
    session, twin = (answer(session_of("a"), *[AGAIN] * 1000) for _ in range(2))
    assert session == twin
    for _ in range(1000):
        session = session.undo(NOW)
    assert session == session_of("a").reveal()


CARDS = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1)
PHASES = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.builds(
        remembered,
        due=st.timedeltas(-2 * DAY, 2 * DAY).map(lambda wait: NOW + wait),
        state=st.sampled_from(State),
    ),
)
KEYS = st.lists(st.sampled_from([*Grade, "hint", "undo", "wait"]), max_size=30)

Memories: TypeAlias = dict[str, Memory]
Keys: TypeAlias = list[Grade | str]


def press(session: Session, key: Grade | str) -> Session:
    if isinstance(key, Grade):
        return session if session.finished else answer(session, key)
    if key == "hint":
        return session.hint(3)
    return session.undo(session.since) if key == "undo" else session.at(session.since + 2 * MINUTE)


@given(CARDS, PHASES, KEYS)
def test_no_key_loses_or_doubles_a_card(cards: list[str], memories: Memories, keys: Keys) -> None:
    session = session_of(*cards, memories=memories)
    for key in keys:
        session = press(session, key)
        waiting = session.queue.cards + session.queue.over_new + session.queue.over_review
        assert len(waiting) == len(set(waiting))
        later = {
            c
            for c in cards
            if c in session.states.memories and session.states.memories[c].due > NOW
        }
        assert set(waiting) | later == set(cards)
        assert session.asked is None or session.asked in cards


@given(CARDS, PHASES, KEYS, st.sampled_from(Grade))
def test_undo_takes_back_exactly_the_last_grade(
    cards: list[str],
    memories: Memories,
    keys: Keys,
    grade: Grade,
) -> None:
    session = session_of(*cards, memories=memories)
    for key in keys:
        session = press(session, key)
    if session.finished:
        return
    revealed = session.reveal()
    kept = copy.deepcopy(revealed, {id(SCHEDULER.model): SCHEDULER.model})
    undone = revealed.grade(grade, NOW)[0].undo(revealed.since)
    assert undone == kept
    assert undone.previous == kept.previous


@given(CARDS, PHASES, KEYS)
def test_undoing_everything_leads_back_to_the_beginning(
    cards: list[str], memories: Memories, keys: Keys
) -> None:
    session = first = session_of(*cards, memories=memories)
    for key in keys:
        session = press(session, key)
    while session.previous:
        session = session.undo(NOW)
    assert session.states.memories == first.states.memories
    assert session.reviews == ()


@given(CARDS, PHASES, KEYS)
def test_the_memories_are_those_the_reviews_left(
    cards: list[str], memories: Memories, keys: Keys
) -> None:
    session = session_of(*cards, memories=memories)
    for key in keys:
        session = press(session, key)
    left = {review.card: review.after for review in session.reviews}
    assert session.states.memories == {**memories, **left}


@given(CARDS, st.lists(st.sampled_from(Grade), min_size=200, max_size=200))
def test_a_session_answered_without_again_ends(cards: list[str], grades: list[Grade]) -> None:
    session = session_of(*cards)
    for grade in grades:
        if session.finished:
            break
        session = answer(session, max(grade, GOOD))
    assert session.finished


def fuzzy(*cards: str, memories: Memories | None = None) -> Session:
    collection = collection_of(small_library(*cards), MemoryStore(known=memories or {}))
    return replace(collection, scheduler=replace(SCHEDULER, fuzz=True)).begin(NOW)


def test_each_card_throws_its_own_dice() -> None:
    assert len({fuzzy(card).futures(NOW)[EASY].due for card in "abcdefgh"}) > 2


def test_a_day_that_is_full_already_is_left_alone() -> None:
    due = fuzzy("a").futures(NOW)[EASY].due
    crowd = {f"c{n}": remembered(due=due) for n in range(50)}
    assert fuzzy("a", *crowd, memories=crowd).futures(NOW)[EASY].due != due
