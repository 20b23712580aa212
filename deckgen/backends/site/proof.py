"""The proof of a snippet on the page: where it ran, and its whole file, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import pairwise

from deckgen.model import Card
from deckgen.render.html import to_html, to_inline_html
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.witnesses import WitnessedSentence, find_witnesses
from verified_snippets.kit.snippet import DEVICES, Cell, Snippet

HEAD = "For the bench"
CAPTIONS = {
    "setup": "Setup",
    "card": "What the card shows",
    "output": "Output, recorded",
    "raises": "Error, recorded",
    "check": "Check",
    "fact": "Fact beside it",
    "belied": "What the fact belies",
    "stated": "Stated, not run",
    "also": "Also right, and accepted",
    "wrong": "Wrong, and rejected",
}


def proof_html(name: str, snippet_library: SnippetLibrary) -> str:
    """Return the proof of one snippet."""
    snippet = snippet_library.snippets[name]
    runs = "".join(
        f"<dt>{device.upper()}</dt><dd>{_run(name, device, snippet_library)}</dd>"
        for device in DEVICES
    )
    cells = "".join(_cells(snippet))
    return (
        f'<section class="snippet"><h4><code>{escape(name)}.py</code>'
        f'<button type="button" class="copy">Copy the file</button></h4>'
        f'<dl class="runs">{runs}</dl>{cells}</section>'
    )


def sentences_html(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the sentences of a card's answer, each with the cells that quote it behind a click."""
    answer = find_witnesses(card, snippet_library)
    rows = [_sentence(each) for each in answer.sentences if each.witnesses]
    return (
        f'<h4>Each sentence, and its check</h4><ul class="sentences">{"".join(rows)}</ul>'
        if rows
        else ""
    )


def _sentence(each: WitnessedSentence) -> str:
    cells = dict.fromkeys(witness.cell for witness in each.witnesses)
    figures = "".join(
        _figure(cell.kind, _caption(cell), "", "\n".join(cell.lines).strip("\n")) for cell in cells
    )
    words = to_inline_html(each.sentence.text)
    return f"<li><details><summary>{words}</summary>{figures}</details></li>"


def _caption(cell: Cell) -> str:
    return CAPTIONS[cell.kind] + (f": {to_inline_html(cell.title)}" if cell.title else "")


def _run(name: str, device: str, snippet_library: SnippetLibrary) -> str:
    if device not in snippet_library.snippets[name].devices:
        return "not applicable: the snippet is about the CPU alone"
    proof = snippet_library.proof(name, device)
    if proof is None:
        return "pending"
    gpu = proof.device if device == "cuda" else ""
    chip = f"compute capability {proof.capability}" if proof.capability else ""
    facts = ("passed", gpu, chip, f"torch {proof.torch}", proof.date, f"{proof.seconds:.2f} s")
    return escape(" · ".join(fact for fact in facts if fact))


def _cells(snippet: Snippet) -> Iterator[str]:
    """Return the file cut at its cell markers, each shown as a caption; no line is left out."""
    text = snippet.path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    lines = text.removesuffix("\n").split("\n")
    starts = [cell.line - 1 for cell in snippet.cells]
    if any(lines[: starts[0]]):
        yield _figure("head", HEAD, "", "\n".join(lines[: starts[0]]))
    for cell, (start, end) in zip(snippet.cells, pairwise([*starts, len(lines)]), strict=True):
        code = "\n".join(lines[start + 1 : end])
        marker = lines[start] + "\n" * (end > start + 1)
        yield _figure(cell.kind, _caption(cell), marker, code)


def _figure(kind: str, caption: str, marker: str, code: str) -> str:
    hidden = f'<code><span class="marker">{escape(marker)}</span>'
    shown = _highlight(code).replace("<code>", hidden, 1)
    return f'<figure class="cell of-{kind}"><figcaption>{caption}</figcaption>{shown}</figure>'


@cache
def _highlight(code: str) -> str:
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return to_html(f"{fence}python\n{code}\n{fence}")
