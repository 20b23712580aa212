"""Cards kept apart and held until tomorrow: never lost, and never longer than a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import DAY, DAYS, MINUTE, NOW, SCHEDULER, asked_card, remembered, reviewed

from deckgen.model import Deck, Library, Quote
from quizapp.scheduler.model import Grade, Marks, Memory, Review, State
from quizapp.session.limits import Limits
from quizapp.session.queue import Counts, Queue
from quizapp.session.queue_builder import Rules, build_queue
from quizapp.session.related import Related, relate

ORDER = ("a", "b", "c", "d", "e")
TODAY = DAYS.day_of(NOW)
FAMILY = {card: frozenset("abc") - {card} for card in "abc"}
SIBLINGS = Related(siblings=FAMILY)
PARTNERS = Related(confusable={"a": frozenset("b"), "b": frozenset("a")})


def queue_of(
    memories: dict[str, Memory] | None = None,
    marks: dict[str, Marks] | None = None,
    related: Related = SIBLINGS,
    today: tuple[Review, ...] = (),
    limits: Limits = Limits(),  # noqa: B008 # a frozen value
) -> Queue:
    rules = Rules(DAYS, limits, related)
    return build_queue(ORDER, memories or {}, marks or {}, NOW, rules=rules, today=today)


def test_of_new_siblings_one_comes_and_the_others_are_held() -> None:
    queue = queue_of()
    assert (queue.new, queue.held) == (("a", "d", "e"), ("b", "c"))
    assert queue.counts == Counts(new=3, held=2)


def test_a_sibling_answered_today_holds_the_others() -> None:
    answered = reviewed("b", Grade.EASY)
    queue = queue_of({"b": answered.after}, today=(answered,))
    assert (queue.new, queue.held) == (("d", "e"), ("a", "c"))


def test_a_review_due_today_is_held_for_its_sibling() -> None:
    queue = queue_of({"a": remembered(), "b": remembered(due=NOW - MINUTE)})
    assert (queue.review, queue.held) == (("b",), ("a", "c"))


def test_a_review_that_was_due_before_is_not_held_again() -> None:
    queue = queue_of({"a": remembered(due=NOW - DAY), "b": remembered(due=NOW - 2 * DAY)})
    assert queue.review == ("b", "a")


def test_a_new_card_is_not_held_the_day_after_its_sibling_was_answered() -> None:
    yesterday = remembered(due=NOW + 9 * DAY, stability=10)
    assert DAYS.day_of(yesterday.last) == TODAY - DAY
    again = reviewed("a", Grade.GOOD, before=yesterday)
    assert "b" in queue_of({"a": again.after}, today=(again,)).new


def test_a_card_on_a_step_holds_its_new_siblings() -> None:
    queue = queue_of({"a": remembered(state=State.LEARNING, due=NOW)})
    assert (queue.learning, queue.held) == (("a",), ("b", "c"))


def test_a_held_card_uses_up_no_limit() -> None:
    queue = queue_of(limits=Limits(new_per_day=2))
    assert (queue.new, queue.held, queue.over_new) == (("a", "d"), ("b", "c"), ("e",))


def test_a_buried_card_is_held_on_its_day_and_comes_on_the_next() -> None:
    assert queue_of(marks={"d": Marks(buried=TODAY)}, related=Related()).held == ("d",)
    assert queue_of(marks={"d": Marks(buried=TODAY - DAY)}, related=Related()).held == ()


def test_a_suspended_card_is_counted_and_not_asked() -> None:
    queue = queue_of({"a": remembered()}, {"a": Marks(suspended=True), "d": Marks(suspended=True)})
    assert not {"a", "d"} & set(queue.cards)
    assert queue.counts.suspended == 2


def test_a_suspended_card_holds_nobody() -> None:
    assert "b" in queue_of(marks={"a": Marks(suspended=True)}).new


def test_what_is_held_comes_tomorrow() -> None:
    known = {card: remembered(due=NOW + 9 * DAY) for card in "de"}
    answered = reviewed("a", Grade.EASY)
    queue = queue_of({**known, "a": answered.after}, today=(answered,))
    assert (queue.cards, queue.next_due) == ((), DAYS.start_of_next(NOW))


def test_a_card_is_not_asked_right_after_one_it_is_confused_with() -> None:
    queue = queue_of(related=PARTNERS)
    assert queue.cards[1] == "b"
    rest = replace(queue, new=queue.new[1:])
    assert rest.first("a", PARTNERS, {"a": remembered(state=State.LEARNING)}) == "c"


def test_a_confusable_card_comes_all_the_same_when_nothing_else_is_left() -> None:
    assert Queue(new=("b",)).first("a", PARTNERS, {}) == "b"


def test_two_cards_that_are_known_may_follow_each_other() -> None:
    known = {"a": remembered(), "b": remembered()}
    assert Queue(review=("b", "c")).first("a", PARTNERS, known) == "b"


def test_a_card_on_a_step_does_not_come_early_to_keep_others_apart() -> None:
    queue = Queue(new=("b",), ahead=("c",))
    assert queue.first("a", PARTNERS, {}) == "b"


def test_cards_asked_for_early_come_last_and_once() -> None:
    known = {"a": remembered(due=NOW + 3 * DAY), "b": remembered(due=NOW + 5 * DAY)}
    rules, order = Rules(DAYS), ("a", "b", "c")
    queue = build_queue(order, known, {}, NOW, rules=rules, extra=("b", "a"))
    assert queue.cards == ("c", "b", "a")
    early = reviewed("b", before=known["b"])
    later = build_queue(order, known, {}, NOW, rules=rules, extra=("b", "a"), today=[early])
    assert later.extra == ("a",)


def test_a_card_reviewed_early_uses_up_no_limit() -> None:
    early = reviewed("x", before=remembered(due=NOW + 3 * DAY))
    queue = queue_of({"d": remembered()}, today=(early,), limits=Limits(0, 1))
    assert queue.review == ("d",)


def test_kin_are_those_of_one_snippet_and_those_named_in_see() -> None:
    quote = Quote("autograd/x", "")
    cards = (
        asked_card("a", quotes=(quote,)),
        asked_card("b", quotes=(quote,), see=("c",)),
        asked_card("c"),
        asked_card("old", quotes=(quote,), retired="see a"),
    )
    related = relate(Library("", (Deck("", "", cards=cards),)))
    assert related.siblings == {"a": {"b"}, "b": {"a"}}
    assert related.confusable == {"b": {"c"}, "c": {"b"}}
    assert related.are_related("a", "b")
    assert related.are_related("c", "b")
    assert not related.are_related("a", "c")


FAMILIES = st.lists(st.sets(st.sampled_from(ORDER), min_size=2), max_size=3)


@settings(max_examples=40)
@given(
    FAMILIES,
    st.lists(st.sampled_from(Grade), min_size=1, max_size=40),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_no_card_is_held_two_days_running(
    families: list[set[str]], grades: list[Grade], new: int, reviews: int
) -> None:
    related = Related({c: frozenset().union(*(f - {c} for f in families if c in f)) for c in ORDER})
    rules = Rules(DAYS, Limits(new, reviews), related)
    memories: dict[str, Memory] = {}
    wanted = cycle(grades)
    before: set[str] = set()
    for day in range(20):
        now, today = NOW + day * DAY, list[Review]()
        held = set(build_queue(ORDER, memories, {}, now, rules=rules).held)
        assert not held & before
        before = held
        for minute in range(60):
            at = now + timedelta(minutes=minute)
            queue = build_queue(ORDER, memories, {}, at, rules=rules, today=today)
            before |= set(queue.held)
            if not queue.cards:
                break
            card = queue.cards[0]
            # a day comes to its end, however often a card is forgotten
            grade = next(wanted) if minute < 20 else Grade.EASY
            after = SCHEDULER.preview(memories.get(card), at)[grade]
            today.append(reviewed(card, at=at, before=memories.get(card)))
            memories[card] = after
