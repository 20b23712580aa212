"""The cards as one Markdown page of questions and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from deckgen.backends.export.sides import code_lines, plain_sides
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, Deck
from deckgen.snippets.state import proof_line, releases_line

TAG = re.compile(
    r"(?P<kept>\\.|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)|`+|<(?:https?|mailto):[^\s<>]*>)|<(?=[A-Za-z/!?])",
    re.DOTALL,
)
"""What other readers would see as a tag; what may not be touched is kept."""


def write_page(checked: CheckedLibrary, cards: Iterable[tuple[Deck, Card]]) -> bytes:
    """A chapter a topic, a section a card, in study order."""
    parts = [f"# {checked.library.name}"]
    for deck, rows in groupby(cards, key=lambda row: row[0]):
        parts.append(f"## {deck.title}")
        parts += [part for _, card in rows for part in _card(checked, card) if part]
    return ("\n\n".join(parts) + "\n").encode()


def _card(checked: CheckedLibrary, card: Card) -> Iterator[str]:
    sides = plain_sides(card)
    yield f"### {_tagless(_whole(card.question))}"
    yield _tagless(sides.front)
    yield "\n".join(f"- Hint: {_tagless(hint)}" for hint in card.hints)
    yield "**Answer**"
    yield _tagless(sides.back)
    yield "\n".join(f"- {line}" for line in _notes(checked, card))


def _notes(checked: CheckedLibrary, card: Card) -> Iterator[str]:
    yield _tagless(proof_line(card, checked.shelf))
    if releases := releases_line(card, checked.shelf):
        yield releases
    for source in card.sources:
        yield f"Source: <{source}>" if source.startswith("http") else f"Source: {source}"
    for other in card.see:
        yield f"See also: {_tagless(checked.questions[other])}"


def _whole(question: str) -> str:
    """The question as a heading keeps it, for `#` at its end would be taken for a closing mark."""
    return re.sub(r"(?<!\S)(#+)$", r"\\\1", question)


def _tagless(markdown: str) -> str:
    """The text with every `<unk>` outside code as text, where other readers would see a tag."""
    code, lines = code_lines(markdown), markdown.split("\n")
    parts = []
    for is_code, numbers in groupby(range(len(lines)), key=lambda n: n in code):
        text = "\n".join(lines[n] for n in numbers)
        parts.append(text if is_code else "\n\n".join(map(_escape, text.split("\n\n"))))
    return "\n".join(parts)


def _escape(paragraph: str) -> str:
    return TAG.sub(lambda found: found["kept"] or "\\<", paragraph)
