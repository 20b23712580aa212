"""Check the length of answers and code, links that move, and headings that ask two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.kinds import KINDS, Answer
from deckgen.model import Card, Problem
from deckgen.syntax.parsed_file import SourceCard

COLUMNS, LINES = 68, 20
"""A phone and an 80-column terminal show this much code without scrolling."""
WORDS = 75
"""Twice the median of our deck: a longer answer holds a second fact, or one nobody asked for."""
WORD = re.compile(r"\w[^\s]*")
URL = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
BRANCH = "main|master|nightly|unstable|develop|devel|trunk"
RELEASED = "link `/stable/`, which is the last release, as the proof is of the last release"
FIXED = "link a tag or a commit: on the page, press `y`"
MOVING = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (rf"//(?:docs\.[^/]+|[^/]+/docs?)(?:/[\w-]+)?/(?P<branch>{BRANCH})(?=[/#?]|$)", RELEASED),
        (r"//docs\.python\.org/(?P<branch>dev)/", "link `/3/`"),
        (r"//scikit-learn\.org/(?P<branch>dev)/", RELEASED),
        (r"//numpy\.org/(?P<branch>devdocs)/", "link `/doc/stable/`"),
        (r"//[\w-]+\.readthedocs\.(?:io|org)/(?:\w+/)?(?P<branch>latest|master|main)/", RELEASED),
        (r"//lightning\.ai/docs/[\w-]+/(?P<branch>latest)/", RELEASED),
        (
            r"//github\.com/[^/]+/[^/]+/(?:blob|tree|raw|blame|edit)/"
            rf"(?P<branch>{BRANCH}|dev|HEAD)(?=[/#?]|$)",
            FIXED,
        ),
        (
            r"//raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/heads/)?"
            rf"(?P<branch>{BRANCH}|dev|HEAD)/",
            FIXED,
        ),
    )
)
"""Links to `stable` move too, but only with a release, and the deck is proven on each release."""
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^“”]*”")
QUESTION_WORDS = "who|what|when|where|which|how"
VERBS = "must|does|do|is|are|can|may|should|will|has|have"
ASKING = re.compile(rf"^(?:{VERBS})\b|\b(?:{QUESTION_WORDS})\b", re.IGNORECASE)
PERSON = "(?:it|they|you|there|one|this|that|these|the|an?)"
SECOND = re.compile(
    rf", (?:and|or) (?:(?P<asking>{QUESTION_WORDS})\b|(?:{VERBS}) {PERSON}\b)",
    re.IGNORECASE,
)
REMEDY = "ask for one fact, and give the other a card of its own"


def answer_problems(source: SourceCard) -> Iterator[Problem]:
    """Report an answer over the limit; code, output and fields are not counted."""
    words = sum(len(WORD.findall(text)) for _, text in source.back)
    if words > WORDS:
        what = f"the answer has {words} words beside its code"
        remedy = f"say it in {WORDS}, or make two cards of it"
        first = next(line for line, text in source.back if text.strip())
        yield Problem(source.place(first), what, remedy)


def listing_problems(source: SourceCard) -> Iterator[Problem]:
    """Report code over the limits, in any language; output may be of any length."""
    for fence in source.fences:
        if fence.output:
            continue
        if len(fence.rows) > LINES:
            remedy = f"show at most {LINES}; the rest belongs in setup"
            yield Problem(source.place(fence.line), f"{len(fence.rows)} lines of code", remedy)
        for line, text in fence.rows:
            if len(text) > COLUMNS:
                what = f"{len(text)} columns of code"
                yield Problem(source.place(line), what, f"break it before {COLUMNS}")


def link_problems(source: SourceCard) -> Iterator[Problem]:
    """Report every link of a card, in text or `:source:`, that names a branch and no release."""
    for line, text in source.prose:
        if "://" not in text:
            continue
        for url in URL.findall(text):
            for pattern, remedy in MOVING:
                if found := pattern.search(url):
                    what = f"the link moves with `{found['branch']}`: {url}"
                    yield Problem(source.place(line), what, remedy)
                    break


def question_problems(card: Card) -> Iterator[Problem]:
    """Report a heading that asks several questions.

    Three forms are one question: a fact with its reason (`…, and why?`), a comparison (`When do you
    use A, and when B?`), and anything about one run of a program. Each gap of a cloze is a card.
    """
    text = QUOTED.sub("x", card.question)
    count = text.count("?")
    if count > 1:
        yield Problem(card.place, f"the heading asks {count} questions", REMEDY)
    elif KINDS[card.kind].answer in (Answer.ALOUD, Answer.CODE) and (second := _second(text)):
        yield Problem(card.place, f"the heading asks a second question, `{second}`", REMEDY)


def _second(text: str) -> str | None:
    sentence = re.split(r"[.:!] ", text.rpartition("?")[0])[-1]
    second = SECOND.search(sentence)
    first = ASKING.search(sentence[: second.start()]) if second else None
    if not second or not first or (second["asking"] or "").lower() == first[0].lower():
        return None
    return sentence[second.start() + 2 :] + "?"
