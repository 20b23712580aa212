"""The kinds of cards: how each is answered, what it must quote, and how a new one begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from deckgen.model import Card, Kind

Rule = tuple[bool, str, str]
"""Whether the rule holds, what the card does wrong if not, and the remedy."""


class Answer(StrEnum):
    """How a learner answers a card."""

    ALOUD = auto()
    OUTPUT = auto()
    """By typing what the program prints or raises."""
    CODE = auto()
    """By typing code that passes the checks."""
    GAPS = auto()
    """By typing the hidden words of a cloze."""


@dataclass(frozen=True, slots=True)
class KindOfCard:
    """All that sets one kind of card apart from the others."""

    answer: Answer
    instruction: str
    """What the quiz says below the question."""
    minutes: int
    """The time that a mock interview allows for the answer."""
    front: str
    """The front of a new card; `{code}` and `{broken}` stand for quotations of its snippet."""
    back: str
    """The back of a new card; `{code}` and `{printed}` stand for quotations of its snippet."""
    rules: Callable[[Card], list[Rule]] = lambda _: []
    """The quotations that a card of this kind must have."""


def quotation_rules(card: Card) -> list[Rule]:
    """Return the rules of a card's kind and those of every kind."""
    return [*KINDS[card.kind].rules(card), *_every(card)]


def _predict(card: Card) -> list[Rule]:
    shown, outcome = _quoted(card, "front", "code"), _quoted(card, "back", "output")
    given = _quoted(card, "front", "output")
    return [
        (bool(shown), "shows no code to predict", "quote the snippet on the front"),
        (not given, "gives its outcome away", "quote `output=` on the back only"),
        (shown <= outcome, "shows no outcome of its code", "quote its `output=` on the back"),
    ]


def _fix(card: Card) -> list[Rule]:
    broken, repaired = _quoted(card, "front", "wrong"), _quoted(card, "back", "code")
    given = _quoted(card, "front", "code")
    return [
        (bool(broken), "shows nothing to repair", "quote `wrong=1` on the front"),
        (not given, "gives the repair away", "quote the snippet on the back only"),
        (broken <= repaired, "shows no repair of its code", "quote the same snippet on the back"),
    ]


def _write(card: Card) -> list[Rule]:
    given = _quoted(card, "front", "code")
    return [
        (bool(_quoted(card, "back", "code")), "shows no solution", "quote the snippet on the back"),
        (not given, "gives the solution away", "quote the snippet on the back only"),
    ]


def _every(card: Card) -> list[Rule]:
    asked = card.kind is Kind.FIX or not _quoted(card, "front", "wrong")
    alone = _quoted(card, "back", "wrong") - _quoted(card, "back", "code")
    return [
        (asked, "asks with a wrong variant", "make it a `.fix` card, or quote the snippet itself"),
        (not alone, "answers with a wrong variant alone", "quote the snippet itself beside it"),
    ]


def _quoted(card: Card, side: str, part: str) -> set[str]:
    """Return the snippets whose card cell, wrong variant or output a side quotes."""
    return {
        quote.snippet
        for quote in card.quotes
        if quote.side == side
        and part == ("output" if quote.output else "wrong" if quote.wrong else "code")
    }


KINDS = {
    Kind.RECALL: KindOfCard(
        answer=Answer.ALOUD,
        instruction="Answer aloud, then compare.",
        minutes=2,
        front="",
        back="Answer.\n\n{code}",
    ),
    Kind.PREDICT: KindOfCard(
        answer=Answer.OUTPUT,
        instruction="What does it print, or raise?",
        minutes=2,
        front="{code}",
        back="{printed}\n\nWhy.",
        rules=_predict,
    ),
    Kind.WRITE: KindOfCard(
        answer=Answer.CODE,
        instruction="Write it; your code will be run.",
        minutes=5,
        front="Define `name(x)`.",
        back="{code}\n\nWhy.",
        rules=_write,
    ),
    Kind.FIX: KindOfCard(
        answer=Answer.CODE,
        instruction="This code has a bug. Fix it.",
        minutes=4,
        front="{broken}",
        back="{code}\n\nWhy.",
        rules=_fix,
    ),
    Kind.CLOZE: KindOfCard(
        answer=Answer.GAPS,
        instruction="What is missing?",
        minutes=1,
        front="A sentence with a {{c1::gap}}.",
        back="{code}\n\nWhy.",
    ),
}
