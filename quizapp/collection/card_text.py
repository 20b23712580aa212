"""The two sides of a card as Markdown, and the corrections since the learner last saw it."""

from __future__ import annotations

import re
from difflib import ndiff
from typing import TYPE_CHECKING

from deckgen.model import Kind
from deckgen.render.fences import plain_fences
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from deckgen.syntax.math_and_images import FORMULA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deckgen.model import Card

TEX = re.compile(r"\\[A-Za-z]|[_^]\{")
"""A sign that a hidden word was cut out of a formula."""


def say_corrections(before: str, after: str) -> str:
    """The lines that went (`-`) and came (`+`), in the order of the card; empty where none did."""
    lines = ndiff(before.splitlines(), after.splitlines())
    return "\n".join(
        line.rstrip() for line in lines if line[:2] in ("- ", "+ ") and line[2:].strip()
    )


def front_text(card: Card, *, revealed: bool) -> str:
    """The front below the question; a cloze shows its words only once it is revealed."""
    if card.kind is not Kind.CLOZE:
        return plain_fences(card.front)
    return plain_fences(replace_in_markdown(card.front, _shown if revealed else _hidden))


def text_of(card: Card) -> str:
    """The text of a card; a later text that differs is a correction."""
    return "\n\n".join(filter(None, (card.question, card.front, "---", card.back)))


def hints_text(card: Card, count: int) -> str:
    """The first hints of a card."""
    return "\n\n".join(f"> *Hint:* {hint}" for hint in card.hints[:count])


def back_text(card: Card) -> str:
    """The answer; that of a cloze begins with its words, which a fence could not mark."""
    words = f"Missing: {' · '.join(_missing(card))}" if card.kind is Kind.CLOZE else ""
    return plain_fences("\n\n".join(filter(None, (words, card.back))))


def corrected_text(corrections: str) -> str:
    """The corrections as a diff, under a heading; empty without corrections."""
    if not corrections:
        return ""
    return f"**Corrected since you last saw it:**\n\n~~~~~~diff\n{corrections}\n~~~~~~"


def notes_text(card: Card, cards: Mapping[str, Card], proof: str = "") -> str:
    """The sources, related cards and snippets of a card; `cards` are those it may refer to."""
    notes = [f"Source: {_linked(source)}" for source in card.sources]
    notes += [f"See also: {cards[other].question}" for other in card.see if other in cards]
    notes += [f"Run as `{name}`" for name in card.snippets]
    if proof:
        notes.append(proof)
    elif card.unproven:
        notes.append(f"Not run: {card.unproven}")
    return "\n".join(f"- {note}" for note in notes)


def _missing(card: Card) -> list[str]:
    """The words a cloze hides, each once and in one line, as code unless they bring their own."""
    words: dict[str, None] = {}

    def take(cloze: Cloze) -> str:
        words[" ".join(cloze.text.split())] = None
        return cloze.text

    replace_in_markdown(card.front, take)
    return [_marked_up(word, "$" in card.front) for word in words]


def _marked_up(word: str, formulas: bool) -> str:
    """A hidden word as Markdown: a formula or a part of one, or else code."""
    if "`" in word or FORMULA.search(word):
        return word
    return f"${word}$" if formulas and TEX.search(word) else f"`{word}`"


def _shown(cloze: Cloze) -> str:
    return cloze.text


def _hidden(cloze: Cloze) -> str:
    return f"[{cloze.hint or '…'}]"


def _linked(source: str) -> str:
    return f"<{source}>" if re.fullmatch(r"https?://[^\s<>]+", source) else source
