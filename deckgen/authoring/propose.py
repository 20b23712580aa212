"""Quotations for words that no check quotes, proposed to a person who reads the check."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.witnesses import Witness, WitnessedAnswer, find_witnesses, quotations_of
from verified_snippets.kit.snippet import Quotation, Snippet

WIDTH = 68
NEAR = 0.5
"""How much of a lost quotation a sentence must share to take its place."""


def propose_quotations(
    cards: Iterable[Card], snippet_library: SnippetLibrary, *, every: bool
) -> list[Path]:
    """Write proposals into the snippets of cards with silent words; returns the files changed.

    A proposal stands where a similar quotation was lost, or else in a stated cell at the end; it
    begins with `# >?`, and only a person takes the `?` away. Without `every`, a snippet that
    quotes nothing is left alone.
    """
    answers = [(card, find_witnesses(card, snippet_library)) for card in cards]
    changed = []
    for name, snippet in snippet_library.snippets.items():
        if not every and not any(cell.quotations for cell in snippet.cells):
            continue
        shown = [(card, answer) for card, answer in answers if name in card.snippets]
        # a sentence is proposed once, in the first snippet of its card
        first = [answer for card, answer in shown if card.snippets[0] == name]
        silent = [text for answer in first for text in _silent(answer)]
        lost = _lost(snippet, [answer for _, answer in shown])
        if silent and _write(snippet, silent, lost):
            changed.append(snippet.path)
    return changed


def _silent(answer: WitnessedAnswer) -> list[str]:
    return [each.sentence.text for each in answer.sentences if each.silent and not each.sourced]


def _lost(snippet: Snippet, answers: list[WitnessedAnswer]) -> list[Quotation]:
    """List the quotations whose words none of the cards says; those proposed before count too."""
    said = {w for answer in answers for each in answer.sentences for w in each.witnesses}
    witnesses: list[Witness] = [w for w in quotations_of(snippet) if w not in said]
    return [witness.quotation for witness in witnesses]


def _write(snippet: Snippet, silent: list[str], lost: list[Quotation]) -> bool:
    text = snippet.path.read_bytes().decode()
    lines, left = text.replace("\r\n", "\n").split("\n"), list(silent)
    for quotation in sorted(lost, key=lambda each: each.line, reverse=True):
        nearest = max(left, key=lambda text: _likeness(text, quotation.text), default="")
        if _likeness(nearest, quotation.text) < NEAR:
            continue
        start = end = quotation.line - 1
        while end < len(lines) and lines[end].startswith(("# > ", "# >? ")):
            end += 1
        lines[start:end] = _quoted(nearest)
        left.remove(nearest)
    if left:
        while lines and not lines[-1].strip():
            lines.pop()
        runs = ["\n".join(_quoted(sentence)) for sentence in left]
        lines += ["# %% stated ?", *"\n# >\n".join(runs).split("\n"), ""]
    ending = "\r\n" if "\r\n" in text else "\n"
    written = ending.join(lines)
    if written != text:
        snippet.path.write_bytes(written.encode())
    return written != text


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _quoted(text: str) -> list[str]:
    return textwrap.wrap(
        *(text, WIDTH),
        initial_indent="# >? ",
        subsequent_indent="# >? ",
        break_long_words=False,
        break_on_hyphens=False,
    )
