"""Foreign Markdown made harmless: nothing in it is read as a part of the card around it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from deckgen.syntax.cloze import OPEN
from deckgen.syntax.files import CONTROL
from deckgen.syntax.markdown import normalize, read_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

FENCE = re.compile(r"(.*?(?:`{3,}|~{3,})[ \t]*[^\s`=]*).*")
"""The opening line of a fence up to its language."""


def escape_line(text: str) -> str:
    """Text for one line of a card file."""
    return " ".join(_plain(text).split())


def escape_answer(markdown: str) -> str:
    """Text for the back of a card."""
    text = _plain(normalize(markdown)).strip("\n")
    # what is escaped may change how the lines below it read
    for _ in range(len(text)):
        escaped = _escape_visible(text)
        if escaped == text:
            break
        text = escaped
    return text.rstrip()


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
    return OPEN.sub(lambda found: "{ " + found[0][1:], text)


def _escape_visible(text: str) -> str:
    """The text with everything escaped that reads as a part of a card as it stands."""
    # the blank keeps a rule on the first line from being read as front matter
    lines = ["", *text.split("\n")]
    done, parts = 1, list[str]()
    for token in read_blocks("\n".join(lines)):
        start, end = token.map or (0, 0)
        if start < done:
            continue  # it stands in what was escaped just now
        if (escaped := _escape(token, lines[start:end])) != lines[start:end]:
            parts += [*lines[done:start], *escaped]
            done = end
    return "\n".join([*parts, *lines[done:]])


def _escape(token: Token, lines: list[str]) -> list[str]:
    if token.type == "fence":
        return [FENCE.sub(r"\1", lines[0]).rstrip(), *lines[1:]]
    if token.level:
        return lines
    if token.type == "code_block":
        return [*_fenced(token.content.rstrip("\n")), ""]
    if token.type == "field_list_open":
        return [_backslash(line) if line.lstrip().startswith(":") else line for line in lines]
    if token.type == "hr" and "-" in token.markup:
        return [_backslash(lines[0]), *lines[1:]]
    if token.type == "heading_open" and token.markup in "-=":
        return [*lines[:-1], _backslash(lines[-1])]
    if token.type == "heading_open":
        return [_backslash(lines[0]), *lines[1:]]
    return lines


def _backslash(line: str) -> str:
    return re.sub(r"(?=\S)", r"\\", line, count=1)


def _fenced(text: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *text.split("\n"), fence]
