"""The parser of card files: it collects every problem with its line and remedy."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from deckgen.model import Deck, Place, Problem
from deckgen.syntax.fields import Fields, read_fields
from deckgen.syntax.files import bad_character
from deckgen.syntax.heading import read_heading
from deckgen.syntax.markdown import is_closed, normalize, read_blocks
from deckgen.syntax.parsed_file import ParsedFile, SourceCard
from deckgen.syntax.quote import read_quote, report_unquoted

if TYPE_CHECKING:
    from markdown_it.token import Token


TAG = re.compile(r"[^\s\"',]+")
FRONT_MATTER = "begin the file with the lines `---`, `deck: Topic`, `---`"


def parse_deck(text: str, path: str) -> tuple[Deck, list[Problem]]:
    """Parse a card file; returns its deck and all problems."""
    file = parse_file(text, path)
    return file.deck, file.problems


def parse_file(text: str, path: str, *, proven: bool = True) -> ParsedFile:
    """Parse a card file; its deck holds all that could be read.

    Code that quotes no snippet is a problem, unless the deck is not `proven`.
    """
    plain = normalize(text)
    file = ParsedFile(path, text, plain.split("\n"), read_blocks(plain), proven=proven)
    for n, line in enumerate(file.lines):
        if bad := bad_character(line):
            file.report(n, *bad)
    name, tags = _read_front_matter(file)
    starts = [_line(token) for token in _headings(file) if token.tag == "h2"]
    title, preface = _read_title(file, starts[0] if starts else len(file.lines))
    ends = [*starts, len(file.lines)]
    file.rest, *groups = _by_card(file, starts)
    for (start, end), blocks in zip(pairwise(ends), groups, strict=True):
        if card := _read_card(file, blocks, start, end):
            file.cards.append(card)
        else:
            file.rest += blocks
    if not file.cards and not file.problems:
        remedy = "write one under a `## Question? {#id .kind .level}`"
        file.report(0, "no card in this file", remedy)
    cards = tuple(source.card for source in file.cards)
    file.deck = Deck(name, title, tags, preface, cards, Place(path, 1))
    file.problems.sort()
    return file


def _read_front_matter(file: ParsedFile) -> tuple[str, tuple[str, ...]]:
    """Read the deck's name and tags."""
    token = next((t for t in file.blocks[:1] if t.type == "front_matter"), None)
    if token is None:
        file.report(0, "no front matter", FRONT_MATTER)
        return "", ()
    facts = _read_yaml(file, token.content)
    for key in facts.keys() - {"deck", "tags"}:
        what = f"unknown key `{key}` in the front matter"
        file.report(0, what, "only `deck` and `tags` are known")
    name, tags = facts.get("deck"), facts.get("tags", [])
    if not isinstance(name, str) or not name.strip():
        file.report(0, "the front matter has no deck", "add a line `deck: Topic`")
        name = ""
    if not isinstance(tags, list) or not all(isinstance(t, str) and TAG.fullmatch(t) for t in tags):
        file.report(0, "tags are not a list of words", "write `tags: [autograd, training]`")
        tags = []
    return name.strip(), tuple(tags)


def _read_yaml(file: ParsedFile, text: str) -> dict[object, object]:
    try:
        # every scalar stays text: a deck named `on` or `2024` keeps its name
        facts = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        file.report(mark.line + 1 if mark else 0, "the front matter is not YAML", FRONT_MATTER)
        return {"deck": "?"}
    if isinstance(facts, dict):
        return facts
    file.report(0, "the front matter is not `key: value` lines", FRONT_MATTER)
    return {"deck": "?"}


def _line(token: Token) -> int:
    assert token.map is not None
    return token.map[0]


def _end(token: Token) -> int:
    assert token.map is not None
    return token.map[1]


def _headings(file: ParsedFile) -> Iterator[Token]:
    """Yield the headings written with `#`; a rule that makes text a heading is a problem."""
    for token in file.blocks:
        if token.type != "heading_open" or token.level:
            continue
        if token.markup in "-=":
            file.report(
                _end(token) - 1,
                f"`{token.markup * 3}` directly under text makes a heading of the text",
                "leave a blank line before it",
            )
        elif token.tag in ("h1", "h2"):
            yield token


def _read_title(file: ParsedFile, end: int) -> tuple[str, str]:
    """Read the title and the note to authors below it."""
    titles = [
        t
        for t in file.blocks
        if t.type == "heading_open" and (t.tag, t.markup, t.level) == ("h1", "#", 0)
    ]
    for extra in titles[1:]:
        file.report(
            _line(extra), "a second `#` title", "one file holds one topic; use `##` for a card"
        )
    if not titles or _line(titles[0]) > end:
        file.report(0, "the topic has no title", "write `# Topic` below the front matter")
        return "", ""
    title = file.blocks[file.blocks.index(titles[0]) + 1].content
    return title, file.text_of(_end(titles[0]), end)


def _by_card(file: ParsedFile, starts: list[int]) -> list[list[Token]]:
    """Cut the blocks that have lines: those above the first card, then those of each card."""
    groups: list[list[Token]] = [[] for _ in range(len(starts) + 1)]
    for token in file.blocks:
        if token.map:
            groups[bisect_right(starts, token.map[0])].append(token)
    return groups


def _read_card(file: ParsedFile, blocks: list[Token], start: int, end: int) -> SourceCard | None:
    """Read one card, from its heading to the next; None where it has no id."""
    card = read_heading(file, blocks[1].content, start)
    turn = _find_turn(file, blocks, start, end)
    front, above = _read_side(file, blocks, start + 1, turn, "front")
    back, below = _read_side(file, blocks, turn + 1, end, "back")
    quotes = []
    for token in (t for t in blocks if t.type == "fence"):
        if quote := read_quote(file, token, "front" if _line(token) < turn else "back"):
            quotes.append(quote)
        elif file.proven and not below.unproven:
            report_unquoted(file, token)
    if card is None:
        return None
    if not back and turn < end:
        file.report(start, "the back of the card is empty", "write the answer below the `---`")
    card = replace(
        card,
        front=front,
        back=back,
        hints=above.hints,
        sources=below.sources,
        see=below.see,
        origin=below.origin,
        retired=below.retired,
        unproven=below.unproven,
        accepts=below.accepts,
        quotes=tuple(quotes),
    )
    return SourceCard(card, file.lines[start:end], blocks, turn + 1)


def _find_turn(file: ParsedFile, blocks: list[Token], start: int, end: int) -> int:
    """Return the line of the `---` that turns the card over; the card's end if there is none."""
    turns = [_line(t) for t in blocks if t.type == "hr" and not t.level and "-" in t.markup]
    for extra in turns[1:]:
        file.report(
            extra, "a second `---` in one card", "a card has two sides; use `***` for a rule"
        )
    if turns:
        return turns[0]
    file.report(
        start, "the card is never turned over", "put a `---` between blank lines before the answer"
    )
    return end


def _report_block(file: ParsedFile, token: Token) -> None:
    """Report blocks that may stand nowhere in a card."""
    if token.type == "fence" and not token.level and not is_closed(token, file.lines):
        file.report(_line(token), "this fence never closes", f"close it with `{token.markup}`")
    elif token.type == "code_block":
        file.report(_line(token), "indented code", "quote code in a fence, or remove the indent")


def _read_side(
    file: ParsedFile, blocks: list[Token], start: int, end: int, side: str
) -> tuple[str, Fields]:
    """Read the text of a side and the fields that close it."""
    everything = [t for t in blocks if t.map and start <= t.map[0] < end]
    inside = [t for t in everything if t.level == 0]
    for token in everything:
        _report_block(file, token)
    lists = [t for t in inside if t.type == "field_list_open"]
    if not lists:
        return file.text_of(start, end), Fields()
    fields = read_fields(file, blocks, lists[0], side)
    for token in inside:
        if _line(token) >= _end(lists[0]):
            file.report(_line(token), "text after the fields of a side", "put the fields last")
    return file.text_of(start, _line(lists[0])), fields
