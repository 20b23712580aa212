"""Sessions while an interview is planned."""

from __future__ import annotations

from quiz_cases import DAY, DAYS, NOW, MemoryStore, asked_card, collection_of, small_library

from deckgen.model import Deck, Library
from quizapp.features.exam.commands import set_interview
from quizapp.scheduler.model import Grade
from quizapp.session.limits import Limits

TODAY = DAYS.day_of(NOW)
CARDS = [f"c{n}" for n in range(14)]


def test_new_cards_come_evenly_until_the_interview() -> None:
    collection = collection_of(small_library(*CARDS), MemoryStore(), Limits(new_per_day=14))
    set_interview(collection, NOW, (TODAY + 10 * DAY).isoformat(), topics="", new_per_day=None)
    session = collection.begin(NOW)
    # seven days bring new cards, the last three do not
    assert (session.queue.counts.new, session.queue.counts.over_new) == (2, 12)
    session = collection.grade(session.reveal(), Grade.EASY, NOW)
    assert (session.queue.counts.new, collection.begin(NOW).queue.counts.new) == (1, 1)
    assert collection.begin(NOW + DAY).queue.counts.new == 3


def test_no_card_is_put_off_beyond_the_eve_in_a_session_or_beside_it() -> None:
    collection = collection_of(small_library(*CARDS), MemoryStore(), Limits(new_per_day=14))
    set_interview(collection, NOW, (TODAY + 6 * DAY).isoformat(), topics="", new_per_day=None)
    eve = DAYS.start_of(TODAY + 5 * DAY)
    assert collection.begin(NOW).futures(NOW)[Grade.EASY].due == eve
    assert collection.futures("c0", NOW)[Grade.EASY].due == eve
    review = collection.answer("c0", Grade.EASY, at=NOW, took=DAY)
    assert review.after.due == eve
    assert collection.store.memories()["c0"].due == eve


def test_topics_left_out_wait_and_are_counted() -> None:
    decks = (
        Deck("Tensors", "Tensors", cards=(asked_card("a"), asked_card("b"))),
        Deck("Autograd", "Autograd", cards=(asked_card("c"),)),
    )
    collection = collection_of(Library("", decks), MemoryStore(), Limits(new_per_day=9))
    day = (TODAY + 30 * DAY).isoformat()
    set_interview(collection, NOW, day, topics="autograd", new_per_day=None)
    queue = collection.begin(NOW).queue
    assert (queue.new, queue.over_new) == (("c",), ("a", "b"))
    assert collection.begin(NOW + 31 * DAY).queue.new == ("a", "b", "c")
