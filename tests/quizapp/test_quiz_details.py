"""What is told of one card, and cards in lines."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from quiz_cases import (
    DAY,
    DAYS,
    MINUTE,
    NOW,
    SCHEDULER,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)
from quiz_pilot import CARDS, Clock

from deckgen.model import CardId, Place
from deckgen.snippets.library import default_snippets, load_snippets
from deckgen.syntax.library import load_library
from quizapp.cli import main, options
from quizapp.collection.collection import Collection
from quizapp.collection.open_collection import open_collection
from quizapp.config import Config
from quizapp.features.cards.info import HistoryEntry, facts_of, history_of, time_facts
from quizapp.features.cards.rows import list_rows, say_when
from quizapp.scheduler.forgetting import interval_days, retrievability
from quizapp.scheduler.model import CardStatus, Evidence, Grade, Marks, Memory, State
from quizapp.session import actions
from quizapp.session.actions import statuses_of

TODAY = DAYS.day_of(NOW)


def study_with(memory: Memory | None = None, mark: Marks | None = None) -> Collection:
    library = small_library("a", "b", "c")
    cards = library.decks[0].cards
    first = replace(cards[0], see=(CardId("b"),), sources=("https://x.org/a", "A book"))
    first = replace(first, place=Place("cards/basics.md", 14))
    third = replace(cards[2], see=(CardId("a"),))
    deck = replace(library.decks[0], cards=(first, cards[1], third))
    store = MemoryStore()
    store._stand("a", CardStatus(memory, mark or Marks()))
    return collection_of(replace(library, decks=(deck,)), store)


def facts(collection: Collection, **snippet_library: object) -> dict[str, str]:
    told = facts_of(collection.cards["a"], collection, NOW, None)
    assert len({fact.name for fact in told}) == len(told)
    return {fact.name: fact.words for fact in told}


def test_a_new_card_tells_what_it_is() -> None:
    assert facts(study_with()) == {
        "Card": "a",
        "Deck": "Basics",
        "Kind": "recall · junior",
        "File": "cards/basics.md:14",
        "Sources": "https://x.org/a\nA book",
        "See also": "What is `b`? (b)\nWhat is `c`? (c)",
        "Stage": "new: never answered",
    }


def test_a_seen_card_tells_where_it_stands() -> None:
    memory = replace(remembered(due=NOW - 2 * DAY), lapses=1, reps=7)
    told = facts(study_with(memory))
    assert told["Stage"] == "review"
    assert told["Last review"] == "2026-11-12 21:15"  # on the learner's wall, not in UTC
    assert told["Due"] == "2026-11-20, 2 days late"
    assert told["Interval"] == "8 days"
    assert told["Stability"] == "8.0 days until recall falls to 90%"
    assert told["Difficulty"] == "5.0 of 10"
    assert told["Retrievability"] == "88% would recall it now"
    assert told["Reviews"] == "7, forgotten once"
    assert facts(study_with(remembered()))["Reviews"] == "3, never forgotten"
    assert "Flag" not in told


@pytest.mark.parametrize(
    ("due", "words"),
    [(NOW, "2026-11-22, today"), (NOW + 31 * DAY, "2026-12-23, in 31 days")],
)
def test_a_coming_day_is_named_with_its_distance(due: object, words: str) -> None:
    assert facts(study_with(remembered(due=due)))["Due"] == words  # type: ignore[arg-type]


def test_a_card_on_a_step_has_an_hour_and_no_interval() -> None:
    told = facts(study_with(remembered(due=NOW + 10 * MINUTE, state=State.RELEARNING)))
    assert (told["Stage"], told["Due"]) == ("relearning", "2026-11-22 21:25")
    assert "Interval" not in told


def test_what_is_noted_is_told_in_words() -> None:
    memory = replace(remembered(), lapses=8)
    told = facts(study_with(memory, Marks(flag=1, suspended=True, leech=True)))
    assert told["Flag"] == "red"
    assert told["Suspended"] == "not asked until you say so"
    assert told["Leech"] == (
        "forgotten 8 times: more reviews will not help, another way to learn it may. "
        "Say aloud how it differs from “What is `b`?” and “What is `c`?”"
    )
    assert facts(study_with(None, Marks(buried=TODAY)))["Buried"] == "not asked until tomorrow"
    assert "Buried" not in facts(study_with(None, Marks(buried=TODAY - DAY)))


def test_a_card_tells_how_it_is_proven(mini_cards: Path) -> None:
    library, _ = load_library(mini_cards)
    snippet_library, _ = load_snippets(default_snippets(mini_cards))
    collection = collection_of(library)
    told = {
        fact.name: fact.words
        for card in collection.cards.values()
        for fact in facts_of(card, collection, NOW, snippet_library)
    }
    assert told["Proof"].startswith(("Proven: ran on torch", "Not run, but sourced", "Not proven"))
    assert "Proof" not in facts(study_with())


def test_reviews_add_up_to_times() -> None:
    reviews = [
        reviewed("a", at=NOW - DAY, took=timedelta(seconds=90)),
        reviewed("a", at=NOW, took=timedelta(seconds=10)),
    ]
    told = {fact.name: fact.words for fact in time_facts(reviews, DAYS)}
    assert told == {
        "First review": "2026-11-21 21:15",
        "Average time": "50s",
        "Total time": "1m 40s",
    }
    assert time_facts([], DAYS) == ()


def test_the_history_tells_what_happened_newest_first() -> None:
    first = reviewed("a", Grade.GOOD, at=NOW - 9 * DAY)
    hinted = replace(
        reviewed("a", Grade.EASY, at=NOW - 8 * DAY, before=first.after),
        evidence=Evidence(Grade.HARD, "You used a hint."),
    )
    statuses = {"a": CardStatus(hinted.after)}
    change = actions.reset(statuses, statuses, NOW)
    assert change
    other = reviewed("b", at=NOW)
    assert history_of("a", [first, hinted, other], [change], SCHEDULER) == (
        HistoryEntry("2026-11-22 21:15", "reset"),
        HistoryEntry(
            "2026-11-14 21:15",
            "Easy",
            "learning",
            "9s",
            SCHEDULER.label_interval(hinted.at, hinted.after),
            "graded above the evidence: You used a hint.",
        ),
        HistoryEntry("2026-11-13 21:15", "Good", "new", "9s", "<10m"),
    )
    assert history_of("c", [first], [change], SCHEDULER) == ()


def test_recall_falls_to_nine_tenths_when_the_stability_has_passed() -> None:
    memory = remembered(due=NOW, stability=8)
    assert retrievability(memory, NOW) == pytest.approx(0.9)
    assert retrievability(memory, memory.last) == 1
    assert retrievability(memory, memory.last - DAY) == 1  # a clock set back
    assert 0.8 < retrievability(memory, NOW + 8 * DAY) < 0.9
    assert interval_days(memory, DAYS) == 8
    assert interval_days(remembered(state=State.LEARNING), DAYS) == 0


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (None, "new"),
        (remembered(due=NOW + 7 * MINUTE, state=State.LEARNING), "in 7m"),
        (remembered(due=NOW - MINUTE, state=State.LEARNING), "now"),
        (remembered(due=NOW + timedelta(hours=5)), "today"),
        (remembered(due=NOW + 3 * DAY), "in 3d"),
        (remembered(due=NOW - 5 * DAY), "5d late"),
        (remembered(due=NOW + 73 * DAY), "in 2.4mo"),
    ],
)
def test_a_row_says_when_a_card_comes(memory: Memory | None, words: str) -> None:
    assert say_when(memory, NOW, DAYS) == words


def test_a_row_says_what_is_noted() -> None:
    marked = {
        "a": Marks(suspended=True, leech=True, flag=4),
        "b": Marks(buried=TODAY),
        "c": Marks(buried=TODAY - DAY),
    }
    collection = collection_of(small_library("a", "b", "c"), MemoryStore(marked=marked))
    rows = list_rows(collection.cards.values(), collection, NOW)
    assert [row.notes for row in rows] == [("suspended", "leech", "blue flag"), ("buried",), ()]
    assert [row.question for row in rows] == ["What is a?", "What is b?", "What is c?"]
    assert asked_card("a").question == "What is `a`?"


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", Clock())


def quizapp(data: Path, *arguments: str, cards: Path = CARDS) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), "--cards", str(cards), *arguments], prog_name="quizapp"
    )


def with_first_answered_and_suspended(data: Path) -> None:
    # in the machine's own zone, as the command does
    collection = open_collection(data, CARDS, config=Config(fuzz=False), clock=Clock()).collection
    collection.grade(collection.begin(NOW).reveal(), Grade.EASY, NOW)
    change = actions.suspend(
        ["grad-accumulates"], statuses_of(["grad-accumulates"], collection.store), NOW
    )
    assert change
    collection.store.change(change)
    collection.store.close()


def test_list_prints_a_line_a_card(tmp_path: Path) -> None:
    with_first_answered_and_suspended(tmp_path)
    result = quizapp(tmp_path, "list", "kind:recall", "or", "kind:fix")
    assert result.stdout.splitlines() == [
        "grad-accumulates  Autograd             in 8d  "
        "Why do gradients add up across backward() calls?  [suspended]",
        "view-copies       Tensors and storage  new    Does view copy?",
        "fix-shape         Tensors and storage  new    Repair the shape",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)


def test_list_prints_nothing_where_nothing_is_found(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "list", "zzz")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)
    assert json.loads(quizapp(tmp_path, "list", "--json", "zzz").stdout) == []


def test_list_speaks_json(tmp_path: Path) -> None:
    with_first_answered_and_suspended(tmp_path)
    row, *others = json.loads(quizapp(tmp_path, "list", "--json").stdout)
    assert len(others) == 4
    assert row["path"].endswith("autograd.md")
    assert timedelta(7) < datetime.fromisoformat(row.pop("due")) - NOW < timedelta(9)
    del row["path"]
    assert row == {
        "id": "grad-accumulates",
        "deck": "Autograd",
        "question": "Why do gradients add up across `backward()` calls?",
        "kind": "recall",
        "level": "junior",
        "stability": pytest.approx(8.2956),
        "flag": 0,
        "suspended": True,
        "buried": False,
        "leech": False,
        "line": 8,
    }


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_query_nobody_can_follow_leaves_with_2(tmp_path: Path, flags: list[str]) -> None:
    result = quizapp(tmp_path, "list", *flags, "is:due", "front:x")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.endswith("write `\\:` to search for a colon\nis:due front:x\n       ^\n")


def test_a_query_may_begin_with_a_minus(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "list", "--", "-kind:recall", "-kind:fix")
    assert [line.split()[0] for line in result.stdout.splitlines()] == [
        "print-grad",
        "zero-grad-none",
    ]


def test_listing_tells_of_cards_that_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('name = "Mine"\norder = ["lost"]\n')
    result = quizapp(tmp_path / "data", "list", cards=tmp_path)
    assert result.exit_code == 1
    assert "`lost` is in the order" in result.stderr


def test_listing_never_loads_the_screen(tmp_path: Path) -> None:
    program = (
        "import sys, atexit\n"
        "from quizapp.cli import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"main(['--data', {str(tmp_path)!r}, 'list', '--', 'is:new', '-state:unproven'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert len(done.stdout.splitlines()) > 100
    loaded = set(done.stderr.split())
    assert "quizapp.features.search.find" in loaded
    assert not loaded & {"textual", "rich", "torch", "genanki", "quizapp.tui.app"}
