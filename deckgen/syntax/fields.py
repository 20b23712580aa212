"""The field lines that close a side: hints on the front, everything else on the back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deckgen.model import CardId

if TYPE_CHECKING:
    from markdown_it.token import Token

    from deckgen.syntax.parsed_file import ParsedFile

SIDE = {
    "hint": "front",
    "source": "back",
    "see": "back",
    "origin": "back",
    "retired": "back",
    "unproven": "back",
    "accept": "back",
}
ORIGIN = re.compile(r"q(0[1-9]|1\d|20)")
ACCEPT = re.compile(r"c(?P<number>[1-9]\d?)\s+(?P<words>\S.*)")


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of the field lines of one side."""

    hints: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[CardId, ...] = ()
    origin: tuple[str, ...] = ()
    retired: str | None = None
    unproven: str | None = None
    accepts: tuple[tuple[int, str], ...] = ()


def read_fields(file: ParsedFile, blocks: list[Token], opening: Token, side: str) -> Fields:
    """Read the fields of a list; unknown, empty, doubled and misplaced ones are problems."""
    values: dict[str, list[str]] = {name: [] for name in SIDE}
    for name, text, line in _entries(file, blocks, opening):
        if name not in SIDE:
            file.report(line, f"unknown field `:{name}:`", f"known fields: {', '.join(SIDE)}")
        elif SIDE[name] != side:
            file.report(line, f"`:{name}:` stands on the {side}", f"it belongs on the {SIDE[name]}")
        elif not text:
            file.report(
                line, f"`:{name}:` is empty", "write its text on the same line, or remove it"
            )
        elif name in ("retired", "unproven") and values[name]:
            file.report(line, f"a second `:{name}:`", "keep one")
        else:
            values[name].append(text)
            if name == "origin" and not all(map(ORIGIN.fullmatch, _words(text))):
                file.report(line, f"`{text}` isn't a question of the source", "use q01 to q20")
            if name == "accept" and not ACCEPT.fullmatch(text):
                file.report(
                    line,
                    f"`:accept: {text}` names a gap that the card doesn't have",
                    "write `:accept: c1 words`",
                )
    return Fields(
        tuple(values["hint"]),
        tuple(values["source"]),
        tuple(CardId(word) for text in values["see"] for word in _words(text)),
        tuple(word for text in values["origin"] for word in _words(text)),
        next(iter(values["retired"]), None),
        next(iter(values["unproven"]), None),
        tuple(
            (int(found["number"]), found["words"])
            for text in values["accept"]
            if (found := ACCEPT.fullmatch(text))
        ),
    )


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word]


def _entries(
    file: ParsedFile, blocks: list[Token], opening: Token
) -> Iterator[tuple[str, str, int]]:
    """Yield name, text and line of every field below an opening token."""
    assert opening.map is not None
    end = opening.map[1]
    at = next(n for n, token in enumerate(blocks) if token is opening)
    name, line = "", 0
    for token in blocks[at + 1 :]:
        if token.map is None or token.map[0] >= end:
            continue
        if token.type == "inline" and token.level == 2:
            name, line = token.content, token.map[0]
        elif token.type == "fieldlist_body_open":
            yield name, _body(file, token, line), line


def _body(file: ParsedFile, token: Token, line: int) -> str:
    assert token.map is not None
    first, *rest = file.lines[line : token.map[1]]
    for n, text in enumerate(rest, line + 1):
        if text.strip() and not text[0].isspace():
            file.report(
                n, "text directly under a field", "leave a blank line, or indent it to go on"
            )
    text = first.split(":", 2)[2]
    return " ".join(" ".join((text, *rest)).split())
