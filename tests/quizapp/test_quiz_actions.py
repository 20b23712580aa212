"""What a learner does to cards beside answering them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import DAY, DAYS, NOW, MemoryStore, remembered

from quizapp.scheduler.model import Action, CardChange, CardStatus, Marks, Memory, State
from quizapp.session import actions
from quizapp.session.actions import ActionError, read_day, say_change, statuses_of
from quizapp.store import ReviewStore

TODAY = DAYS.day_of(NOW)
NEW = CardStatus()
SEEN = CardStatus(remembered())
STANDINGS = {
    "new": NEW,
    "seen": SEEN,
    "step": CardStatus(remembered(state=State.LEARNING, step=1)),
    "suspended": CardStatus(remembered(), Marks(suspended=True, flag=3)),
    "buried": CardStatus(remembered(), Marks(buried=TODAY)),
    "yesterday": CardStatus(None, Marks(buried=TODAY - DAY)),
    "leech": CardStatus(remembered(), Marks(leech=True, flag=3)),
}


def marks(change: CardChange | None) -> dict[str, Marks]:
    assert change is not None
    return {card: status.mark for card, status in change.after.items()}


def test_burying_sets_cards_aside_for_the_learners_day() -> None:
    change = actions.bury(STANDINGS, STANDINGS, NOW, DAYS)
    assert change
    assert (change.action, change.at) == (Action.BURY, NOW)
    assert change.after.keys() == {"new", "seen", "step", "yesterday", "leech"}
    assert all(mark.buried == TODAY for mark in marks(change).values())
    assert change.after["leech"].mark.leech
    late = NOW + timedelta(hours=5)  # still the learner's evening, but midnight has passed
    assert actions.bury(["buried"], STANDINGS, late, DAYS) is None


def test_suspending_ends_a_burial_and_keeps_the_rest() -> None:
    change = actions.suspend(STANDINGS, STANDINGS, NOW)
    assert change
    assert set(STANDINGS) - change.after.keys() == {"suspended"}
    assert marks(change)["buried"] == Marks(suspended=True)
    assert marks(change)["leech"] == Marks(suspended=True, leech=True, flag=3)
    assert change.after["seen"].memory == SEEN.memory
    back = actions.unsuspend(["suspended", "seen"], STANDINGS, NOW)
    assert marks(back) == {"suspended": Marks(flag=3)}


def test_a_mixed_choice_is_suspended_and_only_then_brought_back() -> None:
    both = ["seen", "suspended"]
    first = actions.toggle_suspended(both, STANDINGS, NOW)
    assert first
    assert (first.action, [*first.after]) == (Action.SUSPEND, ["seen"])
    second = actions.toggle_suspended(both, {**STANDINGS, **first.after}, NOW)
    assert second
    assert (second.action, [*second.after]) == (Action.UNSUSPEND, both)


def test_cards_that_are_all_buried_are_dug_out() -> None:
    first = actions.toggle_buried(["seen", "buried"], STANDINGS, NOW, DAYS)
    assert first
    assert (first.action, [*first.after]) == (Action.BURY, ["seen"])
    second = actions.toggle_buried(["buried", "suspended"], STANDINGS, NOW, DAYS)
    assert second
    assert (second.action, marks(second)) == (Action.UNBURY, {"buried": Marks()})
    assert actions.toggle_buried(["suspended"], STANDINGS, NOW, DAYS) is None


def test_a_flag_replaces_another_and_a_second_time_takes_it_off() -> None:
    cards = ["seen", "leech"]
    first = actions.flag(cards, STANDINGS, NOW, 3)
    assert marks(first) == {"seen": Marks(flag=3)}
    assert first
    second = actions.flag(cards, {**STANDINGS, **first.after}, NOW, 3)
    assert marks(second) == {"seen": Marks(), "leech": Marks(leech=True)}
    assert marks(actions.flag(cards, STANDINGS, NOW, 0)) == {"leech": Marks(leech=True)}


def test_a_reset_card_is_new_and_asked_but_keeps_its_flag() -> None:
    change = actions.reset(STANDINGS, STANDINGS, NOW)
    assert change
    assert set(STANDINGS) - change.after.keys() == {"new", "yesterday"}
    assert change.after["suspended"] == CardStatus(None, Marks(flag=3))
    assert change.after["leech"] == CardStatus(None, Marks(flag=3))
    assert change.after["step"] == NEW
    assert actions.reset(["new"], STANDINGS, NOW) is None


def test_a_day_can_be_set_and_what_is_remembered_stays() -> None:
    day = TODAY + 14 * DAY
    cards = ["seen", "step", "suspended", "buried"]
    change = actions.set_due(cards, STANDINGS, NOW, DAYS, day)
    assert change
    for card, status in change.after.items():
        before, after = STANDINGS[card].memory, status.memory
        assert before is not None
        assert after == replace(before, due=DAYS.start_of(day), state=State.REVIEW, step=0)
        assert not status.mark.suspended
        assert status.mark.buried is None
    assert change.after["suspended"].mark.flag == 3
    again = {**STANDINGS, **change.after}
    assert actions.set_due(cards, again, NOW, DAYS, day) is None


def test_a_new_card_has_no_day_to_set() -> None:
    with pytest.raises(ActionError, match=r"`new`, never answered before: answer it first"):
        actions.set_due(["new"], STANDINGS, NOW, DAYS, TODAY)
    with pytest.raises(ActionError, match=r"2 of the 3 cards, .*: leave them out with -is:new"):
        actions.set_due(["new", "seen", "yesterday"], STANDINGS, NOW, DAYS, TODAY)
    with pytest.raises(ActionError, match="write a number of days"):
        actions.set_due(["seen"], STANDINGS, NOW, DAYS, TODAY - DAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0", 0),
        ("3", 3),
        (" +14 ", 14),
        ("today", 0),
        ("Tomorrow", 1),
        ("2026-11-22", 0),
        ("2026-12-24", 32),
        ("36500", 36_500),
    ],
)
def test_a_day_is_a_number_a_word_or_a_date(text: str, day: int) -> None:
    assert read_day(text, date(2026, 11, 22)) == date(2026, 11, 22) + day * DAY


@pytest.mark.parametrize(
    "text", ["", "soon", "-3", "3.5", "3 days", "2026-11-21", "2026-13-01", "36501", "999999", "٣"]
)
def test_a_day_that_is_none_or_over_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ActionError) as refused:
        read_day(text, date(2026, 11, 22))
    assert f"`{text}` isn't a day" in str(refused.value)
    assert "write a number of days like 0, 3 or +14" in str(refused.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (actions.bury(["seen"], STANDINGS, NOW, DAYS), "1 card buried until tomorrow"),
        (actions.unbury(["buried"], STANDINGS, NOW), "1 card no longer buried"),
        (actions.suspend(["seen", "new"], STANDINGS, NOW), "2 cards suspended"),
        (actions.unsuspend(["suspended"], STANDINGS, NOW), "1 card no longer suspended"),
        (actions.flag(["seen", "new"], STANDINGS, NOW, 5), "2 cards flagged pink"),
        (actions.flag(["leech"], STANDINGS, NOW, 0), "1 card without a flag"),
        (actions.reset(["seen"], STANDINGS, NOW), "1 card new again"),
        (actions.set_due(["seen"], STANDINGS, NOW, DAYS, TODAY + DAY), "1 card given another date"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_what_was_done_is_said(change: CardChange | None, words: str) -> None:
    assert change
    assert say_change(change) == words


ACTIONS: list[Callable[[dict[str, CardStatus]], CardChange | None]] = [
    lambda them: actions.bury(them, them, NOW, DAYS),
    lambda them: actions.unbury(them, them, NOW),
    lambda them: actions.toggle_buried(them, them, NOW, DAYS),
    lambda them: actions.toggle_suspended(them, them, NOW),
    lambda them: actions.unsuspend(them, them, NOW),
    lambda them: actions.flag(them, them, NOW, 2),
    lambda them: actions.reset(them, them, NOW),
    lambda them: actions.set_due(
        {card for card in them if them[card].memory}, them, NOW, DAYS, TODAY + 2 * DAY
    ),
]
MARKS = st.builds(
    Marks,
    flag=st.integers(0, 7),
    suspended=st.booleans(),
    buried=st.sampled_from([None, TODAY, TODAY - DAY, TODAY + DAY]),
    leech=st.booleans(),
)
MEMORIES = st.none() | st.builds(
    lambda days, state: remembered(due=NOW + days * DAY, state=state),
    st.integers(-5, 30),
    st.sampled_from(State),
)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.builds(CardStatus, MEMORIES, MARKS)),
    st.lists(st.sampled_from(ACTIONS), max_size=8),
)
def test_taking_all_actions_back_leaves_everything_as_it_was(
    statuses: dict[str, CardStatus],
    todo: list[Callable[[dict[str, CardStatus]], CardChange | None]],
) -> None:
    store = MemoryStore()
    for card, status in statuses.items():
        store._stand(card, status)
    first = (store.memories(), store.marks())
    done = []
    for do in todo:
        before = statuses_of(statuses, store)
        if change := do(before):
            assert all(change.before[card] == before[card] for card in change.before)
            assert all(change.before[card] != change.after[card] for card in change.before)
            assert change.before.keys() == change.after.keys() != set()
            store.change(change)
            assert statuses_of(statuses, store) == {**before, **change.after}
            done.append(change)
    for change in reversed(done):
        store.undo(change)
    assert (store.memories(), store.marks()) == first


def test_actions_survive_the_disk(tmp_path: Path) -> None:
    def stored() -> ReviewStore:
        return ReviewStore(tmp_path, device="here", clock=lambda: NOW)

    before = statuses_of(["a"], stored())
    change = actions.suspend(["a"], before, NOW)
    assert change
    stored().change(change)
    assert statuses_of(["a", "b"], stored()) == {
        "a": CardStatus(None, Marks(suspended=True)),
        "b": NEW,
    }
    memory: Memory | None = stored().memories().get("a")
    assert memory is None
    stored().undo(change)
    assert statuses_of(["a"], stored()) == before
