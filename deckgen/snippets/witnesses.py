"""Which cell proves, or states, each word of a card's answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from deckgen.syntax.sentences import Sentence, split_answer
from verified_snippets.kit.snippet import Cell, Quotation, Snippet

WORD = re.compile(r"\S+")


class Standing(StrEnum):
    """What a sentence rests on."""

    PROVEN = "proven"
    STATED = "stated"
    MIXED = "mixed"
    SOURCED = "sourced"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Witness:
    """A cell that quotes words of an answer."""

    snippet: str
    """The snippet's name."""
    cell: Cell
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class WitnessedSentence:
    """A sentence with the cells that quote words of it, in the order of the words."""

    sentence: Sentence
    witnesses: tuple[Witness, ...] = ()
    silent: str = ""
    """The words that no cell quotes."""
    sourced: bool = False
    """Whether its card rests on sources as a whole."""

    @property
    def standing(self) -> Standing:
        """What the sentence rests on; one that introduces code or a list claims nothing."""
        if self.sourced:
            return Standing.SOURCED
        if self.silent:
            return Standing.SILENT
        stated = {witness.cell.kind == "stated" for witness in self.witnesses}
        if stated == {True, False}:
            return Standing.MIXED
        return Standing.STATED if True in stated else Standing.PROVEN

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The titles of the cells that quote it, each once: `check: it holds ones`."""
        titles = (f"{each.cell.kind}: {each.cell.title}" for each in self.witnesses)
        return tuple(dict.fromkeys(titles))


@dataclass(frozen=True, slots=True)
class WitnessedAnswer:
    """The sentences of a card with their witnesses, and the quotations that found no place."""

    sentences: tuple[WitnessedSentence, ...]
    lost: tuple[Witness, ...] = ()
    """Quotations whose words the answer does not have."""
    doubled: tuple[Witness, ...] = ()
    """Quotations whose words the answer has twice."""

    @property
    def quoted(self) -> bool:
        """Whether the card's snippets quote anything."""
        return bool(self.lost) or any(each.witnesses for each in self.sentences)


def quotations_of(snippet: Snippet) -> Iterator[Witness]:
    """List what the cells of a snippet quote."""
    for cell in snippet.cells:
        yield from (Witness(snippet.name, cell, quotation) for quotation in cell.quotations)


def find_witnesses(card: Card, snippet_library: SnippetLibrary) -> WitnessedAnswer:
    """Find for each word of a card's answer the cells that quote it."""
    sentences = split_answer(card)
    if card.unproven or card.retired:
        return WitnessedAnswer(tuple(WitnessedSentence(s, sourced=True) for s in sentences))
    text = " ".join(sentence.text for sentence in sentences)
    owners: list[list[Witness]] = [[] for _ in text]
    lost, doubled = [], []
    for name in card.snippets:
        if name not in snippet_library.snippets:
            continue
        for witness in quotations_of(snippet_library.snippets[name]):
            places = _find(witness.quotation.text, text)
            if not places:
                lost.append(witness)
            elif len(places) > 1:
                doubled.append(witness)
            for start, end in places[:1]:
                for each in owners[start:end]:
                    each.append(witness)
    found, at = [], 0
    for sentence in sentences:
        found.append(_witnessed(sentence, owners[at : at + len(sentence.text)]))
        at += len(sentence.text) + 1
    return WitnessedAnswer(tuple(found), tuple(lost), tuple(doubled))


def _find(quotation: str, text: str) -> list[tuple[int, int]]:
    """Return the places of whole words in a text."""
    pattern = rf"(?<!\S){re.escape(quotation)}(?!\S)"
    return [found.span() for found in re.finditer(pattern, text)]


def _witnessed(sentence: Sentence, owners: list[list[Witness]]) -> WitnessedSentence:
    witnesses = tuple(dict.fromkeys(witness for each in owners for witness in each))
    words = WORD.finditer(sentence.text)
    silent = (word[0] for word in words if not any(owners[word.start() : word.end()]))
    unclaimed = "" if sentence.introduces else " ".join(silent)
    return WitnessedSentence(sentence, witnesses, unclaimed)


def count_sentences(
    cards: tuple[Card, ...], snippet_library: SnippetLibrary
) -> dict[Standing, int]:
    """Count the sentences of the cards that are not retired, by what they rest on."""
    count = Counter(
        each.standing
        for card in cards
        if not card.retired
        for each in find_witnesses(card, snippet_library).sentences
        if not each.sentence.introduces
    )
    return {standing: count[standing] for standing in Standing}
