"""What a session came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from quiz_cases import DAY, NOW, MemoryStore, asked_card, collection_of, remembered

from deckgen.model import Deck, Library
from quizapp.features.stats.session_summary import SessionSummary, say_summary, summarize
from quizapp.scheduler.model import Grade
from quizapp.session.session import Session

AGAIN, HARD, GOOD, EASY = Grade
LIBRARY = Library(
    "Interview",
    (
        Deck("Tensors", "Tensors", cards=(asked_card("a"), asked_card("b"))),
        Deck("Autograd", "Autograd", cards=(asked_card("c"), asked_card("d"))),
        Deck("Modules", "Modules", cards=(asked_card("e", retired="see a"), asked_card("f"))),
    ),
)


def summary_of(*grades: Grade, store: MemoryStore | None = None) -> SessionSummary:
    collection = collection_of(LIBRARY, store)
    session: Session = collection.begin(NOW)
    for n, grade in enumerate(grades):
        session = collection.grade(session.reveal(), grade, NOW + timedelta(seconds=10 * n + 10))
    return summarize(session, LIBRARY, NOW)


def test_pace_is_the_time_of_an_answer() -> None:
    summary = summary_of(EASY, EASY, EASY)
    assert summary.pace == timedelta(seconds=10)
    assert say_summary(summary) == "Reviewed 3 cards in 30s · 10 s an answer"


def test_a_session_without_an_answer_says_so() -> None:
    assert say_summary(summary_of()) == "Nothing was answered."
    assert summary_of().moved == ()


def test_a_topic_moves_by_what_is_known_of_it_a_day_later() -> None:
    known = {"a": replace(remembered(due=NOW, stability=8), stability=8.0)}
    summary = summary_of(GOOD, store=MemoryStore(known))
    (moved,) = summary.moved
    assert moved.topic == "Tensors"
    # b is new, and so not known, before and after
    assert 0.40 < moved.before < 0.45 < 0.49 < moved.after < 0.5


def test_the_topic_that_moved_most_comes_first_and_untouched_ones_do_not_come() -> None:
    summary = summary_of(EASY, EASY, EASY)
    assert [moved.topic for moved in summary.moved] == ["Tensors", "Autograd"]
    assert summary.moved[0].after > 0.9 > summary.moved[1].after > 0.4


def test_a_retired_card_is_no_part_of_its_topic() -> None:
    summary = summary_of(EASY, EASY, EASY, EASY, EASY)
    assert {moved.topic: round(moved.after) for moved in summary.moved}["Modules"] == 1


def test_the_hardest_card_is_the_one_forgotten_most() -> None:
    summary = summary_of(AGAIN, EASY, AGAIN, EASY, EASY, AGAIN)
    assert summary.hardest is not None
    assert summary.hardest.card == "a"


def test_without_a_lapse_the_hardest_is_one_that_was_hard() -> None:
    hardest = summary_of(EASY, HARD, EASY).hardest
    assert hardest is not None
    assert hardest.card == "b"
    assert summary_of(EASY, GOOD).hardest is None


def test_undoing_moves_nothing() -> None:
    collection = collection_of(LIBRARY)
    session = collection.grade(collection.begin(NOW).reveal(), EASY, NOW)
    assert summarize(collection.undo(session, NOW + DAY), LIBRARY, NOW).moved == ()
