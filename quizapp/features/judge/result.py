"""Attempts at a card, the judgements of typed answers, and both in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.session.evidence import evidence_of
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.features.judge.cloze import FilledBlank
    from quizapp.features.judge.output import DiffLine
    from quizapp.scheduler.model import Evidence
    from quizapp.session.session import CardStates
    from verified_snippets.kit.judge import Verdict


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempt at one card: the typed answer, and how it was judged."""

    typed: tuple[str, ...] = ()
    """One text, or the words for every blank of a cloze; empty before anything was typed."""
    tries: int = 0
    """How often it was judged right or wrong."""
    judgement: Judgement | None = None
    """The last judgement."""
    checked: tuple[str, ...] = ()
    """The typed answer that was judged last."""

    @property
    def edited(self) -> bool:
        """Whether what is typed differs from what was judged last."""
        return self.typed != self.checked

    @property
    def unchecked(self) -> bool:
        """Whether something is typed that was not judged."""
        return any(text.strip() for text in self.typed) and self.edited

    def with_text(self, typed: tuple[str, ...]) -> Attempt:
        """The attempt with something else typed."""
        return replace(self, typed=typed)

    def judged(self, judgement: Judgement, checked: tuple[str, ...]) -> Attempt:
        """The attempt after a judgement; an answer that can't be judged does not count as a try."""
        tries = self.tries + (judgement.right is not None)
        return replace(self, tries=tries, judgement=judgement, checked=checked)

    def evidence(self, hints: int) -> Evidence | None:
        """The evidence for a grade after `hints` hints."""
        found = self.judgement
        right, why = (found.right, found.why) if found else (None, "")
        return evidence_of(right, why, hints=hints, tries=self.tries)


Attempts = dict[tuple[str, int], Attempt]
"""The attempts since the quiz was opened, by card and asking; leaving a card keeps them."""


def turn_of(card: str, states: CardStates) -> int:
    """A number that differs each time a card is asked, even after a reset; undo restores it."""
    memory, today = states.memories.get(card), sum(review.card == card for review in states.today)
    return REVIEWS_A_DAY * (memory.reps if memory else 0) + today


REVIEWS_A_DAY = 100_000
"""More reviews than one card gets in a day."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Why an answer is left to the learner to grade, in a sentence with the remedy, if any."""

    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one answer."""

    right: bool | None
    """None where only the learner can tell."""
    why: str
    """The reason for the judgement, as a sentence."""
    diff: tuple[DiffLine, ...] = ()
    """How a prediction differs from what is printed."""
    verdict: Verdict | None = None
    """What the checks said of code that was run."""
    filled: tuple[FilledBlank, ...] = ()
    """The judgement of each blank of a cloze."""
    printed: str = ""
    """What is printed, where a right prediction is written differently."""


SYNTAX = re.compile(r"line (?P<line>\d+): (?:Syntax|Indentation|Tab)Error: (?P<what>.*)")
TOO_MUCH = "OSError: [Errno 27] File too large"


def say_verdict(verdict: Verdict) -> str:
    """The verdict on code in a sentence, which names the first check that failed."""
    if verdict.accepted:
        return "Right: it passes every check."
    if found := SYNTAX.match(verdict.error):
        return f"Syntax error in line {found['line']}: {found['what']}"
    if TOO_MUCH in verdict.error:
        return "It printed more than 64 MiB and was stopped."
    if verdict.error:
        return f"It did not run to its end: {first_line(verdict.error)}"
    for claim in verdict.claims:
        if not claim.held:
            return f"A check failed: {claim.title}."
    return "It does not print what it should."


def say_blanks(
    filled: Sequence[FilledBlank], unjudged: str = "", verdict: Verdict | None = None
) -> Judgement:
    """The judgement of a cloze from its blanks; `unjudged` says why no code was run."""
    wrong = [one for one in filled if one.right is False]
    if wrong:
        why = f"{say_number(len(wrong), 'blank')} of {len(filled)} wrong."
        return Judgement(False, why, verdict=verdict, filled=tuple(filled))
    if all(one.right for one in filled):
        return Judgement(True, "Every blank is right.", verdict=verdict, filled=tuple(filled))
    why = unjudged or "Other words than the card's. You decide."
    return Judgement(None, why, verdict=verdict, filled=tuple(filled))


def say_blank(filled: FilledBlank, number: int) -> str:
    """The judgement of one blank in a line."""
    if not filled.typed.strip():
        return f"Blank {number} is empty."
    word = {True: "right", False: "wrong", None: "other words than the card's"}[filled.right]
    return f"Blank {number}, {word}: {filled.typed.strip()}"


def first_line(text: str) -> str:
    """The first line of a message."""
    return text.strip().split("\n")[0]


def trimmed(text: str, lines: int = 12, width: int = 400) -> str:
    """The first lines of a text, each cut to a width, and the number of lines left out."""
    rows = text.rstrip("\n").split("\n")
    kept = [row if len(row) <= width else f"{row[:width]} …" for row in rows[:lines]]
    more = len(rows) - len(kept)
    return "\n".join([*kept, f"… {say_number(more, 'more line')}"] if more > 0 else kept)
