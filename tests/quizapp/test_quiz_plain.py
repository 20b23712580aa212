"""A session in lines: what is typed, what is said, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import DAY, NOW, MemoryStore, remembered
from quiz_lines import after, person, with_cards

from deckgen.model import Kind
from quizapp.features.exam.commands import set_interview
from quizapp.scheduler.model import Action, Grade, Marks
from quizapp.scheduler.review import Leeches
from quizapp.session.limits import Limits

MEMORY = remembered()


def grades(store: MemoryStore) -> list[Grade]:
    return [review.grade for review in store.reviews()]


def test_a_card_is_read_before_anything_is_asked() -> None:
    assert person("a").types() == [
        "Interview.",
        "",
        "1 new.",
        "Topic Basics, recall, junior.",
        "Question: What is a?",
        "Answer aloud, then compare.",
        "Enter shows the answer, ? help: ",
        "Everything graded is kept.",
        "",
    ]


@pytest.mark.parametrize("line", ["", "show", " "])
def test_an_empty_line_shows_the_answer_and_the_grades(line: str) -> None:
    assert person("a").types(line)[7:] == [
        "",
        "Answer:",
        "The answer to a.",
        "1 Again in <1m, 2 Hard in <6m, 3 Good in <10m, 4 Easy in 8d.",
        "Enter grades it Good, ? help: ",
        "Everything graded is kept.",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("", Grade.GOOD),
        ("1", Grade.AGAIN),
        ("2", Grade.HARD),
        ("3", Grade.GOOD),
        ("4", Grade.EASY),
        ("easy", Grade.EASY),
    ],
)
def test_a_grade_is_kept_and_the_next_card_read(line: str, grade: Grade) -> None:
    store = MemoryStore()
    lines = person("a", "b", store=store).types("", line)
    assert grades(store) == [grade]
    assert "Question: What is b?" in lines


@pytest.mark.parametrize("line", ["1", "4", "good"])
def test_no_grade_is_taken_before_the_answer_is_shown(line: str) -> None:
    store = MemoryStore()
    lines = person("a", store=store).types(line)
    assert "The answer is not shown yet. Enter shows it." in lines
    assert grades(store) == []


def test_what_means_nothing_changes_nothing() -> None:
    one = person("a")
    lines = one.types("bry")
    assert "`bry` means nothing here; did you mean bury: not again today? Type ? for all." in lines
    assert lines.count("Question: What is a?") == 1
    assert (one.session.operations, one.session.revealed) == ((), False)


def test_what_cannot_be_done_now_is_not_what_was_meant() -> None:
    hidden, shown = person("a").types("agai"), person("a").types("", "agai")
    assert not [line for line in hidden if "grade it Again" in line]
    assert [line for line in shown if "did you mean again: grade it Again? Type ?" in line]


def test_hints_come_one_by_one_and_are_told_to_be_left() -> None:
    one = with_cards(person("a"), hints=("Think *hard*.", "It is `b`."))
    lines = one.types("h", "hint", "h", "", "h")
    assert [line for line in lines if line.startswith("Hint")] == [
        "Hint 1 of 2: Think hard.",
        "Hint 2 of 2: It is b.",
    ]
    assert [line.partition(" h ")[2] for line in lines if " h " in line] == [
        "hint (2 left), ? help: ",
        "hint (1 left), ? help: ",
    ]
    assert "This card has no more hints." in lines
    assert "The answer is shown already." in lines


def test_after_a_hint_enter_grades_hard_and_more_is_asked_for_twice() -> None:
    store = MemoryStore()
    one = with_cards(person("a", "b", store=store), hints=("Think.",))
    lines = one.types("h", "", "3", "4", "4", "h", "", "")
    assert "Enter grades it Hard, ? help: " in lines
    beyond = "3 Good in <10m (beyond the evidence), 4 Easy in 8d (beyond the evidence)."
    assert [line for line in lines if line.endswith(beyond)]
    said = [
        line for line in lines if line.startswith("Answered after 1 hint. So Hard is suggested.")
    ]
    assert [line.partition("to grade ")[2].split()[0] for line in said] == ["Good", "Easy"]
    assert grades(store) == [Grade.EASY, Grade.HARD]
    assert [review.overridden for review in store.reviews()] == [True, False]


def test_a_better_grade_is_asked_for_anew_once_the_card_comes_back() -> None:
    store = MemoryStore()
    one = with_cards(person("a", "b", store=store), hints=("Think.",))
    lines = one.types("h", "", "3", "b", "u", "3")
    assert len([line for line in lines if line.startswith("Answered after 1 hint.")]) == 2
    assert store.kept == []


def test_a_cloze_numbers_its_blanks_and_is_read_in_full_with_its_answer() -> None:
    code = "```python\n{{c1::zero_grad}}({{c2::x}})\n```"
    front = f"Call {{{{c1::zero_grad::a method}}}}(now=True) here:\n\n{code}"
    one = with_cards(person("a"), kind=Kind.CLOZE, front=front, back="It clears.")
    lines = one.types("")
    assert after(lines, "What is missing?", 4) == [
        "Call [blank 1, a method](now=True) here:",
        "Code:",
        "[blank 1]([blank 2])",
        "End of code.",
    ]
    assert after(lines, "Answer:", 6) == [
        "Missing: zero_grad, x",
        "It clears.",
        "In full: Call zero_grad(now=True) here:",
        "Code:",
        "zero_grad(x)",
        "End of code.",
    ]


def test_undo_takes_steps_back_as_far_as_there_are_any() -> None:
    store = MemoryStore()
    lines = person("a", "b", store=store).types("u", "", "4", "b", "u", "u", "u")
    assert lines.count("Nothing to undo.") == 2
    assert lines.count("Undone.") == 2
    assert store.kept == []
    # the card comes back as it was, with its answer shown
    assert after(lines[::-1], "Nothing to undo.")[0].startswith("Enter grades it Good")


def test_undo_still_works_at_the_end() -> None:
    store = MemoryStore()
    lines = person("a", store=store).types("", "4", "u", "3")
    assert grades(store) == [Grade.GOOD]
    assert lines.count("Answer:") == 2


@pytest.mark.parametrize("line", ["b", "-", "bury"])
def test_a_buried_card_gives_way_to_the_next(line: str) -> None:
    one = person("a", "b")
    lines = one.types(line)
    assert after(lines, "1 card buried until tomorrow. u takes it back.", 2) == [
        "",
        "1 new, 1 held.",
    ]
    assert one.session.asked == "b"


def test_a_suspended_card_is_asked_no_more() -> None:
    store = MemoryStore()
    lines = person("a", store=store).types("@")
    assert "1 card suspended. u takes it back." in lines
    assert store.marked["a"].suspended


@pytest.mark.parametrize("typed", [["f 3"], ["f", "3"], ["f3"], ["flag green"], ["f", " Green "]])
def test_a_flag_is_given_by_number_or_name_and_the_card_stays(typed: list[str]) -> None:
    store = MemoryStore()
    lines = person("a", store=store).types(*typed)
    assert store.marked["a"].flag == 3
    assert "1 card flagged green. u takes it back." in lines
    assert lines.count("Question: What is a?") == 1


def test_a_flag_is_read_with_the_card_and_can_be_taken_off() -> None:
    store = MemoryStore(marked={"a": Marks(flag=1)})
    lines = person("a", store=store).types("f", "", "f 9", "f 0", "f 0")
    assert "Topic Basics, recall, junior, flag 1 red." in lines
    off, nothing = "1 card without a flag. u takes it back.", "Nothing to change."
    assert [line for line in lines if line in {off, nothing}] == [off, nothing]
    assert "`9` is no flag: type a number from 0 to 7." in lines
    assert store.marked == {}
    assert len(store.changes()) == 1


def test_a_card_made_new_again_is_asked_as_one() -> None:
    store = MemoryStore(known={"a": MEMORY})
    lines = person("a", store=store).types("", "R", "reset")
    assert "1 card new again. u takes it back." in lines
    assert "1 new." in lines
    assert "Nothing to change." in lines
    assert store.known == {}


@pytest.mark.parametrize("typed", [["d 3"], ["d", "3"], ["due 2026-11-25"], ["d3"]])
def test_a_card_can_be_put_on_a_day(typed: list[str]) -> None:
    store = MemoryStore(known={"a": MEMORY})
    lines = person("a", store=store).types(*typed)
    assert "1 card given another date. u takes it back." in lines
    assert store.changes()[0].action is Action.SET_DUE
    assert store.known["a"].due > NOW + 2 * DAY


def test_a_day_nobody_understands_is_answered_with_the_remedy() -> None:
    store = MemoryStore(known={"a": MEMORY})
    lines = person("a", store=store).types("d soon", "d", "", "d 2020-01-01")
    remedy = "write a number of days like 0, 3 or +14, or a coming date like 2026-12-24."
    assert f"`soon` isn't a day: {remedy}" in lines
    assert f"`2020-01-01` isn't a day a card can wait for: {remedy}" in lines
    assert store.kept == []


def test_reset_and_set_due_take_the_letters_of_the_browser() -> None:
    store = MemoryStore(known={"a": MEMORY})
    person("a", store=store, keys={"browse-set-due": "n", "browse-reset": "N"}).types("n 3", "N")
    assert [change.action for change in store.changes()] == [Action.SET_DUE]
    person("a", store=store, keys={"browse-reset": "N"}).types("a", "N")
    assert [change.action for change in store.changes()] == [Action.SET_DUE, Action.RESET]


def test_a_new_card_has_no_date() -> None:
    assert "A new card has no date yet: answer it first." in person("a").types("d 3")


def test_a_pause_does_not_count() -> None:
    one = person("a", pace=timedelta(seconds=5))
    assert "Enter goes on: " in one.types("p", "", "", "3")
    (review,) = one.collection.store.reviews()
    assert review.took == timedelta(seconds=15)  # of four lines, the one that ended the pause


def test_a_card_can_be_read_once_more() -> None:
    lines = with_cards(person("a"), hints=("Think.",)).types("h", "l", "", "listen")
    assert lines.count("Question: What is a?") == 3
    assert lines.count("Hint 1 of 1: Think.") == 3
    assert lines.count("Answer:") == 2


def test_help_names_all_that_can_be_typed_now_and_what_the_numbers_mean() -> None:
    lines = person("a").types("?")
    assert "1 new: never seen before." in lines
    assert "Good: a pass, after a little thought." in lines
    assert "b, or -, bury: not again today" in lines
    assert not [line for line in lines if line.startswith("1, or again")]
    shown = person("a").types("", "help")
    assert "1, or again: grade it Again" in shown
    assert "Enter: grade it as the prompt says" in shown


def test_the_limits_that_help_names_are_those_of_the_interview_plan() -> None:
    one = person(*(f"card{n}" for n in range(20)))
    set_interview(one.collection, NOW, "2026-12-15", topics="", new_per_day=4)
    assert [line for line in one.types("?") if "limits of 200 reviews and 1 new;" in line]


def test_nothing_that_judges_is_loaded_for_a_card_answered_aloud() -> None:
    one = person("a")
    one.types("h", "x", "a")
    assert "judge" not in vars(one.prompt.answers)


def test_the_end_says_what_the_session_came_to() -> None:
    store = MemoryStore(known={"a": replace(MEMORY, lapses=1)})
    lines = person("a", "b", store=store).types("", "1", "", "4", "", "4")
    end = lines[lines.index("Done for now.") :]
    assert end[1:3] == [
        "Reviewed 2 cards in 0s, 0 s an answer.",
        "Answers: Again 1, Hard 0, Good 0, Easy 2.",
    ]
    assert end[3] == "Retention of review cards: 0%."
    assert "Expected recall tomorrow:" in end
    assert [line for line in end if "Basics " in line and "without this session" in line]
    assert "Hardest: What is a?" in end
    assert [line for line in end if line.startswith("Next: ")]


@pytest.mark.parametrize("line", ["", "start"])
def test_an_empty_queue_stays_and_says_when_the_next_batch_comes(line: str) -> None:
    store = MemoryStore(known={"a": remembered(due=NOW + 3 * DAY)})
    lines = person("a", store=store).types(line, "4")
    assert lines.count("Nothing is due.") == 2
    assert lines.count("Next: on Wed 25 Nov, 1 due.") == 2
    assert "`4` means nothing here. Type ? for all." in lines


def test_looking_again_finds_what_has_come_due() -> None:
    one = person("a", store=MemoryStore(known={"a": remembered(due=NOW + DAY)}), pace=DAY)
    lines = one.types("")
    assert lines.index("Nothing is due.") < lines.index("Question: What is a?")


def test_what_is_held_back_is_said_at_the_end() -> None:
    one = person("a", "b")
    one.collection = replace(one.collection, limits=Limits(new_per_day=1))
    assert "1 new over today's limits." in one.types("", "4")


def test_a_leech_is_told_with_the_card_it_is_confused_with() -> None:
    one = with_cards(person("a", "b", store=MemoryStore(known={"a": MEMORY})), see=("b",))
    one.collection = replace(one.collection, leeches=Leeches(threshold=1, suspend=True))
    lines = one.types("", "1")
    told = after(lines, "This card is a leech now.", 3)
    assert told[0].startswith("Forgotten 1 time: asking it again the same way will not help.")
    assert told[1:] == [
        "Is it confused with: What is b?",
        "It is suspended now: Browse brings it back.",
    ]


def test_what_was_corrected_is_said_once() -> None:
    store = MemoryStore(known={"a": MEMORY}, texts={"a": "What is `a`?\n\n---\n\nThe old answer."})
    lines = person("a", store=store).types("", "4", "u")
    told = after(lines, "Corrected since you last saw it:", 2)
    assert told == ["Removed: The old answer.", "Added: The answer to **a**."]


@pytest.mark.parametrize("typed", [["", "3"], ["b"], ["f 1"], ["", "4", "u"]])
def test_a_full_disk_is_a_sentence_and_the_card_stays(typed: list[str]) -> None:
    store = MemoryStore(failing=True)
    one = person("a", "b", store=store)
    lines = one.types(*typed)
    why = "Not saved: No space left on device."
    assert f"{why} Nothing changed: fix this, then type it again." in lines
    assert (store.kept, one.session.asked) == ([], "a")


class Elsewhere(MemoryStore):
    """A store in which another window answers the first card while it is read here."""

    begun = False

    def refresh(self) -> None:
        if self.begun:
            self.known["a"] = remembered(due=NOW + 3 * DAY)
        self.begun = True


@pytest.mark.parametrize("typed", [["", "4"], ["f 1"]])
def test_a_card_answered_in_another_window_is_passed_over(typed: list[str]) -> None:
    store = Elsewhere()
    one = person("a", "b", store=store)
    lines = one.types(*typed)
    assert [line for line in lines if line.startswith("Another window ")]
    assert (store.kept, one.session.asked) == ([], "b")


def test_a_step_another_window_built_on_is_not_undone() -> None:
    store = MemoryStore()
    one = person("a", "b", store=store)

    class Answered(MemoryStore):
        def refresh(self) -> None:
            if self.kept:
                self.known["a"] = MEMORY

    one.collection = replace(one.collection, store=Answered())
    lines = one.types("", "4", "u")
    assert "Another window changed that card since: it cannot be undone here." in lines
    assert len(one.collection.store.reviews()) == 1


def test_the_letters_of_a_learner_are_used_and_told() -> None:
    keys = {"review-undo": "z", "review-hint": "i", "review-good": "g", "review-bury": "a"}
    one = with_cards(person("a", "b", keys=keys), hints=("Think.",))
    lines = one.types("i", "", "g", "g", "z", "u", "a")
    assert "Enter shows the answer, i hint (1 left), ? help: " in lines
    assert "Hint 1 of 1: Think." in lines
    assert [line for line in lines if line.startswith("1 Again in <1m, 2 Hard in <6m, g Good in")]
    assert "Undone." in lines
    assert [line for line in lines if line.startswith("`u` means nothing here")]
    assert "1 card buried until tomorrow. z takes it back." in lines


@pytest.mark.parametrize(
    "typed", [[], [""], ["h"], ["p"], ["f"], ["d"], ["", "4"], ["", "4", "", "4"]], ids=str
)
def test_no_more_lines_leave_at_any_prompt(typed: list[str]) -> None:
    store = MemoryStore(known={"b": MEMORY})
    one = person("b", "a", store=store)
    assert one.types(*typed)[-1] == ""
    assert len(store.kept) == typed.count("4")
    assert one.session.paused is None


LINES = ["", "1", "2", "3", "4", "h", "u", "u", "b", "@", "f 2", "R", "d 3", "p", "l", "?", "c"]
LINES += ["a", "s", "i", "o", "y", "/ is:new", "m", "q", "nonsense", "d", "f", "show", "  "]


@given(st.lists(st.sampled_from(LINES), max_size=14))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_what_is_kept_is_what_was_done(lines: list[str]) -> None:
    store = MemoryStore(known={"b": MEMORY, "c": remembered(due=NOW + 2 * DAY)})
    one = with_cards(person("a", "b", "c", store=store), hints=("Think.",))
    printed = one.types(*lines)
    assert store.kept == list(one.session.operations)
    assert printed[-2:] == ["Everything graded is kept.", ""]


@pytest.mark.parametrize("line", ["q", "quit"])
def test_leaving_leaves_what_follows_unread(line: str) -> None:
    store = MemoryStore()
    one = person("a", store=store)
    one.types("", line, "4")
    assert one.prompt.over
    assert store.kept == []


@pytest.mark.parametrize("width", [20, 40, 72])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    one = with_cards(person("a", width=width), hints=("Think.",))
    lines = one.types("h", "?", "", "3", "3", "foo", "")
    assert len(lines) > 30
    assert max(map(len, lines)) <= width + 1  # the blank behind a prompt
