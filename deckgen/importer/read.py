"""A text read into drafts, with a doubt wherever a person should look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deckgen.importer.repair import repair
from deckgen.importer.split import split
from deckgen.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deckgen.importer.split import Line


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its answer, as somebody else wrote them."""

    number: int | None
    question: str
    answer: str
    """Markdown in which every fence closes."""
    place: Place


@dataclass(frozen=True, slots=True)
class Drafts:
    """All questions of a text, and all that is doubtful about them."""

    drafts: tuple[Draft, ...]
    doubts: tuple[Problem, ...]


def read_drafts(text: str, path: str) -> Drafts:
    """Every question of a text; whatever the text is, it yields drafts and doubts."""
    preface, pieces = split(text)
    drafts, doubts = [], list(_left_out(preface, path))
    for piece in pieces:
        answer, found = repair(piece.answer, path)
        drafts.append(Draft(piece.number, piece.question, answer, Place(path, piece.line)))
        doubts += found
    if not drafts:
        remedy = "write each question as `1. **Question?**` on a line of its own"
        doubts.append(Problem(Place(path, 1), "there is no question in this file", remedy))
    doubts += [*_unanswered(drafts), *_repeated(drafts), *_miscounted(drafts)]
    return Drafts(tuple(drafts), tuple(sorted(doubts)))


def _left_out(preface: list[Line], path: str) -> Iterator[Problem]:
    for line in preface:
        if line.text.strip() and not line.text.startswith("#"):
            what = "text before the first question was left out"
            yield Problem(Place(path, line.number), what, "move it below a question if it matters")
            return


def _unanswered(drafts: list[Draft]) -> Iterator[Problem]:
    for draft in drafts:
        if not draft.answer:
            yield Problem(draft.place, "the question has no answer", "write one")


def _repeated(drafts: list[Draft]) -> Iterator[Problem]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        # wording decides, not capitals, code marks and punctuation
        key = " ".join(re.findall(r"\w+", draft.question.casefold())) or draft.question
        earlier = first.setdefault(key, draft)
        if earlier is not draft:
            same = (
                "question and answer repeat" if earlier.answer == draft.answer else "this repeats"
            )
            what = f"{same} the question at {earlier.place}"
            yield Problem(draft.place, what, "keep one of the two")


def _miscounted(drafts: list[Draft]) -> Iterator[Problem]:
    last, used = 0, set[int]()
    for draft in drafts:
        number = draft.number
        if number is None:
            yield Problem(draft.place, "the question has no number", "see that it is a question")
            continue
        if number in used and number != last + 1:
            remedy = f"the last one was {last}; see that the list was not begun anew"
            yield Problem(draft.place, f"the number {number} is used twice", remedy)
        elif number <= last:
            what = f"number {number} comes after {last}"
            yield Problem(draft.place, what, "see that the order is meant")
        elif number > last + 1:
            what = f"number {number} comes where {last + 1} should"
            yield Problem(draft.place, what, "see that no question is missing")
        last = number
        used.add(number)
