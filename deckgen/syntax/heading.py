"""The heading of a card: its question and `{#id .kind .level}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from deckgen.model import Card, CardId, Kind, Level

if TYPE_CHECKING:
    from deckgen.syntax.parsed_file import ParsedFile

ATTRIBUTES = re.compile(r"^(?P<question>.*?)[ \t]*\{(?P<words>[#.][^{}]*)\}$", re.DOTALL)
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
C = TypeVar("C", Kind, Level)
EXAMPLE = "end the heading with `{#short-id .recall .junior}`"


def read_heading(file: ParsedFile, text: str, line: int) -> Card | None:
    """Read a card's question, id, kind and level; None where the id cannot be read."""
    found = ATTRIBUTES.match(text)
    words = found["words"].split() if found else []
    question = (found["question"] if found else text).strip()
    if not question:
        file.report(line, "the heading asks nothing", "write the question before the `{#id …}`")
    card_id = _read_id(file, words, line)
    kind = _read_class(file, words, line, Kind)
    level = _read_class(file, words, line, Level)
    known = {*Kind, *Level}
    for word in words:
        if word[0] not in "#." or (word[0] == "." and word[1:] not in known):
            file.report(
                line,
                f"`{word}` is neither a kind nor a level",
                f"kinds: {', '.join(Kind)}; levels: {', '.join(Level)}",
            )
    if card_id is None:
        return None
    return Card(
        card_id, question, kind or Kind.RECALL, level or Level.JUNIOR, place=file.place(line)
    )


def _read_id(file: ParsedFile, words: list[str], line: int) -> CardId | None:
    ids = [word[1:] for word in words if word.startswith("#")]
    if len(ids) != 1:
        what = f"the card has {len(ids)} ids" if ids else "the card has no id"
        file.report(line, what, EXAMPLE)
        return None
    if not ID.fullmatch(ids[0]):
        file.report(
            line, f"`{ids[0]}` isn't a card id", "use lower case letters, digits and hyphens"
        )
        return None
    return CardId(ids[0])


def _read_class(file: ParsedFile, words: list[str], line: int, choices: type[C]) -> C | None:
    found = [choices(word[1:]) for word in words if word[:1] == "." and word[1:] in set(choices)]
    if len(found) == 1:
        return found[0]
    name = choices.__name__.lower()
    what = f"the card has {len(found)} {name}s" if found else f"the card has no {name}"
    file.report(line, what, f"give one of {', '.join(f'.{choice}' for choice in choices)}")
    return None
