"""`deckgen sync`: quotations are rewritten to match their snippets."""

from __future__ import annotations

import re
from pathlib import Path

from deckgen.model import Quote
from deckgen.snippets.library import SnippetLibrary, load_snippets, quoted_text
from deckgen.syntax.cloze import find_clozes
from deckgen.syntax.library import parse_library
from deckgen.syntax.parsed_file import ParsedFile

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


def sync_library(cards: Path, snippets: Path) -> list[Path]:
    """Rewrite every stale quotation in a folder of cards; returns the files that changed.

    A file with a problem is left alone, because its fences may not be what they seem; so is a
    quotation with cloze marks, because only its writer knows what to hide in new text.
    """
    snippet_library, _ = load_snippets(snippets)
    changed = []
    for file in parse_library(cards).files:
        synced = _synced(file, snippet_library)
        if synced != file.text:
            path = Path(file.path)
            path.write_text(synced, encoding="utf-8", newline="")
            changed.append(path)
    return changed


def _synced(file: ParsedFile, snippet_library: SnippetLibrary) -> str:
    """Return a file's text with its quotations rewritten and nothing else changed."""
    if file.problems:
        return file.text
    lines = LINE.findall(file.text)
    quotes = [quote for card in file.deck.cards for quote in card.quotes]
    for quote in sorted(quotes, key=lambda quote: quote.place, reverse=True):
        wanted = _wanted_text(quote, snippet_library)
        if wanted is not None and wanted != quote.text:
            start, last = quote.place.line - 1, quote.end - 1
            ending = _ending(lines[start])
            fence = [line + ending for line in _fence(lines[start].rstrip("\r\n"), wanted)]
            fence[-1] = fence[-1].rstrip("\r\n") + _ending(lines[last])
            lines[start : quote.end] = fence
    return "".join(lines)


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _wanted_text(quote: Quote, snippet_library: SnippetLibrary) -> str | None:
    """Return the text a quotation should have; None where only its writer can decide."""
    snippet = snippet_library.snippets.get(quote.snippet)
    if snippet is None or not snippet.of("card") or find_clozes(quote.text, code=True):
        return None
    return quoted_text(snippet, quote)


def _fence(opening: str, text: str) -> list[str]:
    info = opening.lstrip().lstrip("`~")
    runs = [len(run) for run in re.findall(r"^ {0,3}(`{3,})", text, re.MULTILINE)]
    marker = "`" * max([3, *(run + 1 for run in runs)])
    return [f"{marker}{info}", *text.split("\n"), marker]
