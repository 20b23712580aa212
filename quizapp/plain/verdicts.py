"""The judgement of a typed answer, and a proof, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.features.judge.output import Side
from quizapp.features.judge.result import say_blank, trimmed
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizapp.features.judge.proof import ProofRun
    from quizapp.features.judge.result import Judgement
    from verified_snippets.kit.judge import Verdict

SIDES = {Side.BOTH: "Both", Side.TYPED: "You typed", Side.PRINTED: "It does"}


def judgement_lines(judgement: Judgement) -> Iterator[str]:
    """The judgement of an answer, without what would give the answer away."""
    yield judgement.why
    for number, one in enumerate(judgement.filled, 1):
        yield say_blank(one, number)
    if judgement.printed:
        yield from trimmed(judgement.printed).split("\n")
    if judgement.verdict:
        yield from verdict_lines(judgement.verdict)


def compared_lines(judgement: Judgement) -> Iterator[str]:
    """The difference between a wrong prediction and the recorded output; it tells the answer."""
    for line in judgement.diff if judgement.right is False else ():
        yield from (f"{SIDES[line.side]}: {row}" for row in trimmed(line.text).split("\n"))


def proof_lines(proof: ProofRun) -> Iterator[str]:
    """Every run of a proof, with its checks and its output."""
    yield proof.headline
    if proof.machine:
        yield f"torch {proof.machine.torch}, {proof.machine.system}"
    for run in proof.runs:
        if run.verdict is None:
            yield f"{run.snippet} on {run.device}: not run, {run.skipped}."
            continue
        word = "as the card says" if run.verdict.accepted else "not as the card says"
        yield f"{run.snippet} on {run.device}: {word}, {run.verdict.seconds:.2f} seconds."
        yield from verdict_lines(run.verdict)
    for sentence, rests_on in proof.sentences:
        yield f"{sentence} Rests on {'; '.join(rests_on)}."


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """The checks, the printed output, and the error that ended the run."""
    for claim in verdict.claims:
        yield f"{'Holds' if claim.held else 'Fails'}: {claim.title}"
        yield from trimmed(claim.why, 6).split("\n") if claim.why.strip() else ()
    if verdict.error:
        yield from trimmed(verdict.error).split("\n")
    for label, text in (
        ("It should print", verdict.expected or ""),
        ("It printed", verdict.printed.rstrip("\n")),
        ("It raised, as it should", verdict.raised),
    ):
        if text:
            yield f"{label}, {say_number(len(text.splitlines()), 'line')}:"
            yield from trimmed(text).split("\n")
