"""Fences for readers of Markdown that do not know our quotations."""

from __future__ import annotations

from deckgen.syntax.markdown import dialect
from deckgen.syntax.quote import split_info


def plain_fences(markdown: str) -> str:
    """Return Markdown whose fences name nothing but their language.

    Many readers take the whole info string for the language and then highlight nothing. The output
    of another device is announced in a line above it.
    """
    lines = markdown.split("\n")
    for token in dialect().parse(markdown):
        if token.type == "fence" and token.map:
            line = lines[token.map[0]]
            start = line.index(token.markup) + len(token.markup)
            language, options = split_info(token.info)
            device = options.get("device", "").upper()
            lines[token.map[0]] = (f"On {device}:\n\n" if device else "") + line[:start] + language
    return "\n".join(lines)
