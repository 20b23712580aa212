"""Quotations rewritten to say what their snippets say."""

from __future__ import annotations

import re
from pathlib import Path

from deckgen.model import Library, Problem, Quote
from deckgen.snippets.library import SnippetLibrary, quoted_text
from deckgen.syntax.cloze import find_clozes
from deckgen.syntax.files import read_file
from deckgen.syntax.parser import parse_deck

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


def sync_library(library: Library, shelf: SnippetLibrary) -> list[Path]:
    """Rewrite every stale quotation; returns the files that changed.

    A file that cannot be read without a problem is left alone, for its fences may not be what they
    seem; so is a quotation with cloze marks: only its writer knows what to hide in new text.
    """
    changed = []
    for path in (Path(deck.place.path) for deck in library.decks):
        text = read_file(path)
        if isinstance(text, Problem):
            continue
        synced = sync_text(text, shelf)
        if synced != text:
            path.write_text(synced, encoding="utf-8", newline="")
            changed.append(path)
    return changed


def sync_text(text: str, shelf: SnippetLibrary) -> str:
    """A file's text with its quotations rewritten; nothing else changes."""
    deck, problems = parse_deck(text, "")
    if problems:
        return text
    lines = LINE.findall(text)
    quotes = [quote for card in deck.cards for quote in card.quotes]
    for quote in sorted(quotes, key=lambda quote: quote.place, reverse=True):
        said = _said(quote, shelf)
        if said is not None and said != quote.text:
            start, last = quote.place.line - 1, quote.end - 1
            ending = _ending(lines[start])
            fence = [line + ending for line in _fence(lines[start].rstrip("\r\n"), said)]
            fence[-1] = fence[-1].rstrip("\r\n") + _ending(lines[last])
            lines[start : quote.end] = fence
    return "".join(lines)


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _said(quote: Quote, shelf: SnippetLibrary) -> str | None:
    """What a quotation must say; None where it is not for us to write."""
    snippet = shelf.snippets.get(quote.snippet)
    if snippet is None or not snippet.of("card") or find_clozes(quote.text, code=True):
        return None
    return quoted_text(snippet, quote)


def _fence(opening: str, text: str) -> list[str]:
    info = opening.lstrip().lstrip("`~")
    runs = [len(run) for run in re.findall(r"^ {0,3}(`{3,})", text, re.MULTILINE)]
    marker = "`" * max([3, *(run + 1 for run in runs)])
    return [f"{marker}{info}", *text.split("\n"), marker]
