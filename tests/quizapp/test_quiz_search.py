"""What a query means, and what is said of one that nobody can follow."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_cases import (
    DAY,
    DAYS,
    MINUTE,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)
from quiz_pilot import CARDS

from deckgen.model import Deck, Kind, Level, Library
from deckgen.syntax.library import load_library
from quizapp.collection.collection import Collection
from quizapp.collection.proofs import Proofs
from quizapp.features.search import QueryError, find_cards
from quizapp.features.search.lexer import columns
from quizapp.scheduler.model import Grade, Marks, State

TODAY = DAYS.day_of(NOW)
LIBRARY = Library(
    "PyTorch Interview",
    (
        Deck(
            "Autograd",
            "Autograd",
            ("autograd", "core::graph"),
            cards=(
                asked_card(
                    "leaf",
                    question="When is `w.grad` filled?",
                    back="Only for a **leaf** that asks\nfor it; `x**2` is none.",
                    hints=("Think of a tree.",),
                    see=("chain",),
                    origin=("q07",),
                ),
                asked_card(
                    "chain",
                    kind=Kind.PREDICT,
                    level=Level.SENIOR,
                    front="100 % (sure): a_b",
                    back="Leaf",
                ),
            ),
        ),
        Deck(
            "Loading data",
            "Loading data",
            cards=(
                asked_card(
                    "workers",
                    kind=Kind.CLOZE,
                    front="Set {{c1::num_workers::an argument}} to load *early*.",
                    back="Ünïcode, and a \\ backslash.",
                ),
                asked_card("gone", retired="leaf"),
            ),
        ),
    ),
)


def found(query: str, collection: Collection | None = None) -> str:
    """The first letters of the cards that are found."""
    cards = find_cards(query, collection or collection_of(LIBRARY), NOW)
    return "".join(card.id[0] for card in cards)


def fault(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        found(query)
    return caught.value


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("", "lcw"),
        ("   ", "lcw"),
        ("leaf", "lc"),
        ("LEAF", "lc"),
        ("leaf tree", "l"),
        ('"a leaf that asks for it"', "l"),
        ('"**leaf** that"', "l"),
        ('"is w.grad"', "l"),
        ('"x**2"', "l"),
        ("x2", ""),
        (r"x\*2", ""),
        ("tree", "l"),
        ('"set num_workers to load early"', "w"),
        ("ünïcode", "w"),
        ("ÜNÏCODE", "w"),
        ("u\u0308nïcode", "w"),
        (r"\\", "w"),
        ("-leaf", "w"),
        (r"\-leaf", ""),
        ("tree or early", "lw"),
        ("tree OR early", "lw"),
        ("tree and early", ""),
        ("leaf tree or early", "lw"),
        ("leaf (tree or early)", "l"),
        ("-(tree or early)", "c"),
        ("l*f", "lc"),
        (r"l\*f", ""),
        ("l__f", "lc"),
        ("a_b", "c"),
        (r"a\_b", "c"),
        (r"x\_2", ""),
        ("w:lea", ""),
        ("w:leaf", "lc"),
        ("w:lea*", "lc"),
        (r"sure\)\:", "c"),
        ('"(sure)"', "c"),
        (r"(sure\)\: )", "c"),
    ],
)
def test_words_are_looked_for_in_all_a_card_says(query: str, cards: str) -> None:
    assert found(query) == cards


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("deck:autograd", "lc"),
        ("DECK:Autograd", "lc"),
        ("deck:auto", ""),
        ("deck:auto*", "lc"),
        ('deck:"loading data"', "w"),
        ('"deck:loading data"', "w"),
        ("deck:loading_data", "w"),
        ('deck:"pytorch interview"', "lcw"),
        ("deck:*::autograd", "lc"),
        ("deck:pytorch*::loading*", "w"),
        ("tag:autograd", "lc"),
        ("tag:torchdeck::autograd", "lc"),
        ("tag:core", "lc"),
        ("tag:graph", ""),
        ("tag:core::graph", "lc"),
        ("tag:none", ""),
        ("kind:predict", "c"),
        ("kind:PREDICT", "c"),
        ("-kind:re*", "cw"),
        ("level:senior", "c"),
        ("id:leaf", "l"),
        ("id:lea", ""),
        ("id:l*", "l"),
        ("see:chain", "l"),
        ("see:leaf", ""),
        ("origin:q07", "l"),
        ("origin:q0", ""),
    ],
)
def test_a_key_asks_for_what_a_card_is(query: str, cards: str) -> None:
    assert found(query) == cards


def studied() -> Collection:
    """Six cards: new, due, not due, on a step, forgotten, and on a step tomorrow."""
    known = {
        "due": remembered(due=NOW - 5 * DAY, stability=30),
        "later": remembered(due=NOW + 3 * DAY, stability=4),
        "step": remembered(due=NOW + 10 * MINUTE, state=State.LEARNING),
        "forgot": replace(remembered(due=NOW - MINUTE, state=State.RELEARNING), lapses=4),
        "x-step": remembered(due=NOW + DAY, state=State.LEARNING),
    }
    ids = ("new", "due", "later", "step", "forgot", "x-step")
    return collection_of(small_library(*ids), MemoryStore(known=known))


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("is:new", "n"),
        ("is:due", "dsf"),
        ("is:review", "dlf"),
        ("is:learn", "sfx"),
        ("is:DUE", "dsf"),
        ("prop:due<0", "d"),
        ("prop:due=3", "l"),
        ("prop:due>=0", "lsfx"),
        ("prop:due!=0", "dlx"),
        ("prop:due=+3", "l"),
        ("prop:s>=30", "d"),
        ("prop:s<30", "lsfx"),
        ("prop:d>0.44 prop:d<0.45", "dlsfx"),
        ("prop:ivl>=30", "d"),
        ("prop:ivl=0", "nsfx"),
        ("prop:reps=0", "n"),
        ("prop:reps>=3", "dlsfx"),
        ("prop:lapses>3", "f"),
        ("prop:r<0.9", "d"),
        ("-prop:r<0.9", "nlsfx"),
        ("PROP:S>=3e1", "d"),
    ],
)
def test_a_key_asks_where_a_card_stands(query: str, cards: str) -> None:
    assert found(query, studied()) == cards


def test_marks_can_be_asked_for_and_keep_cards_from_being_due() -> None:
    known = {card: remembered() for card in "abcde"}
    marked = {
        "a": Marks(suspended=True),
        "b": Marks(buried=TODAY),
        "c": Marks(buried=TODAY - DAY, flag=2),
        "d": Marks(leech=True),
    }
    collection = collection_of(small_library(*"abcde"), MemoryStore(known=known, marked=marked))
    queries = {
        "is:suspended": "a",
        "is:buried": "b",
        "is:leech": "d",
        "tag:leech": "d",
        "flag:2": "c",
        "flag:0": "abde",
        "is:due": "cde",
        "prop:due=0": "cde",
        "is:review": "abcde",
    }
    assert {query: found(query, collection) for query in queries} == queries


def test_answers_can_be_asked_for_by_day_and_grade() -> None:
    # The learner's day began at 04:00 in Berlin, which is 03:00 here.
    morning = NOW.replace(hour=3, minute=0)
    store = MemoryStore()
    store.record(reviewed("a", Grade.AGAIN, at=morning))
    store.record(reviewed("b", Grade.GOOD, at=morning - MINUTE))
    store.record(reviewed("c", Grade.AGAIN, at=morning - 6 * DAY - MINUTE))
    store.record(reviewed("c", Grade.EASY, at=morning))
    collection = collection_of(small_library(*"abcd"), store)
    queries = {
        "rated:1": "ac",
        "rated:0": "ac",
        "rated:2": "abc",
        "rated:1:1": "a",
        "rated:7:1": "a",
        "rated:8:1": "ac",
        "introduced:1": "a",
        "introduced:2": "ab",
        "introduced:8": "abc",
        "prop:rated=-1": "b",
        "prop:rated<-1": "c",
        "prop:rated>=-1:3": "b",
    }
    assert {query: found(query, collection) for query in queries} == queries


def test_how_far_a_card_is_proven_can_be_asked_for(mini_cards: Path) -> None:
    library, _ = load_library(mini_cards)
    collection = replace(collection_of(library), proofs=Proofs(mini_cards))
    states = ("proven-cpu-cuda", "proven-cpu", "sourced", "unproven")
    shares = [{card.id for card in find_cards(f"state:{s}", collection, NOW)} for s in states]
    assert sum(map(len, shares)) == len(collection.cards)
    proven = find_cards("state:proven*", collection, NOW)
    assert {card.id for card in proven} == shares[0] | shares[1]
    assert proven
    assert find_cards("state:proven_cpu", collection, NOW) == find_cards(
        "state:proven-cpu", collection, NOW
    )


def test_reviews_are_read_only_for_a_query_about_them() -> None:
    class Costly(MemoryStore):
        def reviews(self, since: object = None) -> list[object]:  # type: ignore[override]
            raise OSError(5, "asked for")

    collection = collection_of(small_library("a"), Costly())
    assert found("is:new kind:recall -prop:r<0.9", collection) == "a"
    with pytest.raises(OSError, match="asked for"):
        found("rated:1", collection)


@pytest.mark.parametrize(
    ("query", "words", "caret"),
    [
        ("is:due or", "`or` has no term on one side", 7),
        ("and leaf", "`and` has no term", 0),
        ("a or or b", "`or` has no term", 5),
        ("(or a)", "`or` has no term", 1),
        ("a (b or) c", "`or` has no term", 5),
        ("-or", "`or` has no term", 1),
        ("(leaf", "a `(` is never closed", 0),
        ("a (b (c)", "a `(` is never closed", 2),
        ("leaf)", "a `)` closes nothing", 4),
        ("a ()", "nothing between `(` and `)`", 2),
        ('a "b', 'a `"` is never closed', 2),
        ('a ""', 'nothing between the `""`', 2),
        ('tag:""', 'nothing between the `""`', 4),
        ("leaf :x", "nothing stands before the `:`", 5),
        (r"a \x", r"`\x` means nothing: write `\\`", 2),
        ("a\\", "a lone `\\` hides nothing", 1),
        ("a \\ b", "a lone `\\` hides nothing", 2),
        ("is:dew", "`is:` knows no `dew`: write one of due, new, learn", 3),
        ("is:", "nothing follows `is:`: write what is meant, as in `is:due`", 0),
        ("leaf front:x", "`front:` isn't a key: the keys are is, tag, deck", 5),
        ("kind:recal", "`kind:` knows no `recal`: write one of recall, predict", 5),
        ("level:boss", "write one of junior, mid, senior", 6),
        ("state:done", "write one of proven-cpu-cuda, proven-cpu, sourced, unproven", 6),
        ("flag:8", "`8` cannot stand here: write a number from 0 to 7", 5),
        ("flag:red", "write a number from 0 to 7", 5),
        ("prop:q>1", "`prop:` knows no `q`: the properties are ivl, due", 5),
        ("prop:ease>2", "`prop:` knows no `ease`", 5),
        ("prop:s", "`prop:s` is compared with nothing: write one of <= >=", 5),
        ("prop:>1", "`prop:` names no property", 5),
        ("prop:s>", "`` cannot stand here: write a number of days", 7),
        ("prop:s>nan", "`nan` cannot stand here", 7),
        ("prop:r<90", "`90` cannot stand here: write a share from 0 to 1", 7),
        ("prop:d>5", "write a share from 0 to 1", 7),
        ("prop:reps=1.5", "write a whole number, 0 or more", 10),
        ("prop:ivl<-1", "write a whole number, 0 or more", 9),
        ("prop:rated=1", "write a whole number, 0 or less", 11),
        ("rated:x", "write a whole number, 0 or more", 6),
        ("rated:7:5", "`5` cannot stand here: write a number from 1 to 4", 8),
        ("introduced:", "nothing follows `introduced:`", 0),
        ("(" * 60 + "a" + ")" * 60, "too many brackets", 50),
    ],
)
def test_a_query_nobody_can_follow_is_said_with_its_place(
    query: str, words: str, caret: int
) -> None:
    error = fault(query)
    assert words in str(error)
    sentence, shown, place = str(error).split("\n")
    assert ": " in sentence  # what is wrong, and the remedy
    assert (shown, place) == (query, " " * caret + "^") or len(query) > 78


@pytest.mark.parametrize("width", [20, 38, 78])
@pytest.mark.parametrize("query", ["x" * 90 + " (", "(" + " y" * 60, "漢字 " * 20 + "or"])
def test_a_long_query_is_shown_around_the_place(query: str, width: int) -> None:
    shown, place = fault(query).pointing(width).split("\n")
    assert columns(shown) <= width
    at = len(place) - 1
    under = next(char for n, char in enumerate(shown) if columns(shown[:n]) == at)
    assert under in "(o"


@given(st.text(alphabet='ab"()-:*_\\ orandispt<>=1\u3000\n', max_size=40))
def test_whatever_is_typed_is_answered_or_refused_in_words(query: str) -> None:
    with suppress(QueryError):
        assert set(find_cards(query, collection_of(LIBRARY), NOW)) <= set(LIBRARY.cards)
        return
    assert fault(query).at.start <= len(query)


@given(st.text(alphabet="ab* _", min_size=1, max_size=12), st.text(alphabet="ab ", max_size=12))
def test_not_a_query_is_every_other_card(one: str, other: str) -> None:
    collection = collection_of(small_library("aa", "ab", "ba"))
    query = f'"{one}"'
    there = find_cards(query, collection, NOW)
    missing = find_cards(f"-{query}", collection, NOW)
    assert sorted(card.id for card in (*there, *missing)) == ["aa", "ab", "ba"]
    both = find_cards(f"({query} or {other}x)", collection, NOW) if other.strip() else there
    assert set(there) <= set(both)


def test_a_query_full_of_stars_is_answered_at_once() -> None:
    collection = collection_of(
        Library("x", (Deck("d", "d", cards=(asked_card("a", back="ab" * 2000),)),))
    )
    started = time.process_time()
    assert find_cards("*a*b" * 12 + "*c", collection, NOW) == ()
    assert find_cards("w:a" + "*a*b" * 12 + "*c", collection, NOW) == ()
    assert find_cards("deck:" + "*a*b" * 12 + "*c", collection, NOW) == ()
    assert time.process_time() - started < 5  # backtracking would take years


def test_cards_are_found_in_study_order_and_a_retired_one_never_is() -> None:
    library, _ = load_library(CARDS)
    collection = collection_of(library)
    assert find_cards("", collection, NOW) == tuple(collection.cards.values())
    assert "gone" not in {card.id for card in find_cards("", collection, NOW + timedelta(days=9))}
