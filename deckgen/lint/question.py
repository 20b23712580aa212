"""A heading that asks two things: two facts want two cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.model import Card, Kind, Problem

QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^“”]*”")
WORDS = "who|what|when|where|which|how"
VERBS = "must|does|do|is|are|can|may|should|will|has|have"
ASKING = re.compile(rf"^(?:{VERBS})\b|\b(?:{WORDS})\b", re.IGNORECASE)
PERSON = "(?:it|they|you|there|one|this|that|these|the|an?)"
SECOND = re.compile(
    rf", (?:and|or) (?:(?P<asking>{WORDS})\b|(?:{VERBS}) {PERSON}\b)",
    re.IGNORECASE,
)
REMEDY = "ask for one fact, and give the other a card of its own"


def question_problems(card: Card) -> Iterator[Problem]:
    """Several questions in a heading.

    A reason belongs to its fact (`…, and why?`), a comparison asks the same twice (`When do you use
    A, and when B?`), and one run of a program has one outcome, whatever there is to say of it; of a
    cloze, each gap is a card of its own.
    """
    text = QUOTED.sub("x", card.question)
    count = text.count("?")
    if count > 1:
        yield Problem(card.place, f"the heading asks {count} questions", REMEDY)
    elif card.kind in (Kind.RECALL, Kind.WRITE, Kind.FIX) and (second := _second(text)):
        yield Problem(card.place, f"the heading asks a second question, `{second}`", REMEDY)


def _second(text: str) -> str | None:
    sentence = re.split(r"[.:!] ", text.rpartition("?")[0])[-1]
    second = SECOND.search(sentence)
    first = ASKING.search(sentence[: second.start()]) if second else None
    if not second or not first or (second["asking"] or "").lower() == first[0].lower():
        return None
    return sentence[second.start() + 2 :] + "?"
