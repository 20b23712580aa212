"""The two facts at the top of a card file: which deck it is, and its tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from deckgen.syntax.source import Source

TAG = re.compile(r"[^\s\"',]+")
REMEDY = "begin the file with the lines `---`, `deck: Topic`, `tags: [topic]`, `---`"


def read_front_matter(source: Source) -> tuple[str, tuple[str, ...]]:
    """The deck's name and tags."""
    token = next((t for t in source.blocks[:1] if t.type == "front_matter"), None)
    if token is None:
        source.blame(0, "no front matter", REMEDY)
        return "", ()
    facts = _read_yaml(source, token.content)
    for key in facts.keys() - {"deck", "tags"}:
        source.blame(
            0, f"unknown key `{key}` in the front matter", "only `deck` and `tags` are known"
        )
    name, tags = facts.get("deck"), facts.get("tags", [])
    if not isinstance(name, str) or not name.strip():
        source.blame(0, "the front matter names no deck", "add a line `deck: Topic`")
        name = ""
    if not isinstance(tags, list) or not all(isinstance(t, str) and TAG.fullmatch(t) for t in tags):
        source.blame(0, "tags are not a list of words", "write `tags: [autograd, training]`")
        tags = []
    return name.strip(), tuple(tags)


def _read_yaml(source: Source, text: str) -> dict[object, object]:
    try:
        # every scalar stays text: a deck named `on` or `2024` keeps its name
        facts = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        source.blame(mark.line + 1 if mark else 0, "the front matter is not YAML", REMEDY)
        return {"deck": "?"}
    if isinstance(facts, dict):
        return facts
    source.blame(0, "the front matter is not `key: value` lines", REMEDY)
    return {"deck": "?"}
