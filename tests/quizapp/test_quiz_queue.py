"""What is asked when: the order of a queue, its limits, and when an empty one fills again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import DAY, DAYS, MINUTE, NOW, remembered, reviewed

from quizapp.scheduler.model import Grade, Marks, Memory, Review, State
from quizapp.session.limits import Done, Limits, done_on_day_of
from quizapp.session.queue import Counts, Queue
from quizapp.session.queue_builder import Rules, build_queue
from quizapp.session.related import Related

ORDER = ("a", "b", "c", "d", "e")


def queue_of(
    memories: dict[str, Memory] | None = None,
    *,
    limits: Limits | None = None,
    done: Done | None = None,
    marks: dict[str, Marks] | None = None,
    related: Related | None = None,
    today: Sequence[Review] = (),
    extra: Sequence[str] = (),
    now: datetime = NOW,
) -> Queue:
    return build_queue(
        ORDER,
        memories or {},
        marks or {},
        now,
        rules=Rules(DAYS, limits or Limits(), related or Related()),
        today=[*answers_of(done or Done()), *today],
        extra=extra,
    )


def answers_of(done: Done) -> list[Review]:
    """Reviews of other cards that have used up this much of the day."""
    new = [reviewed(f"new-{n}", at=NOW - MINUTE) for n in range(done.new)]
    old = [reviewed(f"old-{n}", at=NOW, before=remembered()) for n in range(done.review)]
    return new + old


def learning(due: timedelta) -> Memory:
    return remembered(due=NOW + due, state=State.LEARNING)


def test_new_cards_come_in_study_order() -> None:
    assert queue_of().cards == ORDER


def test_steps_come_before_reviews_and_reviews_before_new_cards() -> None:
    queue = queue_of({"d": remembered(), "e": learning(-MINUTE)})
    assert queue.cards == ("e", "d", "a", "b", "c")


def test_the_longest_overdue_review_comes_first() -> None:
    queue = queue_of({"a": remembered(due=NOW - DAY), "b": remembered(due=NOW - 3 * DAY)})
    assert queue.review == ("b", "a")


def test_a_review_due_later_on_the_learners_day_is_due_now() -> None:
    tonight, tomorrow = NOW + timedelta(hours=5), NOW + timedelta(hours=7)
    queue = queue_of({"a": remembered(due=tonight), "b": remembered(due=tomorrow)})
    assert queue.review == ("a",)


def test_a_review_due_when_the_next_day_begins_is_not_due_before() -> None:
    assert queue_of({"a": remembered(due=DAYS.start_of_next(NOW))}).review == ()


def test_a_card_on_a_step_comes_early_only_after_everything_else() -> None:
    queue = queue_of({"a": learning(10 * MINUTE)})
    assert queue.cards == ("b", "c", "d", "e", "a")
    assert queue.counts == Counts(new=4, learning=1)


def test_a_card_on_a_step_does_not_come_earlier_than_twenty_minutes() -> None:
    known = dict.fromkeys(ORDER[1:], remembered(due=NOW + 9 * DAY))
    assert queue_of({"a": learning(20 * MINUTE)} | known).cards == ("a",)
    assert queue_of({"a": learning(21 * MINUTE)} | known).cards == ()


def test_a_step_that_ends_tomorrow_does_not_come_early() -> None:
    evening = DAYS.start_of_next(NOW) - 5 * MINUTE
    step = replace(learning(MINUTE), due=evening + 10 * MINUTE)
    known = dict.fromkeys(ORDER[1:], remembered(due=NOW + 9 * DAY))
    queue = queue_of({"a": step} | known, now=evening)
    assert (queue.cards, queue.next_due) == ((), DAYS.start_of_next(NOW))


def test_the_card_answered_last_lets_another_go_ahead() -> None:
    memories = {card: learning(n * MINUTE) for n, card in enumerate(ORDER, 1)}
    assert queue_of(memories, today=[reviewed("a")]).cards == ("b", "a", "c", "d", "e")
    assert queue_of(memories, today=[reviewed("b")]).cards == ORDER


def test_limits_hold_cards_back_and_count_them() -> None:
    memories = {"a": remembered(), "b": remembered()}
    queue = queue_of(memories, limits=Limits(new_per_day=2, reviews_per_day=1))
    assert queue.counts == Counts(new=2, review=1, over_new=1, over_review=1)


def test_what_was_done_today_uses_up_the_limits() -> None:
    queue = queue_of({"a": remembered()}, done=Done(new=9, review=200))
    assert queue.counts == Counts(new=1, over_new=3, over_review=1)


def test_doing_more_than_a_lowered_limit_holds_the_rest_back() -> None:
    assert queue_of(limits=Limits(new_per_day=2), done=Done(new=5)).counts == Counts(over_new=5)


def test_only_todays_first_answers_and_reviews_use_up_the_limits() -> None:
    step = remembered(state=State.LEARNING)
    reviews = [
        reviewed(at=NOW - DAY),
        reviewed(at=NOW),
        reviewed(at=NOW, before=step),
        reviewed(at=NOW, before=remembered(), grade=Grade.AGAIN),
    ]
    assert done_on_day_of(NOW, reviews, DAYS) == Done(new=1, review=1)
    assert done_on_day_of(NOW + DAY, reviews, DAYS) == Done()


def test_an_empty_queue_says_when_the_next_review_comes() -> None:
    days_later = {card: remembered(due=NOW + n * DAY) for n, card in enumerate(ORDER, 2)}
    assert queue_of(days_later).next_due == DAYS.start_of(DAYS.day_of(NOW + 2 * DAY))


def test_an_empty_queue_fills_tomorrow_when_a_limit_emptied_it() -> None:
    assert queue_of(done=Done(new=10)).next_due == DAYS.start_of_next(NOW)


def test_a_queue_that_can_never_fill_says_so() -> None:
    assert queue_of(limits=Limits(new_per_day=0)).next_due is None


def test_a_queue_that_asks_something_has_no_next_moment() -> None:
    assert queue_of().next_due is None


MEMORIES = st.dictionaries(
    st.sampled_from(ORDER),
    st.builds(
        remembered,
        due=st.timedeltas(-9 * DAY, 9 * DAY).map(lambda wait: NOW + wait),
        state=st.sampled_from(State),
    ),
)
LIMITS = st.builds(Limits, st.integers(0, 6), st.integers(0, 6))
DONE = st.builds(Done, st.integers(0, 9), st.integers(0, 9))


@given(MEMORIES, LIMITS, DONE, st.sampled_from(["", *ORDER]))
def test_no_card_is_in_a_queue_twice(
    memories: dict[str, Memory], limits: Limits, done: Done, last: str
) -> None:
    queue = queue_of(memories, limits=limits, done=done, today=[reviewed(last)])
    cards = queue.cards + queue.over_new + queue.over_review
    assert len(cards) == len(set(cards))


@given(MEMORIES, LIMITS, DONE)
def test_a_card_outside_the_queue_is_one_that_waits_for_its_time(
    memories: dict[str, Memory], limits: Limits, done: Done
) -> None:
    queue = queue_of(memories, limits=limits, done=done)
    for card in set(ORDER) - {*queue.cards, *queue.over_new, *queue.over_review}:
        assert memories[card].due > NOW


@given(MEMORIES, LIMITS, DONE)
def test_counts_are_never_negative_and_add_up(
    memories: dict[str, Memory], limits: Limits, done: Done
) -> None:
    queue = queue_of(memories, limits=limits, done=done)
    counts = queue.counts
    assert min(counts.new, counts.learning, counts.review, counts.over_new) >= 0
    assert counts.due + counts.new == len(queue.cards)
    assert counts.new <= max(0, limits.new_per_day - done.new)
    assert counts.review <= max(0, limits.reviews_per_day - done.review)


@given(MEMORIES, LIMITS, DONE)
def test_an_empty_queue_is_full_again_at_the_moment_it_names_and_not_before(
    memories: dict[str, Memory], limits: Limits, done: Done
) -> None:
    queue = queue_of(memories, limits=limits, done=done)
    if queue.next_due is None:
        return
    then = queue_of(memories, limits=limits, done=done, now=queue.next_due)
    before = queue.next_due - timedelta(microseconds=1)
    assert then.cards
    assert not queue_of(memories, limits=limits, done=done, now=before).cards


@given(MEMORIES, st.sets(st.sampled_from(ORDER)))
def test_the_parts_of_a_queue_add_up_to_it(memories: dict[str, Memory], part: set[str]) -> None:
    queue = queue_of(memories)
    one, other = queue.among(part).counts, queue.among(set(ORDER) - part).counts
    assert one.new + other.new == queue.counts.new
    assert one.due + other.due == queue.counts.due
