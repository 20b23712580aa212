"""Check that every word of an answer is quoted by the cell that proves it, or states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deckgen.model import Card, Place, Problem
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.witnesses import Witness, WitnessedAnswer, find_witnesses
from deckgen.syntax.files import shown_path
from deckgen.syntax.parsed_file import SourceCard
from deckgen.syntax.sentences import Sentence
from verified_snippets.kit.snippet import Cell, Snippet

NAME = re.compile(r"[A-Za-z_]\w+")
CODE = re.compile(r"`([^`]*)`")
ROOTS = frozenset(("nn", "torch", "optim", "utils", "cuda"))
"""Modules that a name in prose may begin with while code imports what it needs of them."""


def sentence_problems(
    sources: Iterable[SourceCard], snippet_library: SnippetLibrary, *, every: bool
) -> Iterator[Problem]:
    """Check the words of answers, and every quotation of their snippets.

    Without `every`, only cards whose snippets quote something must have all their words quoted.
    """
    answers = []
    for source in sources:
        answers.append(find_witnesses(source.card, snippet_library))
        if every or answers[-1].quoted:
            yield from _silent(source, answers[-1])
        yield from _stated(source.card, answers[-1])
    yield from _quotations(answers, snippet_library)


def _silent(source: SourceCard, answer: WitnessedAnswer) -> Iterator[Problem]:
    remedy = "quote it under the check that asserts it, add one, state it with a reason, or cut it"
    for each in answer.sentences:
        if each.silent and not each.sourced:
            whole = each.silent == each.sentence.text
            what = f"nothing proves “{each.silent}”"
            what += "" if whole else f" of “{each.sentence.text}”"
            yield Problem(_place(source, each.sentence), what, remedy)


def _place(source: SourceCard, sentence: Sentence) -> Place:
    """Return the line of the file that a sentence begins in."""
    side = source.card.front if sentence.side == "front" else source.card.back
    text = side.split("\n")[sentence.line]
    below = 0 if sentence.side == "front" else source.turn
    rows = enumerate(source.lines, source.card.place.line)
    return source.place(next(n for n, line in rows if n > below and line == text))


def _stated(card: Card, answer: WitnessedAnswer) -> Iterator[Problem]:
    stated = [w for each in answer.sentences for w in each.witnesses if w.cell.kind == "stated"]
    if stated and not card.sources:
        what = f"“{stated[0].quotation.text}” is stated, but the card has no source"
        yield Problem(card.place, what, "add a `:source:` that says it")


def _quotations(
    answers: Iterable[WitnessedAnswer], snippet_library: SnippetLibrary
) -> Iterator[Problem]:
    """Check each quotation once, although several cards may show its snippet."""
    snippets = snippet_library.snippets
    placed: dict[Witness, None] = {}
    lost: dict[Witness, None] = {}
    for answer in answers:
        placed |= dict.fromkeys(w for each in answer.sentences for w in each.witnesses)
        lost |= dict.fromkeys(answer.lost)
        for witness in answer.doubled:
            what = f"“{witness.quotation.text}” fits two places of the answer"
            yield Problem(_line(witness, snippets), what, "quote more of it")
    for witness in lost:
        if witness not in placed:
            what = f"no card that shows this snippet says “{witness.quotation.text}”"
            remedy = "run `deckgen sync`, read the check, and take the `?` away"
            yield Problem(_line(witness, snippets), what, remedy)
    for witness in placed:
        if not witness.quotation.accepted:
            what = f"“{witness.quotation.text}” is not accepted yet"
            remedy = "read the check; if it proves these words, delete the `?`"
            yield Problem(_line(witness, snippets), what, remedy)
        if witness.cell.kind != "stated" and (
            names := _unused_names(witness, snippets[witness.snippet])
        ):
            shown = ", ".join(f"`{name}`" for name in names)
            what = f"the quotation names {shown}, which neither the card nor this check uses"
            yield Problem(
                _line(witness, snippets), what, "use it in the check, or quote it elsewhere"
            )


def _line(witness: Witness, snippets: dict[str, Snippet]) -> Place:
    return Place(shown_path(snippets[witness.snippet].path), witness.quotation.line)


def _unused_names(witness: Witness, snippet: Snippet) -> list[str]:
    """Return the names in code marks that no cell which the quotation may rest on has."""
    known = {name for cell in _ground(witness, snippet) for name in NAME.findall(_code(cell))}
    names = (name for code in CODE.findall(witness.quotation.text) for name in NAME.findall(code))
    return [name for name in dict.fromkeys(names) if name not in known | ROOTS]


def _ground(witness: Witness, snippet: Snippet) -> Iterator[Cell]:
    """List the cells that run with a check: its own, what belies it, and those all checks share."""
    yield witness.cell
    yield from (c for c in snippet.cells if c.kind not in ("check", "fact", "belied", "stated"))
    at = snippet.cells.index(witness.cell)
    for cell in snippet.cells[at + 1 :]:
        if cell.kind != "belied":
            break
        yield cell


def _code(cell: Cell) -> str:
    """Return what a cell runs or records, without its quotations."""
    return cell.comment if cell.kind in ("output", "raises") else cell.proven
