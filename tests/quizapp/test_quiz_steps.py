"""All that can be done in a session and taken back: grades, burials, flags, resets, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    DAYS,
    MINUTE,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    session_of,
    small_library,
)

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.collection import Collection
from quizapp.scheduler.model import (
    Action,
    CardChange,
    CardStatus,
    Evidence,
    Grade,
    Marks,
    Memory,
    Review,
)
from quizapp.scheduler.review import Leeches
from quizapp.session.actions import CHANGED_ELSEWHERE, ActionError, say_outcome
from quizapp.session.session import Session
from quizapp.store import ReviewStore

AGAIN, HARD, GOOD, EASY = Grade
TODAY = DAYS.day_of(NOW)


@pytest.fixture(params=["in memory", "on disk"])
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Collection]:
    """A collection of five cards whose store is either one."""
    collection = collection_of(small_library(*"abcde"))
    if request.param == "in memory":
        yield collection
    else:
        with ReviewStore(tmp_path, device="test", clock=lambda: NOW) as store:
            yield replace(collection, store=store)


ARGUMENTS = {
    Action.BURY: None,
    Action.SUSPEND: None,
    Action.FLAG: 3,
    Action.RESET: None,
    Action.SET_DUE: TODAY + 3 * DAY,
}
"""Every action that a key may be on, and what it is told."""


def act(collection: Collection, session: Session, action: Action, now: datetime = NOW) -> Session:
    """The session after an action on the card it asks."""
    return collection.act_in(session, action, now, ARGUMENTS[action])


def test_a_buried_card_gives_way_and_comes_back_tomorrow(collection: Collection) -> None:
    session = act(collection, collection.begin(NOW), Action.BURY)
    assert (session.asked, session.queue.held) == ("b", ("a",))
    assert collection.begin(NOW + MINUTE).queue.held == ("a",)
    assert collection.begin(NOW + DAY).asked == "a"


def test_a_suspended_card_gives_way_and_does_not_come_back(collection: Collection) -> None:
    session = act(collection, collection.begin(NOW), Action.SUSPEND)
    assert session.asked == "b"
    assert "a" not in collection.begin(NOW + 9 * DAY).queue.cards


def test_a_flag_leaves_the_card_on_the_screen_as_it_is(collection: Collection) -> None:
    session = act(collection, collection.begin(NOW).hint(1).reveal(), Action.FLAG)
    assert (session.asked, session.revealed, session.hints) == ("a", True, 1)
    assert collection.store.marks() == {"a": Marks(flag=3)}


def test_a_reset_card_is_new_again_and_its_reviews_stay(collection: Collection) -> None:
    collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    collection.act(Action.RESET, ["a"], NOW)
    assert "a" in collection.begin(NOW).queue.new
    assert "a" not in collection.store.memories()
    assert [review.card for review in collection.store.reviews()] == ["a"]


def test_a_card_given_another_date_comes_on_that_day(collection: Collection) -> None:
    session = collection.grade(collection.begin(NOW).reveal(), GOOD, NOW)
    collection.act(Action.SET_DUE, ["a"], NOW, TODAY + 3 * DAY)
    assert "a" not in collection.refresh(session, NOW).queue.cards
    assert "a" in collection.begin(NOW + 3 * DAY).queue.review


@pytest.mark.parametrize("action", [Action.BURY, Action.SUSPEND, Action.FLAG])
def test_every_action_is_taken_back_with_the_card_on_the_screen(
    collection: Collection, action: Action
) -> None:
    before = collection.begin(NOW).reveal()
    after = act(collection, before, action)
    assert collection.store.marks()
    undone = collection.undo(after, NOW)
    assert (undone.asked, undone.revealed, undone.operations) == ("a", True, ())
    assert collection.store.marks() == {}
    assert collection.store.changes() == []


@pytest.mark.parametrize("action", ARGUMENTS)
@pytest.mark.parametrize(
    "status",
    [
        CardStatus(remembered(due=NOW)),
        CardStatus(remembered(due=NOW), Marks(suspended=True, flag=3)),
        CardStatus(remembered(due=NOW), Marks(buried=TODAY)),
    ],
    ids=["due", "suspended", "buried"],
)
def test_an_action_does_the_same_in_a_session_and_in_the_browser(
    collection: Collection, action: Action, status: CardStatus
) -> None:
    """A session asks no suspended card, but another window may make it one."""
    session = replace(collection.begin(NOW), asked="a")
    collection.store.change(CardChange(Action.SUSPEND, NOW, {"a": CardStatus()}, {"a": status}))
    session = replace(collection.refresh(session, NOW), asked="a")
    in_session = act(collection, session, action)
    assert collection.undo(in_session, NOW).operations == ()
    in_browser = collection.act(action, ["a"], NOW, ARGUMENTS[action])
    assert [in_browser] == list(in_session.operations or [None])
    # A suspended card can't be buried.
    assert (in_browser is None) == (action is Action.BURY and status.mark.suspended)


@pytest.mark.parametrize(
    ("action", "back"), [(Action.BURY, Action.UNBURY), (Action.SUSPEND, Action.UNSUSPEND)]
)
def test_an_action_done_twice_takes_itself_back(
    collection: Collection, action: Action, back: Action
) -> None:
    first, second = (collection.act(action, ["a", "b"], NOW) for _ in range(2))
    assert first
    assert second
    assert (first.action, second.action) == (action, back)
    assert (second.before, second.after) == (first.after, first.before)
    assert collection.store.marks() == {}


def test_an_action_is_taken_back_once(collection: Collection) -> None:
    change = collection.act(Action.FLAG, ["a"], NOW, 3)
    assert change
    assert collection.take_back(change)
    assert not collection.take_back(change)
    assert collection.store.marks() == {}
    session = act(collection, collection.begin(NOW), Action.FLAG)
    undone = collection.undo(session, NOW)
    assert collection.undo(undone, NOW) is undone
    assert collection.store.changes() == []


def test_an_action_that_changes_nothing_is_no_step(collection: Collection) -> None:
    session = collection.begin(NOW)
    assert act(collection, session, Action.RESET).operations == ()
    assert collection.act(Action.RESET, ["a"], NOW) is None


def test_what_an_action_came_to_is_told_truly(collection: Collection) -> None:
    before = collection.begin(NOW)
    flagged = act(collection, before, Action.FLAG)
    assert say_outcome(before, flagged, "u") == "1 card flagged green. u takes it back."
    before = collection.undo(flagged, NOW)
    unchanged = collection.act_in(before, Action.FLAG, NOW, 0)
    assert say_outcome(before, unchanged, "u") == "Nothing to change."
    act(collection, collection.begin(NOW), Action.FLAG)
    elsewhere = act(collection, before, Action.SUSPEND)
    assert say_outcome(before, elsewhere, "u") == CHANGED_ELSEWHERE


def test_an_action_that_cannot_be_is_refused_and_kept_nowhere(collection: Collection) -> None:
    with pytest.raises(ActionError, match="never answered before"):
        act(collection, collection.begin(NOW), Action.SET_DUE)
    with pytest.raises(ActionError, match="never answered before"):
        collection.act(Action.SET_DUE, ["a"], NOW, TODAY + 3 * DAY)
    assert collection.store.changes() == []


def test_a_card_changed_in_another_window_is_left_alone(collection: Collection) -> None:
    here, there = collection.begin(NOW), collection.begin(NOW)
    act(collection, there, Action.SUSPEND)
    session = act(collection, here, Action.FLAG)
    assert (session.asked, session.operations) == ("b", ())
    assert collection.store.marks() == {"a": Marks(suspended=True)}


def test_a_flag_from_another_window_does_not_stop_undo_of_the_answer(
    collection: Collection,
) -> None:
    here = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    collection.act(Action.FLAG, ["a"], NOW, 3)
    undone = collection.undo(here, NOW)
    assert (undone.asked, collection.store.memories()) == ("a", {})
    assert collection.store.marks() == {"a": Marks(flag=3)}


def test_the_last_lapse_makes_a_leech_and_undo_unmakes_it(collection: Collection) -> None:
    collection = replace(collection, leeches=Leeches(3, suspend=True))
    memory = replace(remembered(), lapses=2)
    change = CardChange(Action.SET_DUE, NOW, {"a": CardStatus()}, {"a": CardStatus(memory)})
    collection.store.change(change)
    session = collection.grade(collection.begin(NOW).reveal(), AGAIN, NOW)
    assert collection.store.marks() == {"a": Marks(leech=True, suspended=True)}
    assert session.asked != "a"
    assert collection.undo(session, NOW).asked == "a"
    assert collection.store.marks() == {}


@pytest.mark.parametrize(
    ("threshold", "lapses", "leech"),
    [(8, 7, False), (8, 8, True), (8, 9, False), (8, 12, True), (1, 5, True), (0, 8, False)],
)
def test_a_leech_is_named_at_the_threshold_and_each_half_of_it_later(
    threshold: int, lapses: int, leech: bool
) -> None:
    before, after = (replace(remembered(), lapses=n) for n in (lapses - 1, lapses))
    assert Leeches(threshold).mark(Marks(), before, after) == Marks(leech=leech)


def test_a_leech_remembered_is_not_named_again() -> None:
    memory = replace(remembered(), lapses=8)
    assert Leeches(8).mark(Marks(), memory, memory) == Marks()


def test_a_hint_makes_hard_the_best_grade_that_is_supported() -> None:
    session = session_of("a").hint(1).reveal()
    assert session.evidence == Evidence(HARD, "Answered after 1 hint.")
    assert session.grade(HARD, NOW)[1].overridden is False
    assert session.grade(GOOD, NOW)[1].overridden is True


def test_what_running_the_answer_showed_goes_before_a_hint() -> None:
    wrong = Evidence(AGAIN, "The output was wrong.")
    session = session_of("a").hint(1).judge(wrong).reveal()
    _, review = session.grade(AGAIN, NOW)
    assert review.evidence == wrong


def test_the_next_card_knows_nothing_of_the_evidence_before(collection: Collection) -> None:
    session = collection.begin(NOW).hint(1).judge(Evidence(AGAIN, "wrong")).reveal()
    assert collection.grade(session, AGAIN, NOW).evidence is None


def test_an_override_is_kept_in_the_journal(collection: Collection) -> None:
    session = collection.begin(NOW).judge(Evidence(AGAIN, "The output was wrong.")).reveal()
    collection.grade(session, EASY, NOW)
    (review,) = collection.store.reviews()
    assert review.overridden
    assert review.evidence == Evidence(AGAIN, "The output was wrong.")


def test_a_pause_does_not_count_as_thinking() -> None:
    session = session_of("a").pause(NOW + 5 * timedelta(seconds=1))
    session = session.resume(NOW + 60 * MINUTE).reveal()
    _, review = session.grade(GOOD, NOW + 60 * MINUTE + timedelta(seconds=4))
    assert review.took == timedelta(seconds=9)


def test_a_corrected_card_says_so_once_and_again_after_undo(collection: Collection) -> None:
    session = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    assert collection.known_as("a") == ""
    better = asked_card("a", back="Another answer.")
    library = replace(
        collection.library,
        decks=(replace(collection.library.decks[0], cards=(better, asked_card("b"))),),
    )
    collection = replace(collection, library=library)
    known = collection.known_as("a")
    assert say_corrections(known, text_of(better)) == "- The answer to **a**.\n+ Another answer."
    later = NOW + 30 * DAY
    session = collection.grade(collection.begin(later).reveal(), GOOD, later)
    assert session.reviews[0].seen == known
    assert collection.known_as("a") == ""
    collection.undo(session, later)
    assert collection.known_as("a") == known


def test_a_card_never_answered_was_not_corrected(collection: Collection) -> None:
    assert collection.known_as("a") == ""


KEYS = st.lists(
    st.sampled_from(
        [*Grade, Action.BURY, Action.SUSPEND, Action.FLAG, Action.RESET, "undo", "wait", "hint"]
    ),
    max_size=25,
)


def press(collection: Collection, session: Session, key: object, now: datetime) -> Session:
    """The session after a key."""
    if isinstance(key, Grade):
        return session if session.finished else collection.grade(session.reveal(), key, now)
    if isinstance(key, Action):
        return act(collection, session, key, now)
    if key == "undo":
        return collection.undo(session, now)
    return session.hint(2) if key == "hint" else collection.refresh(session, now)


def moments(keys: list[object]) -> Iterator[tuple[object, datetime]]:
    """The keys with the moment each is pressed at: a second later, or three minutes by waiting."""
    now = NOW
    for key in keys:
        now += 3 * MINUTE if key == "wait" else timedelta(seconds=1)
        yield key, now


@given(KEYS)
def test_no_key_loses_or_doubles_a_card_and_every_number_adds_up(
    keys: list[object],
) -> None:
    collection = collection_of(small_library(*"abcde"))
    session = collection.begin(NOW)
    for key, now in moments(keys):
        session = press(collection, session, key, now)
        queue, counts = session.queue, session.queue.counts
        parts = (*queue.cards, *queue.held, *queue.over_new, *queue.over_review, *queue.suspended)
        assert len(parts) == len(set(parts))
        memories = collection.store.memories()
        later = {c for c in "abcde" if c in memories and memories[c].due > now}
        assert set(parts) | later == set("abcde")
        assert counts.due + counts.new + counts.held + counts.over + counts.suspended == len(parts)
        assert session.asked is None or session.asked in "abcde"


@given(KEYS)
def test_undoing_every_step_leaves_the_store_as_it_was(keys: list[object]) -> None:
    known: dict[str, Memory] = {"a": remembered(), "b": remembered(due=NOW + DAY)}
    store = MemoryStore(dict(known), {"c": Marks(flag=1)})
    collection = collection_of(small_library(*"abcde"), store)
    session = first = collection.begin(NOW)
    for key, now in moments(keys):
        session = press(collection, session, key, now)
    for _ in session.operations:
        session = collection.undo(session, NOW)
    assert session.operations == ()
    assert (store.known, store.marked, store.kept) == (known, {"c": Marks(flag=1)}, [])
    assert session.at(NOW).queue == first.queue


@given(KEYS)
def test_a_step_and_its_undo_lead_back_to_the_same_session(keys: list[object]) -> None:
    collection = collection_of(small_library(*"abcde"))
    session = collection.begin(NOW)
    for key, now in moments(keys):
        before = replace(session.at(now), since=now)
        following = press(collection, before, key, now)
        if len(following.operations) > len(before.operations):
            undone = collection.undo(following, now)
            assert replace(undone, revealed=before.revealed) == before
            following = press(collection, undone, key, now)
        session = following


def test_a_review_and_a_change_are_told_apart(collection: Collection) -> None:
    session = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    session = act(collection, session, Action.FLAG)
    assert [type(step) for step in session.operations] == [Review, CardChange]
    assert len(session.reviews) == 1
