"""The quotations that each kind of card must have: no card answers with another's proof."""

from __future__ import annotations

from deckgen.model import Card, Kind

Rule = tuple[bool, str, str]
"""Whether the rule holds, what the card does wrong if not, and the remedy."""


def quotation_rules(card: Card) -> list[Rule]:
    """Return the rules of a card's kind and those of every kind."""
    rules = {Kind.PREDICT: _predict, Kind.FIX: _fix, Kind.WRITE: _write}.get(card.kind)
    return [*(rules(card) if rules else ()), *_every(card)]


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
