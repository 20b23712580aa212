"""Answers typed in lines and judged, proofs run again, and cards reported as wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from quiz_cases import MemoryStore, collection_of
from quiz_judging import SaidBench, judge_of
from quiz_lines import NOWHERE, Person, after

from deckgen.model import Library
from deckgen.snippets.library import SnippetLibrary, default_snippets, load_snippets
from deckgen.syntax.library import load_library
from quizapp.collection.proofs import Proofs
from quizapp.features.cards.report import deck_version
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.machine import Machine
from quizapp.features.judge.proof import ProofRun, SnippetRun
from quizapp.scheduler.model import Grade
from tests_support import DATA

MINI = DATA / "mini" / "cards"
PREDICT, WRITE, FIX, CLOZE = "gradients-add-output", "twice", "gradients-add-fix", "integer-dtype"


@cache
def loaded() -> tuple[Library, SnippetLibrary]:
    """The small library and its snippets, which no test changes."""
    return load_library(MINI)[0], load_snippets(default_snippets(MINI))[0]


def at_card(
    card: str, *, torch: str | None = "2.13.0+cpu", data: Path = NOWHERE
) -> tuple[Person, SaidBench]:
    """A person who is asked one card of the library, and the bench that says what it ran."""
    library, snippet_library = loaded()
    decks = [
        replace(deck, cards=tuple(each for each in deck.cards if each.id == card))
        for deck in library.decks
    ]
    library = replace(library, decks=tuple(deck for deck in decks if deck.cards))
    collection = replace(collection_of(library, MemoryStore()), proofs=Proofs(MINI))
    vars(collection.proofs)["snippet_library"] = snippet_library
    judge, bench = judge_of(snippet_library, torch=torch)
    return Person(collection, judge=judge, data=data), bench


def proven(one: Person) -> None:
    """Let the judge say that a proof holds on one device, and that the other is not here."""
    judge = one.judge
    assert isinstance(judge, Judge)
    verdict = judge.judge(next(iter(one.collection.cards.values())), ["right"]).verdict
    runs = (
        SnippetRun("tensors/twice", "CPU", verdict),
        SnippetRun("tensors/twice", "CUDA", skipped="there is no CUDA device here"),
    )
    machine = Machine("2.13.0+cpu", system="Here")
    judge.prove = lambda card: ProofRun(machine, runs)  # type: ignore[method-assign]


def test_a_right_prediction_is_said_to_be_one() -> None:
    one, _ = at_card(PREDICT)
    lines = one.types("t", "[6., 6.]", ".", "", "4")
    assert "Enter shows the answer, t type the answer, ? help: " in lines
    assert "Type your answer, then a line with a single dot (.)." in lines
    assert "That is what it prints." in lines
    assert "Checking. Ctrl-C stops it." not in lines  # comparing takes no time
    (review,) = one.collection.store.reviews()
    assert (review.grade, review.evidence and review.evidence.highest) == (Grade.EASY, Grade.EASY)


def test_a_wrong_prediction_is_compared_only_once_the_answer_is_shown() -> None:
    one, _ = at_card(PREDICT)
    lines = one.types("t [3., 3.]", "", "", "u")
    assert "That is not what it prints." in lines
    shown = lines.index("Answer:")
    assert lines.index("You typed: [3., 3.]") > shown
    assert lines.index("It does: tensor([6., 6.])") > shown
    assert "Enter grades it Again, ? help: " in lines
    assert one.collection.store.reviews() == []  # undone at the end


def test_a_second_try_and_a_hint_weigh() -> None:
    one, _ = at_card(PREDICT)
    one.types("t [3., 3.]", "t [6., 6.]", "", "")
    (review,) = one.collection.store.reviews()
    assert review.grade is Grade.HARD
    assert review.evidence is not None
    assert review.evidence.why == "Right, but at the 2nd try."


def test_a_hint_after_the_judgement_weighs_too() -> None:
    one, _ = at_card(PREDICT)
    deck = one.collection.library.decks[0]
    hinted = replace(deck.cards[0], hints=("Twice.",))
    library = replace(one.collection.library, decks=(replace(deck, cards=(hinted,)),))
    one.collection = replace(one.collection, library=library)
    one.types("t [6., 6.]", "h", "", "")
    (review,) = one.collection.store.reviews()
    assert review.evidence is not None
    assert review.evidence.why == "Right, but after 1 hint."


def test_code_is_typed_line_by_line_and_run() -> None:
    one, bench = at_card(WRITE)
    code = ["def twice(x):", "    right = '''", "..", "'''"]
    lines = one.types("t", *code, ".", "t", "wrong", ".")
    assert bench.ran[0] == "def twice(x):\n    right = '''\n.\n'''"
    assert "Right: it passes every check." in lines
    assert [line for line in lines if line.startswith("Holds: ")]
    assert [line for line in lines if line.startswith("A check failed: ")]
    assert [line for line in lines if line.startswith("Fails: ")]
    assert "Try again, or Enter shows the answer." in lines
    assert bench.warmed
    assert bench.closed


def test_an_answer_that_nothing_follows_is_judged_all_the_same() -> None:
    one, bench = at_card(FIX)
    one.types_text("t\nright")
    assert bench.ran == ["right"]


def test_the_blanks_of_a_cloze_are_asked_for_one_by_one() -> None:
    one, _ = at_card(CLOZE)
    words = ["torch.int32", "torch.tensor([1,2,3], device=device)", "x[::2]"]
    lines = one.types("t", *words)
    asked = ["Blank 1 of 3, dtype: ", "Blank 2 of 3: ", "Blank 3 of 3: "]
    assert [line for line in lines if line.startswith("Blank ") and " of 3" in line] == asked
    assert after(lines, "1 blank of 3 wrong.", 2) == [
        "Blank 1, wrong: torch.int32",
        f"Blank 2, right: {words[1]}",
    ]
    assert "A list of Python integers becomes [blank 1, dtype]; a slice x[::2] keeps it." in lines
    assert "y = [blank 3]" in lines


def test_what_is_answered_aloud_is_not_typed() -> None:
    one, _ = at_card("gradients-add")
    lines = one.types("t something")
    assert "You answer this card aloud, and compare." in lines
    assert not [line for line in lines if " t type the answer" in line]


def test_the_first_blank_may_stand_behind_the_command() -> None:
    one, _ = at_card(CLOZE)
    lines = one.types("t torch.int64", "torch.tensor([1, 2, 3], device=device)", "x[::2]")
    assert "Every blank is right." in lines
    assert not [line for line in lines if line.startswith("Blank 1 of 3")]


def test_where_a_card_was_proven_is_said_without_signs(mini_cards: Path) -> None:
    one, _ = at_card(WRITE)
    one.collection = replace(one.collection, proofs=Proofs(mini_cards))
    (proven,) = [line for line in one.types("") if line.startswith("- Proven") or "not run" in line]
    assert "·" not in proven


def test_nothing_is_judged_once_the_answer_is_shown() -> None:
    one, bench = at_card(WRITE)
    lines = one.types("", "t right")
    assert "The answer is shown already." in lines
    assert not bench.ran


def test_without_torch_code_is_graded_by_the_learner_and_that_is_said() -> None:
    one, bench = at_card(WRITE, torch=None)
    lines = one.types("t right", "", "3")
    unjudged = "You grade this card yourself: torch is not installed"
    said = [line for line in lines[: lines.index("Answer:")] if line.startswith(unjudged)]
    assert len(said) == 2  # with the card, and where it was typed all the same
    assert "Enter shows the answer, ? help: " in lines
    assert not bench.ran
    assert [review.evidence for review in one.collection.store.reviews()] == [None]


def test_ctrl_c_stops_a_run_and_not_the_session() -> None:
    one, bench = at_card(WRITE)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    bench.run = interrupt  # type: ignore[method-assign,assignment]
    lines = one.types("t right", "", "3")
    assert after(lines, "Checking. Ctrl-C stops it.", 2) == ["", "Stopped."]
    assert bench.stopped
    assert [review.evidence for review in one.collection.store.reviews()] == [None]


def test_an_answer_may_be_written_in_an_editor() -> None:
    one, bench = at_card(FIX)
    one.at_terminal, one.environ = True, {"EDITOR": "ed -s"}

    def edit(command: object) -> int:
        path = Path(list(command)[-1])  # type: ignore[call-overload]
        text = path.read_text()
        assert text.startswith("# ")
        path.write_text(f"{text}\nright\n")
        return 0

    one.calls = edit
    lines = one.types("w", "")
    assert list(one.called[0])[:2] == ["ed", "-s"]
    assert bench.ran[0].endswith("right")
    assert "Right: it passes every check." in lines


@pytest.mark.parametrize(
    ("card", "at_terminal", "said"),
    [
        (WRITE, True, "No editor found. Set $EDITOR and restart."),
        (WRITE, False, "An editor needs a terminal: type answer."),
        (CLOZE, True, "Blanks are typed one by one: type answer."),
    ],
)
def test_where_no_editor_can_be_had_that_is_said(card: str, at_terminal: bool, said: str) -> None:
    one, _ = at_card(card)
    one.at_terminal = at_terminal
    assert [line for line in one.types("w") if line.endswith(said)]


def test_a_proof_is_run_once_it_gives_nothing_away() -> None:
    one, _ = at_card(WRITE)
    proven(one)
    lines = one.types("x", "", "x")
    assert "The answer is not shown yet. Enter shows it." in lines
    assert "Proven here and now: it does what the card says. 1 run left out." in lines
    assert "torch 2.13.0+cpu, Here" in lines
    assert "tensors/twice on CPU: as the card says, 0.00 seconds." in lines
    assert "tensors/twice on CUDA: not run, there is no CUDA device here." in lines
    assert lines.count("Checking. Ctrl-C stops it.") == 1


@pytest.mark.parametrize(
    "typed", [["! It prints 7."], ["!", "It prints 7."], ["wrong It prints 7."]]
)
def test_a_doubt_is_written_beside_the_reviews(tmp_path: Path, typed: list[str]) -> None:
    one, _ = at_card(WRITE, data=tmp_path)
    proven(one)
    lines = one.types(*typed)
    (report,) = (tmp_path / "reports").iterdir()
    assert f"The report is in {report}" in lines
    text = report.read_text(encoding="utf-8")
    assert "It prints 7." in text
    assert f"- Deck: {deck_version()}" in text
    assert "Proven here and now" in text


def test_no_words_are_no_report(tmp_path: Path) -> None:
    one, bench = at_card(WRITE, data=tmp_path)
    one.types("!", "")
    assert not (tmp_path / "reports").exists()
    assert not bench.ran


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    one, _ = at_card(WRITE, data=tmp_path / "taken")
    lines = one.types("! It prints 7.")
    assert [line for line in lines if line.startswith("Not saved: ")]


def test_a_card_asked_again_is_a_new_attempt() -> None:
    one, _ = at_card(PREDICT)
    one.types("t [3., 3.]", "", "1", "t [6., 6.]", "", "4")
    assert [review.grade for review in one.collection.store.reviews()] == [Grade.AGAIN, Grade.EASY]
    assert not any(review.overridden for review in one.collection.store.reviews())
