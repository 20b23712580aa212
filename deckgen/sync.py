"""Quotations rewritten to say what their snippets say."""

from __future__ import annotations

import re
from pathlib import Path

from deckgen.cloze import find_clozes
from deckgen.markdown import normalize
from deckgen.model import Library, Quote
from deckgen.shelf import Shelf, quoted_text


def sync_library(library: Library, shelf: Shelf) -> list[Path]:
    """Rewrite every stale quotation; returns the files that changed.

    A quotation with cloze marks is left alone: only its writer knows what to hide in new text.
    """
    changed = []
    for deck in library.decks:
        path = Path(deck.place.path)
        quotes = [quote for card in deck.cards for quote in card.quotes]
        text = path.read_bytes().decode()
        synced = sync_text(text, quotes, shelf)
        if synced != text:
            path.write_text(synced, encoding="utf-8", newline="")
            changed.append(path)
    return changed


def sync_text(text: str, quotes: list[Quote], shelf: Shelf) -> str:
    """A file's text with its quotations rewritten; nothing else changes."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = normalize(text).split("\n")
    stale = False
    for quote in sorted(quotes, key=lambda quote: quote.place, reverse=True):
        snippet = shelf.snippets.get(quote.snippet)
        said = quoted_text(snippet, quote) if snippet and snippet.of("card") else None
        if said is None or said == quote.text or find_clozes(quote.text, code=True):
            continue
        stale = True
        start = quote.place.line - 1
        end = start + len(quote.text.split("\n")) + (2 if quote.text else 1)
        lines[start:end] = _fence(lines[start], said)
    return ending.join(lines) if stale else text


def _fence(opening: str, text: str) -> list[str]:
    info = opening.lstrip().lstrip("`~")
    runs = [len(run) for run in re.findall(r"^ {0,3}(`{3,})", text, re.MULTILINE)]
    marker = "`" * max([3, *(run + 1 for run in runs)])
    return [f"{marker}{info}", *text.split("\n"), marker]
