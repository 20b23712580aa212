"""A turn of a card: what a key may do now, the same in a session, a cram and a mock interview."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

import pytest
from quiz_cases import NOW, collection_of, session_of, small_library

from deckgen.model import Level
from quizapp.features.cram import Cram, begin_cram
from quizapp.features.mock.interview import MockInterview, begin_mock
from quizapp.scheduler.model import Grade
from quizapp.session.session import Session
from quizapp.session.turn import HIDDEN, SHOWN

AnyTurn: TypeAlias = Session | Cram | MockInterview

NOTHING_LEFT = "No card is asked."
NOTHING_TO_UNDO = "Nothing to undo."
NO_MORE_HINTS = "This card has no more hints."
STOPPED = "The clock is stopped."
HINTS = 2
"""How many hints the cards of these tests have."""
ACTIONS = ("advance", "hint", "type", "grade", "prove", "undo", "bury")


def begin(kind: type[AnyTurn], *cards: str) -> AnyTurn:
    """A turn that asks the first of some cards."""
    if kind is Session:
        return session_of(*cards)
    if kind is Cram:
        return begin_cram(cards, NOW)
    collection, length = collection_of(small_library(*cards)), timedelta(minutes=30)
    return begin_mock(collection, NOW, length=length, level=Level.JUNIOR, seed=1)


def graded(turn: AnyTurn) -> AnyTurn:
    """The turn after an answer that was easy."""
    following = turn.reveal().grade(Grade.EASY, NOW)
    return following[0] if isinstance(following, tuple) else following


def reasons(turn: AnyTurn) -> dict[str, str]:
    """Why each action can't be taken now; those that can are left out."""
    every = {action: turn.why_not(action, HINTS) for action in ACTIONS}
    return {action: why for action, why in every.items() if why}


@pytest.mark.parametrize("kind", [Session, Cram, MockInterview])
def test_a_turn_decides_what_a_key_may_do(kind: type[AnyTurn]) -> None:
    first = begin(kind, "a", "b")
    hidden = {"grade": HIDDEN, "prove": HIDDEN}
    shown = {"hint": SHOWN, "type": SHOWN}
    assert reasons(first) == {**hidden, "undo": NOTHING_TO_UNDO}
    hinted = first.hint(HINTS).hint(HINTS)
    assert reasons(hinted) == {**reasons(first), "hint": NO_MORE_HINTS}
    assert reasons(first.reveal()) == {**shown, "undo": NOTHING_TO_UNDO}
    second = graded(first)
    assert reasons(second) == hidden
    assert reasons(second.reveal()) == shown
    assert reasons(second.undo(NOW)) == reasons(first.reveal())
    end = graded(second)
    assert reasons(end) == dict.fromkeys(set(ACTIONS) - {"undo"}, NOTHING_LEFT)
    assert reasons(end.undo(NOW)) == shown
    nothing = begin(kind)
    assert reasons(nothing) == {**reasons(end), "undo": NOTHING_TO_UNDO}


def test_nothing_but_going_on_is_possible_while_the_clock_is_stopped() -> None:
    first = begin(MockInterview, "a", "b")
    assert isinstance(first, MockInterview)
    stopped = graded(first).pause(NOW)  # type: ignore[union-attr]
    assert isinstance(stopped, MockInterview)
    possible = {action for action in (*ACTIONS, "pause") if not stopped.why_not(action, HINTS)}
    assert possible.isdisjoint({"advance", "hint", "grade", "undo"})
    assert "pause" in possible
    assert stopped.why_not("grade") == STOPPED
    assert not stopped.reveal().revealed
    assert reasons(stopped.resume(NOW)) == reasons(graded(first))


@pytest.mark.parametrize("kind", [Session, Cram, MockInterview])
def test_a_turn_shows_no_more_hints_than_the_card_has_and_no_answer_without_a_card(
    kind: type[AnyTurn],
) -> None:
    turn = begin(kind, "a")
    assert [turn.hint(0).hints, turn.hint(1).hint(1).hints] == [0, 1]
    assert not begin(kind).reveal().revealed


@pytest.mark.parametrize("kind", [Session, Cram, MockInterview])
def test_a_turn_is_undone_to_the_one_before(kind: type[AnyTurn]) -> None:
    first = begin(kind, "a", "b")
    assert first.undo(NOW) == first
    assert graded(first).undo(NOW) == first.reveal()
    assert graded(first).previous == first.reveal()
