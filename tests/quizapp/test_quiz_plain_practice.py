"""Reviews ahead, cram and the mock interview in lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from quiz_cases import DAY, NOW, MemoryStore, collection_of, remembered
from quiz_lines import Person, person, with_cards
from quiz_pilot import CARDS, Clock, grades_kept

from deckgen.model import Level
from deckgen.syntax.library import load_library
from quizapp import cli
from quizapp.cli import options
from quizapp.collection.proofs import Proofs
from quizapp.features.cram import begin_cram
from quizapp.features.mock.interview import begin_mock
from quizapp.features.mock.record import say_last
from quizapp.plain.cram import CramPrompt
from quizapp.plain.mock import MockPrompt
from quizapp.scheduler.model import Grade, Marks
from tests_support import DATA

LATER = remembered(due=NOW + 3 * DAY)


def test_reviews_of_later_days_are_offered_and_asked() -> None:
    store = MemoryStore(known={"a": LATER, "b": LATER})
    lines = person("a", "b", store=store).types("a", "", "3", "", "1")
    prompt = "Enter looks again, a ahead (2 reviews), q quit, ? help: "
    assert prompt in lines
    assert [review.grade for review in store.reviews()][:2] == [Grade.GOOD, Grade.AGAIN]


def test_where_no_review_is_ahead_none_is_offered() -> None:
    lines = person("a", store=MemoryStore(marked={"a": Marks(suspended=True)})).types("a")
    assert "Enter looks again, q quit, ? help: " in lines
    assert "There is no review of a later day." in lines


def crammed(*lines: str, one: Person | None = None) -> list[str]:
    """What is printed in a cram of cards `a` and `b`, in some order."""
    one = one or person("a", "b")
    cram = begin_cram(one.collection.cards, one.clock(), seed=1)
    return one.hears(CramPrompt(one.at(cram, "".join(f"{line}\n" for line in lines)), seed=1))


def test_a_cram_asks_every_card_and_leaves_the_schedule() -> None:
    store = MemoryStore()
    lines = crammed("", "1", "", "3", "", "3", one=person("a", "b", store=store))
    assert lines[:3] == ["Your schedule stays as it is.", "", "Cram: 2 left, 0 missed."]
    assert "1 Again, 2 Hard, 3 Good, 4 Easy." in lines
    end = lines[lines.index("Cram done.") :]
    assert end[1:3] == ["2 cards in 0s: 1 known at once.", "Your schedule is as it was."]
    assert end[3].startswith("Missed: What is ")
    assert store.kept == []


def test_the_letters_of_a_learner_are_used_in_a_cram() -> None:
    keys = {"cram-undo": "z", "cram-again": "x", "cramend-missed": "n", "quit": "w"}
    lines = crammed("", "x", "z", "u", "x", "", "3", "", "3", "n", one=person("a", "b", keys=keys))
    assert "Enter shows the answer, w ends, ? help: " in lines
    assert "x Again, 2 Hard, 3 Good, 4 Easy." in lines
    assert "Enter grades it Good, z undo, ? help: " in lines
    assert [line for line in lines if line.startswith("`u` means nothing here")]
    assert "Enter leaves, n those missed again, z undo, ? help: " in lines


def test_no_grade_is_taken_in_a_cram_before_the_answer_is_shown() -> None:
    lines = crammed("3", "good")
    assert lines.count("The answer is not shown yet. Enter shows it.") == 2


def test_what_was_missed_in_a_cram_can_be_asked_again() -> None:
    lines = crammed("", "1", "", "3", "", "3", "m", "", "3", "m")
    assert "Enter leaves, m those missed again, u undo, ? help: " in lines
    assert "Cram: 1 left, 0 missed." in lines
    assert "None was missed." in lines


def test_a_cram_can_be_undone_and_ended() -> None:
    lines = crammed("u", "", "1", "u", "4", "q", "u", "q", "q", "never read")
    assert "Nothing to undo." in lines
    assert lines.count("Cram ended.") == 2
    resumed = lines.index("Cram ended.")
    assert "Cram: 1 left, 0 missed." in lines[resumed:]
    assert lines.count("1 card in 0s: 1 known at once.") == 2
    assert not [line for line in lines if "never" in line]


def test_a_cram_nothing_was_answered_in_is_just_left() -> None:
    lines = crammed("q", "never read")
    assert "Cram ended." not in lines
    assert not [line for line in lines if "never" in line]


def test_help_and_hints_are_there_in_a_cram_too() -> None:
    one = with_cards(person("a", "b"), hints=("Think.",))
    lines = crammed("?", "h", "h", "l", "", "h", one=one)
    assert "Enter shows the answer, h hint (1 left), q ends, ? help: " in lines
    assert lines.count("Hint 1 of 1: Think.") == 2
    assert "This card has no more hints." in lines
    assert "The answer is shown already." in lines
    assert "h, or hint: one more hint" in lines


def interviewed(
    *lines: str, store: MemoryStore | None = None, pace: timedelta = timedelta()
) -> list[str]:
    one = person("a", "b", store=store, pace=pace)
    mock = begin_mock(
        one.collection, one.clock(), length=timedelta(minutes=4), level=Level.SENIOR, topics=(),
        seed=1,
    )  # fmt: skip
    typed = "".join(f"{line}\n" for line in lines)
    return one.hears(MockPrompt(one.at(mock, typed), one.clock()))


def test_a_mock_interview_is_asked_and_reported() -> None:
    lines = interviewed("", "1", "", "", "u", "2", "?", "", pace=timedelta(seconds=20))
    assert "4:00 left. Question 1, about 2 minutes." in lines
    assert "3:20 left. Question 2, about 2 minutes." in lines
    assert "1 missed, 2 partly, 3 accepted, 4 accepted." in lines
    assert [line for line in lines if line.endswith("0 accepted, 1 partly, 1 missed")]
    assert "- Basics: 0 accepted, 1 partly, 1 missed" in lines
    assert [line for line in lines if line.startswith("Enter, or n, no, q, quit: leave")]


def test_no_verdict_is_taken_before_the_answer_is_shown() -> None:
    assert "The answer is not shown yet. Enter shows it." in interviewed("1")


def test_the_clock_of_an_interview_stands_in_a_pause() -> None:
    lines = interviewed("p", "", "", "3", pace=timedelta(seconds=60))
    assert "Paused, the clock stands. Enter goes on: " in lines
    assert "1:00 left. Question 2, about 2 minutes." in lines


def test_an_interview_left_in_the_middle_is_reported() -> None:
    lines = interviewed("", "3")
    assert [line for line in lines if ", broken off: 1 accepted, 0 partly, 0 missed" in line]
    assert "No question was answered." in interviewed()


def test_an_interview_is_broken_off_only_once() -> None:
    lines = interviewed("", "3", "q", "u", "q", "")
    assert len([line for line in lines if ", broken off: " in line]) == 2


def test_misses_are_fed_back_once_and_only_where_asked_for() -> None:
    known = {"a": LATER, "b": LATER}
    store = MemoryStore(known=dict(known))
    lines = interviewed("", "1", "", "3", "y", "y", "u", store=store, pace=timedelta(seconds=1))
    assert "Enter leaves, y grades 1 missed card Again, u undo, ? help: " in lines
    assert "1 card graded Again." in lines
    assert "No missed card is left to be graded." in lines
    assert "The missed cards are graded: nothing here can be undone." in lines
    assert [review.grade for review in store.reviews()] == [Grade.AGAIN]
    untouched = MemoryStore(known=dict(known))
    interviewed("", "1", "", "3", "", store=untouched)
    assert untouched.kept == []


def test_the_letters_of_the_settings_are_those_of_every_prompt(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nreview-again = "z"\ncram-again = "y"\n')
    assert "z Again in <1m" in quizapp(tmp_path, "\n", "--plain").stdout
    assert "y Again, 2 Hard" in quizapp(tmp_path, "\n", "cram", "--plain").stdout


def quizapp(data: Path, typed: str, *arguments: str) -> Result:
    words = ["--data", str(data), "--cards", str(CARDS), *arguments]
    return CliRunner().invoke(cli.main, words, input=typed, prog_name="quizapp")


@pytest.mark.parametrize(
    "words", [["cram", "--plain", "deck:autograd"], ["--plain", "cram", "deck:autograd"]]
)
def test_cram_is_called_in_lines(tmp_path: Path, words: list[str]) -> None:
    result = quizapp(tmp_path, "\n3\n", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Cram: 3 left, 0 missed." in result.stdout
    assert grades_kept(tmp_path) == []


def test_a_mock_interview_is_called_in_lines_and_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "now", Clock())
    report = tmp_path / "report.md"
    result = quizapp(tmp_path, "\n3\n", "mock", "--plain", "--report", str(report))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "30:00 left. Question 1" in result.stdout
    assert result.stdout.count("Mock interview, ") == 1
    assert report.read_text(encoding="utf-8").startswith("# Mock interview, ")


@pytest.mark.parametrize("command", ["cram", "mock"])
def test_without_a_terminal_both_name_the_call_that_works(tmp_path: Path, command: str) -> None:
    result = quizapp(tmp_path, "", command)
    assert result.exit_code == 2
    assert f"`quizapp --plain {command}`" in result.stderr


MINI = DATA / "mini" / "cards"


def typing_person(card: str, **facts: object) -> Person:
    """A person who is asked one card that can be typed, with a judge who can judge it."""
    library, _ = load_library(MINI)
    decks = tuple(
        replace(deck, cards=tuple(each for each in deck.cards if each.id == card))
        for deck in library.decks
    )
    library = replace(library, decks=tuple(deck for deck in decks if deck.cards))
    collection = replace(collection_of(library, MemoryStore()), proofs=Proofs(MINI))
    return Person(collection, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["cram", "mock"])
def test_an_answer_is_typed_and_judged_in_a_cram_and_a_mock_too(kind: str) -> None:
    one = typing_person("gradients-add-output")
    typed = "t tensor([1.])\nt tensor([6., 6.])\n\n3\n"
    if kind == "cram":
        cram = CramPrompt(one.at(begin_cram(one.collection.cards, one.clock(), seed=1), typed), 1)
        lines, answers = one.hears(cram), len(cram.turn.answers)
    else:
        begun = begin_mock(
            one.collection, one.clock(), length=timedelta(minutes=4), level=Level.SENIOR,
            topics=(), seed=1,
        )  # fmt: skip
        mock = MockPrompt(one.at(begun, typed), one.clock())
        lines, answers = one.hears(mock), len(mock.turn.answers)
    assert [line for line in lines if ", t type the answer, " in line]
    wrong = lines.index("Try again, or Enter shows the answer.")
    assert "That is what it prints." in lines[wrong:]
    assert answers == 1


def test_the_report_of_a_mock_is_in_a_file_from_the_first_verdict_on(tmp_path: Path) -> None:
    one = person("a", "b", data=tmp_path)
    begun = begin_mock(
        one.collection, one.clock(), length=timedelta(minutes=4), level=Level.SENIOR, topics=(),
        seed=1,
    )  # fmt: skip
    prompt = MockPrompt(one.at(begun, ""), one.clock())
    record = prompt.record
    assert record.path
    assert not record.path.exists()
    for line in ("", "3"):
        prompt.execute(line)
    assert "**1 accepted" in record.path.read_text(encoding="utf-8")
    prompt.execute("u")
    assert not record.path.exists()
    for line in ("1", "q"):
        prompt.execute(line)
    assert "0 accepted · 0 partly · 1 missed" in record.path.read_text(encoding="utf-8")
    assert say_last(tmp_path).splitlines()[-1] == f"This report is in {record.path}"


def test_a_report_that_cannot_be_kept_is_said_once_and_read_at_the_end() -> None:
    lines = interviewed("", "3", "", "3")
    assert len([line for line in lines if line.startswith("The report can't be written: ")]) == 1
    assert [line for line in lines if line.endswith("2 accepted, 0 partly, 0 missed")]
