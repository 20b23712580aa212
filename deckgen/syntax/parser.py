"""Card files read into decks; every wrong turn becomes a problem with its line and remedy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from deckgen.model import Card, Deck, Place, Problem
from deckgen.syntax.fields import Fields, read_fields
from deckgen.syntax.files import unfit_letter
from deckgen.syntax.front_matter import read_front_matter
from deckgen.syntax.heading import read_heading
from deckgen.syntax.markdown import is_closed, normalize, read_blocks
from deckgen.syntax.quote import blame_unquoted, read_quote
from deckgen.syntax.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token


def parse_deck(text: str, path: str) -> tuple[Deck, list[Problem]]:
    """Read one card file; the deck holds what could be read, the problems all that is wrong."""
    text = normalize(text)
    source = Source(path, text.split("\n"), read_blocks(text))
    _blame_letters(source)
    name, tags = read_front_matter(source)
    starts = [_line(token) for token in _headings(source) if token.tag == "h2"]
    title, preface = _read_title(source, starts[0] if starts else len(source.lines))
    ends = [*starts, len(source.lines)]
    cards = tuple(
        card
        for (start, end), blocks in zip(pairwise(ends), _by_card(source, starts), strict=True)
        if (card := _read_card(source, blocks, start, end))
    )
    if not cards and not source.problems:
        source.blame(
            0, "no card in this file", "write one under a `## Question? {#id .kind .level}`"
        )
    deck = Deck(name, title, tags, preface, cards, Place(path, 1))
    return deck, sorted(source.problems)


def _blame_letters(source: Source) -> None:
    for n, line in enumerate(source.lines):
        if unfit := unfit_letter(line):
            source.blame(n, *unfit)


def _line(token: Token) -> int:
    assert token.map is not None
    return token.map[0]


def _end(token: Token) -> int:
    assert token.map is not None
    return token.map[1]


def _headings(source: Source) -> Iterator[Token]:
    """The headings written with `#`; one that a rule under text made is a slip."""
    for token in source.blocks:
        if token.type != "heading_open" or token.level:
            continue
        if token.markup in "-=":
            source.blame(
                _end(token) - 1,
                f"`{token.markup * 3}` directly under text makes a heading of the text",
                "leave a blank line before it",
            )
        elif token.tag in ("h1", "h2"):
            yield token


def _read_title(source: Source, end: int) -> tuple[str, str]:
    """The title and the note to authors below it."""
    titles = [
        t
        for t in source.blocks
        if t.type == "heading_open" and (t.tag, t.markup, t.level) == ("h1", "#", 0)
    ]
    for extra in titles[1:]:
        source.blame(
            _line(extra), "a second `#` title", "one file holds one topic; use `##` for a card"
        )
    if not titles or _line(titles[0]) > end:
        source.blame(0, "the topic has no title", "write `# Topic` below the front matter")
        return "", ""
    title = source.blocks[source.blocks.index(titles[0]) + 1].content
    return title, source.text(_end(titles[0]), end)


def _by_card(source: Source, starts: list[int]) -> list[list[Token]]:
    """The blocks of each card that have lines, in one pass."""
    cards: list[list[Token]] = [[] for _ in starts]
    for token in source.blocks:
        if token.map and (nth := bisect_right(starts, token.map[0])):
            cards[nth - 1].append(token)
    return cards


def _read_card(source: Source, blocks: list[Token], start: int, end: int) -> Card | None:
    """One card, from its heading to the next one; None where it has no id to be known by."""
    card = read_heading(source, blocks[1].content, start)
    turn = _find_turn(source, blocks, start, end)
    front, hints = _read_side(source, blocks, start + 1, turn, "front")
    back, facts = _read_side(source, blocks, turn + 1, end, "back")
    quotes = []
    for token in (t for t in blocks if t.type == "fence"):
        if quote := read_quote(source, token, "front" if _line(token) < turn else "back"):
            quotes.append(quote)
        elif not facts.unproven:
            blame_unquoted(source, token)
    if card is None:
        return None
    if not back and turn < end:
        source.blame(start, "the back of the card is empty", "write the answer below the `---`")
    return replace(
        card,
        front=front,
        back=back,
        hints=hints.hints,
        sources=facts.sources,
        see=facts.see,
        origin=facts.origin,
        retired=facts.retired,
        unproven=facts.unproven,
        quotes=tuple(quotes),
    )


def _find_turn(source: Source, blocks: list[Token], start: int, end: int) -> int:
    """The line of the `---` that turns the card over; the card's end where there is none."""
    turns = [_line(t) for t in blocks if t.type == "hr" and not t.level and "-" in t.markup]
    for extra in turns[1:]:
        source.blame(
            extra, "a second `---` in one card", "a card has two sides; use `***` for a rule"
        )
    if turns:
        return turns[0]
    source.blame(
        start, "the card is never turned over", "put a `---` between blank lines before the answer"
    )
    return end


def _blame_block(source: Source, token: Token) -> None:
    """What no card may hold, wherever it stands."""
    if token.type == "fence" and not token.level and not is_closed(token, source.lines):
        source.blame(_line(token), "this fence never closes", f"close it with `{token.markup}`")
    elif token.type == "code_block":
        source.blame(_line(token), "indented code", "quote code in a fence, or remove the indent")


def _read_side(
    source: Source, blocks: list[Token], start: int, end: int, side: str
) -> tuple[str, Fields]:
    """The text of a side and the fields that close it."""
    everything = [t for t in blocks if t.map and start <= t.map[0] < end]
    inside = [t for t in everything if t.level == 0]
    for token in everything:
        _blame_block(source, token)
    lists = [t for t in inside if t.type == "field_list_open"]
    if not lists:
        return source.text(start, end), Fields()
    fields = read_fields(source, blocks, lists[0], side)
    for token in inside:
        if _line(token) >= _end(lists[0]):
            source.blame(_line(token), "text after the fields of a side", "put the fields last")
    return source.text(start, _line(lists[0])), fields
