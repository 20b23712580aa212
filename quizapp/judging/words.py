"""What was found of an answer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.judging.judgement import Judgement
from quizapp.wording import say_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.judging.blanks import Filled
    from verified_snippets.kit.judge import Verdict


def say_verdict(verdict: Verdict) -> str:
    """What the checks said of code, the first thing that failed by its name."""
    if verdict.accepted:
        return "Right: it passes every check."
    if verdict.error:
        return f"It did not run to its end: {first_line(verdict.error)}"
    for claim in verdict.claims:
        if not claim.held:
            return f"A check failed: {claim.title}."
    return "It does not print what it should."


def say_blanks(
    filled: Sequence[Filled], unjudged: str = "", verdict: Verdict | None = None
) -> Judgement:
    """What was found of a cloze, all its blanks together; `unjudged` is why no code was run."""
    wrong = [one for one in filled if one.right is False]
    if wrong:
        why = f"{say_number(len(wrong), 'blank')} of {len(filled)} not right."
        return Judgement(False, why, verdict=verdict, filled=tuple(filled))
    if all(one.right for one in filled):
        return Judgement(True, "Every blank is right.", verdict=verdict, filled=tuple(filled))
    why = unjudged or "Your words are not the card's: are they as good? Grade it yourself."
    return Judgement(None, why, verdict=verdict, filled=tuple(filled))


def first_line(text: str) -> str:
    """The first line of a message."""
    return text.strip().split("\n")[0]


def trimmed(text: str, lines: int = 12, width: int = 400) -> str:
    """A text as far as it can be read at a glance, and how much was left out."""
    rows = text.rstrip("\n").split("\n")
    kept = [row if len(row) <= width else f"{row[:width]} …" for row in rows[:lines]]
    more = len(rows) - len(kept)
    return "\n".join([*kept, f"… {say_number(more, 'more line')}"] if more > 0 else kept)
