"""Lists and statistics in sentences; cards explained, edited and cited in a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from quiz_cases import MINUTE, NOW, MemoryStore, remembered, reviewed
from quiz_lines import Person, after, person, with_cards
from quiz_pilot import CARDS, Clock, opened_in

from deckgen.model import Kind
from quizapp.features.cards.rows import list_rows
from quizapp.features.stats.stats import look_back
from quizapp.plain.statistics import list_lines, statistics_lines
from quizapp.scheduler.model import Grade, Marks


def fail(*_: object) -> None:
    raise OSError(5, "Input/output error")


def test_the_cards_of_a_list_are_told_with_when_they_come() -> None:
    store = MemoryStore(known={"b": remembered()}, marked={"b": Marks(flag=1)})
    one = person("a", "b", store=store)
    untold = replace(one.collection.cards["b"], question="Clear the gradients")
    rows = list_rows([*one.collection.cards.values(), untold], one.collection, NOW)
    assert list(list_lines(rows)) == [
        "3 cards found.",
        "1: What is a? Basics, new.",
        "2: What is b? Basics, today, red flag.",
        "3: Clear the gradients. Basics, today, red flag.",
    ]
    assert list(list_lines([])) == ["0 cards found."]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["/", "find", "/ is:due", "/is:due"], "Run `quizapp list QUERY --plain` for the cards "
         "a search finds."),
        (["s", "stats"], "Run `quizapp stats --plain` for the statistics."),
        (["c", "cram", "c deck:autograd"], "Run `quizapp cram QUERY --plain` to cram what a "
         "search finds."),
        (["m", "mock"], "Run `quizapp mock --plain` for a mock interview."),
    ],
)  # fmt: skip
def test_a_session_names_the_commands_it_does_not_have(lines: list[str], told: str) -> None:
    one = person("a")
    assert one.types(*lines).count(told) == len(lines)
    assert one.session.asked == "a"
    assert told in person().types(lines[0])  # at the end, too
    assert [line for line in person("a").types("?") if told.split("`")[1] in line]


def test_all_that_is_known_of_a_card_is_said() -> None:
    review = reviewed("a", Grade.HARD)
    store = MemoryStore()
    store.record(review)
    lines = person("a", "b", store=store, clock=Clock(NOW + 6 * MINUTE)).types("i")
    assert "Card: a." in lines
    assert "Stage: learning." in lines
    told = after(lines, "What happened, newest first:")[0]
    assert told == "2026-11-22 21:15, Hard, new, 9s, back in <6m."


def test_of_a_long_history_the_last_things_are_told() -> None:
    store = MemoryStore()
    for minute in range(7):
        store.record(reviewed("a", at=NOW + minute * MINUTE))
    lines = person("a", store=store, clock=Clock(NOW + 30 * MINUTE)).types("i")
    told = after(lines, "What happened, newest first:", 6)
    assert [line.split(",")[0][-5:] for line in told[:5]] == [
        "21:21", "21:20", "21:19", "21:18", "21:17",
    ]  # fmt: skip
    assert told[5] == "And 2 earlier."


def told_of(one: Person) -> list[str]:
    """The statistics of a person's collection."""
    questions = {str(card.id): card.question for card in one.collection.cards.values()}
    return list(statistics_lines(look_back(one.collection, one.clock()), questions))


def test_statistics_have_a_word_for_every_number() -> None:
    store = MemoryStore(known={"a": replace(remembered(), lapses=2)})
    one = person("a", "b", store=store, pace=timedelta(seconds=5))
    one.types("", "1", "", "4")
    told = told_of(one)
    for line in (
        "Today: 2 reviews, 1 new, 20s, retention of review cards 0%.",
        "In all: 2 reviews, 1 new, 20s, retention of review cards 0%.",
        "Streak: 1 day, the longest 1.",
        "Remembered, today: young 0% of 1 review, both 0% of 1 review.",
        "Answers to young cards: Again 1, Hard 0, Good 0, Easy 0.",
        "Answers to learning cards: Again 0, Hard 0, Good 0, Easy 1.",
        "Time: 10s an answer, 20s a day with reviews.",
        "Cards: 1 learning, 1 young.",
        "Coming back: 1 card on Sun 22 Nov.",
    ):
        assert line in told
    assert [line for line in told if line.startswith("Topic Basics: 2 of 2 cards seen, recall ")]
    assert [line for line in told if line.startswith("Hard: What is a? Difficulty ")]
    assert [line for line in told if line.endswith(" of 10, forgotten 3 times.")]


def test_statistics_without_reviews_are_few() -> None:
    assert told_of(person("a")) == [
        "Today: 0 reviews, 0 new, 0s.",
        "In all: 0 reviews, 0 new, 0s.",
        "Streak: 0 days, the longest 0.",
        "Cards: 1 new.",
    ]


def test_grades_above_the_evidence_are_counted() -> None:
    one = with_cards(person("a"), hints=("Think.",))
    one.types("h", "", "4", "4")
    assert "Graded above the evidence: 1 time." in told_of(one)


def test_reviews_that_cannot_be_read_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "reviews", lambda self, since=None: [] if since else fail())
    one = person("a")
    lines = one.types("i")
    assert [line for line in lines if line.startswith("Not read: Input/output error.")]
    assert one.session.asked == "a"


def test_the_code_is_printed_as_far_as_it_is_shown() -> None:
    front = "Call it:\n\n```python\n{{c1::zero_grad}}()\n```"
    back = "So:\n\n```python\nx = 1\n```\n\n```text\n6.\n```"
    one = with_cards(person("a"), kind=Kind.CLOZE, front=front, back=back)
    lines = one.types("y", "", "code")
    assert lines[lines.index("Enter shows the answer, t type the answer, ? help: ") + 1] == (
        "[blank 1]()"
    )
    graded = lines.index("Enter grades it Good, ? help: ")
    assert lines[graded + 1 : graded + 4] == ["zero_grad()", "", "x = 1"]
    assert "There is no code here." in person("a").types("y")


def test_the_sources_are_named() -> None:
    one = with_cards(person("a"), sources=("https://a.b/c", "A book, page 3"))
    lines = one.types("o")
    assert after(lines, "Enter shows the answer", 2) == ["https://a.b/c", "A book, page 3"]
    assert "This card names no source." in person("a").types("o")


def edited(
    cards: Path, tmp_path: Path, old: str, new: str, *, at_terminal: bool = True
) -> tuple[Person, list[str]]:
    """A person whose editor replaces some words of the first card's file."""

    def edit(command: Sequence[str]) -> int:
        path = Path(command[-1])
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return 0

    collection = opened_in(tmp_path / "data", Clock(), cards=cards).collection
    one = Person(collection, at_terminal=at_terminal, environ={"EDITOR": "vi"}, calls=edit)
    lines = one.types("e", "", "4", "u")
    collection.store.close()
    return one, lines


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return Path(copytree(CARDS, tmp_path / "cards"))


def test_an_edited_card_comes_back_as_it_is_now(cards: Path, tmp_path: Path) -> None:
    one, lines = edited(cards, tmp_path, "Why do gradients add up", "Why do they add up")
    assert one.called[0][0] == "vi"
    assert one.called[0][1].startswith("+")
    assert lines.count("Question: Why do they add up across backward() calls?") == 2
    assert one.session.asked == "grad-accumulates"


def test_a_card_edited_away_gives_way_to_the_next(cards: Path, tmp_path: Path) -> None:
    one, lines = edited(cards, tmp_path, "grad-accumulates", "grad-renamed")
    assert one.session.asked in one.prompt.collection.cards
    assert "grad-accumulates" not in one.prompt.collection.cards
    assert [line for line in lines if line.endswith("Undone.")]
    assert len(one.collection.store.reviews()) == 0


def test_what_an_edited_card_leads_to_is_known_at_once(cards: Path, tmp_path: Path) -> None:
    one, _ = edited(cards, tmp_path, ":see: zero-grad-none", "")
    assert one.session.rules.related.confusable == {}


def test_a_card_with_problems_stays_as_it_was(cards: Path, tmp_path: Path) -> None:
    _, lines = edited(cards, tmp_path, ".recall .junior", ".recall .nobody")
    assert "The card stays as it was." in lines
    assert [line for line in lines if "autograd.md:8: " in line]
    assert lines.count("Question: Why do gradients add up across backward() calls?") == 3


def test_without_a_terminal_an_editor_is_replaced_by_the_place(cards: Path, tmp_path: Path) -> None:
    one, lines = edited(cards, tmp_path, "Why", "How", at_terminal=False)
    said = "autograd.md:8: an editor needs a terminal."
    assert [line for line in lines if line.startswith("It is at ") and line.endswith(said)]
    assert one.called == []


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        (lambda _: 3, "Not edited: `vi` failed with code 3, so nothing was read again."),
        (lambda _: fail(), "Not edited: `vi` cannot be run: Input/output error: set EDITOR"),
    ],
)
def test_an_editor_that_fails_is_said(
    cards: Path, tmp_path: Path, calls: object, said: str
) -> None:
    collection = opened_in(tmp_path / "data", Clock(), cards=cards).collection
    one = Person(collection, at_terminal=True, environ={"EDITOR": "vi"})
    one = replace(one, calls=calls)  # type: ignore[arg-type]
    assert [line for line in one.types("e") if said in line]
    collection.store.close()


def test_an_editor_that_is_interrupted_ends_nothing(cards: Path, tmp_path: Path) -> None:
    def interrupt(_: Sequence[str]) -> int:
        raise KeyboardInterrupt

    collection = opened_in(tmp_path / "data", Clock(), cards=cards).collection
    one = Person(collection, at_terminal=True, environ={"EDITOR": "vi"}, calls=interrupt)
    assert "Not edited: the editor was interrupted." in one.types("e", "?")
    collection.store.close()
