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
    remembered,
    session_of,
    small_library,
    study_of,
)

from quizapp.collection.card_text import say_corrections, text_of
from quizapp.collection.collection import Study
from quizapp.scheduler.model import Change, Deed, Evidence, Grade, Mark, Memory, Review, Standing
from quizapp.scheduler.review import Leeches
from quizapp.session import actions
from quizapp.session.session import Session
from quizapp.store import ReviewStore

AGAIN, HARD, GOOD, EASY = Grade
TODAY = DAYS.day_of(NOW)


@pytest.fixture(params=["in memory", "on disk"])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    """A study of five cards whose store is either one."""
    study = study_of(small_library(*"abcde"))
    if request.param == "in memory":
        yield study
    else:
        with ReviewStore(tmp_path, device="test", clock=lambda: NOW) as store:
            yield replace(study, store=store)


def do(
    study: Study, session: Session, deed: str, card: str | None = None, now: datetime = NOW
) -> Session:
    """A deed on a card, or on the one that is asked."""
    cards = [card or session.asked or "a"]
    stands = {c: session.standing(c) for c in cards}
    change = {
        "bury": lambda: actions.bury(cards, stands, now, DAYS),
        "suspend": lambda: actions.suspend(cards, stands, now),
        "flag": lambda: actions.flag(cards, stands, now, 3),
        "reset": lambda: actions.reset(cards, stands, now),
    }[deed]()
    return study.do(session, change, now)


def test_a_buried_card_gives_way_and_comes_back_tomorrow(study: Study) -> None:
    session = do(study, study.begin(NOW), "bury")
    assert (session.asked, session.queue.held) == ("b", ("a",))
    assert study.begin(NOW + MINUTE).queue.held == ("a",)
    assert study.begin(NOW + DAY).asked == "a"


def test_a_suspended_card_gives_way_and_does_not_come_back(study: Study) -> None:
    session = do(study, study.begin(NOW), "suspend")
    assert session.asked == "b"
    assert "a" not in study.begin(NOW + 9 * DAY).queue.cards


def test_a_flag_leaves_the_card_on_the_screen_as_it_is(study: Study) -> None:
    session = do(study, study.begin(NOW).hint(1).reveal(), "flag")
    assert (session.asked, session.revealed, session.hints) == ("a", True, 1)
    assert study.store.marks() == {"a": Mark(flag=3)}


def test_a_reset_card_is_new_again_and_its_reviews_stay(study: Study) -> None:
    session = study.grade(study.begin(NOW).reveal(), EASY, NOW)
    session = do(study, session, "reset", "a")
    assert "a" in session.queue.new
    assert "a" not in study.store.memories()
    assert [review.card for review in study.store.reviews()] == ["a"]


def test_a_card_given_another_date_comes_on_that_day(study: Study) -> None:
    session = study.grade(study.begin(NOW).reveal(), GOOD, NOW)
    change = actions.set_due(["a"], {"a": session.standing("a")}, NOW, DAYS, TODAY + 3 * DAY)
    session = study.do(session, change, NOW)
    assert "a" not in session.queue.cards
    assert "a" in study.begin(NOW + 3 * DAY).queue.review


@pytest.mark.parametrize("deed", ["bury", "suspend", "flag"])
def test_every_deed_is_taken_back_with_the_card_on_the_screen(study: Study, deed: str) -> None:
    before = study.begin(NOW).reveal()
    after = do(study, before, deed)
    assert study.store.marks()
    undone = study.undo(after, NOW)
    assert (undone.asked, undone.revealed, undone.steps) == ("a", True, ())
    assert study.store.marks() == {}
    assert study.store.changes() == []


def test_a_deed_that_changes_nothing_is_no_step(study: Study) -> None:
    session = study.begin(NOW)
    assert study.do(session, None, NOW).steps == ()


def test_a_card_changed_in_another_window_is_left_alone(study: Study) -> None:
    here, there = study.begin(NOW), study.begin(NOW)
    do(study, there, "suspend")
    session = do(study, here, "flag")
    assert (session.asked, session.steps) == ("b", ())
    assert study.store.marks() == {"a": Mark(suspended=True)}


def test_a_flag_from_another_window_does_not_stop_undo_of_the_answer(study: Study) -> None:
    here = study.grade(study.begin(NOW).reveal(), EASY, NOW)
    do(study, study.begin(NOW), "flag", "a")
    undone = study.undo(here, NOW)
    assert (undone.asked, study.store.memories()) == ("a", {})
    assert study.store.marks() == {"a": Mark(flag=3)}


def test_the_last_lapse_makes_a_leech_and_undo_unmakes_it(study: Study) -> None:
    study = replace(study, leeches=Leeches(3, suspend=True))
    memory = replace(remembered(), lapses=2)
    change = Change(Deed.SET_DUE, NOW, {"a": Standing()}, {"a": Standing(memory)})
    study.store.change(change)
    session = study.grade(study.begin(NOW).reveal(), AGAIN, NOW)
    assert study.store.marks() == {"a": Mark(leech=True, suspended=True)}
    assert session.asked != "a"
    assert study.undo(session, NOW).asked == "a"
    assert study.store.marks() == {}


@pytest.mark.parametrize(
    ("threshold", "lapses", "leech"),
    [(8, 7, False), (8, 8, True), (8, 9, False), (8, 12, True), (1, 5, True), (0, 8, False)],
)
def test_a_leech_is_named_at_the_threshold_and_each_half_of_it_later(
    threshold: int, lapses: int, leech: bool
) -> None:
    before, after = (replace(remembered(), lapses=n) for n in (lapses - 1, lapses))
    assert Leeches(threshold).mark(Mark(), before, after) == Mark(leech=leech)


def test_a_leech_remembered_is_not_named_again() -> None:
    memory = replace(remembered(), lapses=8)
    assert Leeches(8).mark(Mark(), memory, memory) == Mark()


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


def test_the_next_card_knows_nothing_of_the_evidence_before(study: Study) -> None:
    session = study.begin(NOW).hint(1).judge(Evidence(AGAIN, "wrong")).reveal()
    assert study.grade(session, AGAIN, NOW).evidence is None


def test_an_override_is_kept_in_the_journal(study: Study) -> None:
    session = study.begin(NOW).judge(Evidence(AGAIN, "The output was wrong.")).reveal()
    study.grade(session, EASY, NOW)
    (review,) = study.store.reviews()
    assert review.overridden
    assert review.evidence == Evidence(AGAIN, "The output was wrong.")


def test_a_pause_does_not_count_as_thinking() -> None:
    session = session_of("a").pause(NOW + 5 * timedelta(seconds=1))
    session = session.resume(NOW + 60 * MINUTE).reveal()
    _, review = session.grade(GOOD, NOW + 60 * MINUTE + timedelta(seconds=4))
    assert review.took == timedelta(seconds=9)


def test_a_corrected_card_says_so_once_and_again_after_undo(study: Study) -> None:
    session = study.grade(study.begin(NOW).reveal(), EASY, NOW)
    assert study.known_as("a") == ""
    better = asked_card("a", back="Another answer.")
    library = replace(
        study.library, decks=(replace(study.library.decks[0], cards=(better, asked_card("b"))),)
    )
    study = replace(study, library=library)
    known = study.known_as("a")
    assert say_corrections(known, text_of(better)) == "- The answer to **a**.\n+ Another answer."
    later = NOW + 30 * DAY
    session = study.grade(study.begin(later).reveal(), GOOD, later)
    assert session.reviews[0].seen == known
    assert study.known_as("a") == ""
    study.undo(session, later)
    assert study.known_as("a") == known


def test_a_card_never_answered_was_not_corrected(study: Study) -> None:
    assert study.known_as("a") == ""


DEEDS = ["bury", "suspend", "flag", "reset"]
KEYS = st.lists(
    st.tuples(st.sampled_from([*Grade, *DEEDS, "undo", "wait", "hint"]), st.sampled_from("abcde")),
    max_size=25,
)


def press(study: Study, session: Session, key: object, card: str, now: datetime) -> Session:
    """A key; a deed may also be done to another card than the one asked."""
    if isinstance(key, Grade):
        return session if session.finished else study.grade(session.reveal(), key, now)
    if key in DEEDS:
        return do(study, session, str(key), card, now)
    if key == "undo":
        return study.undo(session, now)
    return session.hint(2) if key == "hint" else study.refresh(session, now)


def moments(keys: list[tuple[object, str]]) -> Iterator[tuple[object, str, datetime]]:
    """The keys with the moment each is pressed at: a second later, or three minutes by waiting."""
    now = NOW
    for key, card in keys:
        now += 3 * MINUTE if key == "wait" else timedelta(seconds=1)
        yield key, card, now


@given(KEYS)
def test_no_key_loses_or_doubles_a_card_and_every_number_adds_up(
    keys: list[tuple[object, str]],
) -> None:
    study = study_of(small_library(*"abcde"))
    session = study.begin(NOW)
    for key, card, now in moments(keys):
        session = press(study, session, key, card, now)
        queue, counts = session.queue, session.queue.counts
        parts = (*queue.cards, *queue.held, *queue.over_new, *queue.over_review, *queue.suspended)
        assert len(parts) == len(set(parts))
        memories = study.store.memories()
        later = {c for c in "abcde" if c in memories and memories[c].due > now}
        assert set(parts) | later == set("abcde")
        assert counts.due + counts.new + counts.held + counts.over + counts.suspended == len(parts)
        assert session.asked is None or session.asked in "abcde"


@given(KEYS)
def test_undoing_every_step_leaves_the_store_as_it_was(keys: list[tuple[object, str]]) -> None:
    known: dict[str, Memory] = {"a": remembered(), "b": remembered(due=NOW + DAY)}
    store = MemoryStore(dict(known), {"c": Mark(flag=1)})
    study = study_of(small_library(*"abcde"), store)
    session = first = study.begin(NOW)
    for key, card, now in moments(keys):
        session = press(study, session, key, card, now)
    for _ in session.steps:
        session = study.undo(session, NOW)
    assert session.steps == ()
    assert (store.known, store.marked, store.kept) == (known, {"c": Mark(flag=1)}, [])
    assert session.at(NOW).queue == first.queue


@given(KEYS)
def test_a_step_and_its_undo_lead_back_to_the_same_session(keys: list[tuple[object, str]]) -> None:
    study = study_of(small_library(*"abcde"))
    session = study.begin(NOW)
    for key, card, now in moments(keys):
        before = replace(session.at(now), since=now)
        following = press(study, before, key, card, now)
        if len(following.steps) > len(before.steps):
            undone = study.undo(following, now)
            assert replace(undone, revealed=before.revealed) == before
            following = press(study, undone, key, card, now)
        session = following


def test_a_review_and_a_change_are_told_apart(study: Study) -> None:
    session = do(study, study.grade(study.begin(NOW).reveal(), EASY, NOW), "flag")
    assert [type(step) for step in session.steps] == [Review, Change]
    assert len(session.reviews) == 1
