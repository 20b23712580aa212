"""The verdict on an answer, with every check and the diff of its output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from quizapp.features.judge.output import Side
from quizapp.features.judge.result import say_blank, say_verdict, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizapp.features.judge.cloze import FilledBlank
    from quizapp.features.judge.output import DiffLine
    from quizapp.features.judge.result import Judgement
    from verified_snippets.kit.judge import Claim, Verdict

GOOD, BAD, QUIET = "$text-success", "$text-error", "$text-muted"
SIDES = {
    Side.BOTH: ("  same   ", QUIET),
    Side.TYPED: ("- yours  ", BAD),
    Side.PRINTED: ("+ prints ", GOOD),
}
"""A sign and a word for each side of a diff, so that neither colour nor sign is needed alone."""
MARKS = {True: ("✓", GOOD), False: ("✗", BAD), None: ("?", QUIET)}


class VerdictView(Static):
    """A judgement in a few lines; hidden while there is none."""

    DEFAULT_CSS = """
    VerdictView {
        height: auto;
        padding: 0 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def show(self, judgement: Judgement | None, *, whole: bool) -> None:
        """Show a judgement, or nothing; only the whole of it gives the answer away."""
        self.display = judgement is not None
        if judgement:
            self.update(Content("\n").join(_judgement_lines(judgement, whole)))


def verdict_lines(verdict: Verdict, said: str = "") -> Iterator[Content]:
    """The checks, the output and the error of a run; an error that was `said` is left out."""
    for claim in verdict.claims:
        yield from _claim_lines(claim)
    told = said == say_verdict(verdict) and "\n" not in verdict.error.strip()
    if verdict.error and not told:
        yield Content.styled(trimmed(verdict.error), BAD)
    for label, text in (
        ("It should print:", verdict.expected or ""),
        ("It printed:", verdict.printed.rstrip("\n")),
        ("It raised, as it should:", verdict.raised),
    ):
        if text:
            yield Content.styled(label, QUIET)
            yield from (Content(f"  {line}") for line in trimmed(text).split("\n"))


def _judgement_lines(judgement: Judgement, whole: bool) -> Iterator[Content]:
    sign, style = MARKS[judgement.right]
    yield Content.styled(f"{sign} {judgement.why}", f"bold {style}")
    yield from map(_blank_line, judgement.filled)
    if judgement.printed:
        yield from (Content(f"  {line}") for line in trimmed(judgement.printed).split("\n"))
    if judgement.right is False and judgement.diff and not whole:
        yield Content.styled("Try again, or show the answer to compare the two.", QUIET)
    for line in judgement.diff if whole and not judgement.right else ():
        yield from _diff_lines(line)
    if judgement.verdict:
        yield from verdict_lines(judgement.verdict, judgement.why)


def _claim_lines(claim: Claim) -> Iterator[Content]:
    sign, style = MARKS[claim.held]
    yield Content.styled(f"{sign} {'holds' if claim.held else 'fails'}: {claim.title}", style)
    if claim.why.strip():
        yield from (Content(f"    {line.strip()}") for line in trimmed(claim.why, 6).split("\n"))


def _diff_lines(line: DiffLine) -> Iterator[Content]:
    label, style = SIDES[line.side]
    for n, row in enumerate(trimmed(line.text).split("\n")):
        yield Content.styled(f"{label if n == 0 else ' ' * len(label)}{row}", style)


def _blank_line(filled: FilledBlank) -> Content:
    sign, style = MARKS[filled.right]
    return Content.styled(f"{sign} {say_blank(filled, filled.blank.number)}", style)
