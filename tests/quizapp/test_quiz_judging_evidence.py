from __future__ import annotations

import pytest
from quiz_cases import NOW, session_of

from quizapp.features.judge.result import Attempt, Judgement, turn_of
from quizapp.scheduler.model import Evidence, Grade
from quizapp.session.session import CardStates

RIGHT, WRONG, OPEN = (
    Judgement(True, "It is."),
    Judgement(False, "A check failed: a."),
    Judgement(None, "?"),
)


@pytest.mark.parametrize(
    ("judgement", "hints", "tries", "evidence"),
    [
        (RIGHT, 0, 1, Evidence(Grade.EASY, "Right at the first try.")),
        (RIGHT, 1, 1, Evidence(Grade.HARD, "Right, but after 1 hint.")),
        (RIGHT, 0, 2, Evidence(Grade.HARD, "Right, but at the 2nd try.")),
        (RIGHT, 2, 3, Evidence(Grade.HARD, "Right, but after 2 hints and at the 3rd try.")),
        (RIGHT, 0, 11, Evidence(Grade.HARD, "Right, but at the 11th try.")),
        (RIGHT, 0, 21, Evidence(Grade.HARD, "Right, but at the 21st try.")),
        (WRONG, 0, 1, Evidence(Grade.AGAIN, "A check failed: a.")),
        (WRONG, 3, 2, Evidence(Grade.AGAIN, "A check failed: a.")),
        (OPEN, 0, 0, None),
        (OPEN, 1, 0, Evidence(Grade.HARD, "Answered after 1 hint.")),
        (None, 0, 0, None),
        (None, 2, 0, Evidence(Grade.HARD, "Answered after 2 hints.")),
    ],
)
def test_the_evidence_says_what_it_is_from(
    judgement: Judgement | None, hints: int, tries: int, evidence: Evidence | None
) -> None:
    attempt = Attempt(tries=tries, judgement=judgement)
    assert attempt.evidence(hints) == evidence


def test_a_wrong_answer_before_counts_as_a_try_and_an_open_one_does_not() -> None:
    attempt = Attempt(("x",)).judged(OPEN, ("x",)).judged(WRONG, ("x",)).judged(RIGHT, ("x",))
    assert (attempt.tries, attempt.judgement) == (2, RIGHT)


def test_what_was_found_stays_while_more_is_typed() -> None:
    attempt = Attempt(("x",)).judged(WRONG, ("x",))
    assert attempt.with_text(("y",)) == Attempt(("y",), 1, WRONG, checked=("x",))


def test_an_attempt_is_unchecked_while_something_else_is_typed_than_was_judged() -> None:
    attempt = Attempt(("x",))
    assert attempt.unchecked
    assert not attempt.judged(WRONG, ("x",)).unchecked
    assert attempt.judged(WRONG, ("x",)).with_text(("y",)).unchecked
    assert not Attempt((" ", "")).unchecked


def test_an_attempt_belongs_to_one_asking_of_a_card() -> None:
    new = session_of("a").reveal()
    answered, review = new.grade(Grade.AGAIN, NOW)
    made_new_again = CardStates(today=(review,))
    turns = [turn_of("a", states) for states in (new.states, answered.states, made_new_again)]
    assert len(set(turns)) == 3
    assert turn_of("a", answered.undo(NOW).states) == turns[0]
