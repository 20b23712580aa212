"""What a card shows of its proof: where it ran, what was checked, what tempts but is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.check import Checked
from deckgen.html import code_html, to_inline_html, to_text_html
from deckgen.model import Card
from deckgen.shelf import Shelf
from deckgen.state import proof_line, releases_line
from verified_snippets.kit.snippet import Cell, Snippet


def proof_html(card: Card, checked: Checked, ran: str | None = None) -> str:
    """How a card is proven, and each claim that was checked; `ran` replaces the first line."""
    line = proof_line(card, checked.shelf) if ran is None else ran
    claims = [check.title for snippet in _quoted(card, checked.shelf) for check in snippet.checks]
    parts = [f"<div>{to_inline_html(line)}</div>"]
    if releases := releases_line(card, checked.shelf):
        parts.append(f"<div>{releases}</div>")
    if claims:
        items = "".join(f"<li>{to_text_html(claim)}</li>" for claim in claims)
        parts.append(f"Checked by running it:<ul>{items}</ul>")
    return "".join(parts)


def tempting_html(card: Card, shelf: Shelf) -> str:
    """The wrong variants that the card does not show already, each folded below its mistake."""
    shown = {(quote.snippet, quote.wrong) for quote in card.quotes}
    return "".join(
        _variant(snippet, wrong, shelf)
        for snippet in _quoted(card, shelf)
        for n, wrong in enumerate(snippet.wrongs, 1)
        if not card.retired and (snippet.name, n) not in shown
    )


def _quoted(card: Card, shelf: Shelf) -> Iterator[Snippet]:
    return (shelf.snippets[name] for name in card.snippets if name in shelf.snippets)


def _variant(snippet: Snippet, wrong: Cell, shelf: Shelf) -> str:
    why = _why(snippet) if shelf.proof(snippet.name, "cpu") else ""
    return (
        f"<details><summary>{to_text_html(wrong.title)}</summary>"
        f"{code_html(wrong.text, 'python', 'wrong')}{why}</details>"
    )


def _why(snippet: Snippet) -> str:
    """What a proof says of every variant: a check rejects it; the one there is, if there is one."""
    if len(snippet.checks) == 1:
        return f"<p>A check rejects it: {to_text_html(snippet.checks[0].title)}</p>"
    return "<p>At least one of the checks below rejects it.</p>"
