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
"""Text that other readers would take for a tag; what matched as `kept` stays unchanged."""


def export(checked: CheckedLibrary, cards: Iterable[tuple[Deck, Card]]) -> bytes:
    """Return the page: a chapter per topic and a section per card, in study order."""
    parts = [f"# {checked.library.name}"]
    for deck, rows in groupby(cards, key=lambda row: row[0]):
        parts.append(f"## {deck.title}")
        parts += [part for _, card in rows for part in _card(checked, card) if part]
    return ("\n\n".join(parts) + "\n").encode()


def _card(checked: CheckedLibrary, card: Card) -> Iterator[str]:
    sides = plain_sides(card)
    yield f"### {_escape_tags(_escape_hashes(card.question))}"
    yield _escape_tags(sides.front)
    yield "\n".join(f"- Hint: {_escape_tags(hint)}" for hint in card.hints)
    yield "**Answer**"
    yield _escape_tags(sides.back)
    yield "\n".join(f"- {line}" for line in _notes(checked, card))


def _notes(checked: CheckedLibrary, card: Card) -> Iterator[str]:
    yield _escape_tags(proof_line(card, checked.snippet_library))
    if releases := releases_line(card, checked.snippet_library):
        yield releases
    for source in card.sources:
        yield f"Source: <{source}>" if source.startswith("http") else f"Source: {source}"
    for other in card.see:
        yield f"See also: {_escape_tags(checked.questions[other])}"


def _escape_hashes(question: str) -> str:
    """Escape `#` at the end of a question, which a heading would drop as its closing mark."""
    return re.sub(r"(?<!\S)(#+)$", r"\\\1", question)


def _escape_tags(markdown: str) -> str:
    """Escape every `<unk>` outside code, which other readers would take for a tag."""
    code, lines = code_lines(markdown), markdown.split("\n")
    parts = []
    for is_code, numbers in groupby(range(len(lines)), key=lambda n: n in code):
        text = "\n".join(lines[n] for n in numbers)
        parts.append(text if is_code else "\n\n".join(map(_escape_paragraph, text.split("\n\n"))))
    return "\n".join(parts)


def _escape_paragraph(paragraph: str) -> str:
    return TAG.sub(lambda found: found["kept"] or "\\<", paragraph)
