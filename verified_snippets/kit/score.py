"""How the mutants of one snippet fare: a check must reject each, or the snippet excuses it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import NamedTuple

from verified_snippets.kit.compare import same_output
from verified_snippets.kit.mutants import mutants, unchanged
from verified_snippets.kit.outcome import Run
from verified_snippets.kit.prove import SEEDS, NotProvenError, Runner, judge_run
from verified_snippets.kit.snippet import Snippet

FLOOR = 0.8
"""The share of its mutants that every snippet must reject."""
FEW = 5
"""A snippet with fewer mutants may have one survivor."""


class Survivor(NamedTuple):
    """A mutant that nothing rejected."""

    line: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a snippet's mutants fared."""

    rejected: int
    broke: int
    """Of the rejected, those that an error betrays and no failed assertion: they count for less."""
    excused: tuple[Survivor, ...]
    survivors: tuple[Survivor, ...]
    printed: int = 0
    """Of the rejected, changes of print statements that only the output shows."""
    unused: tuple[str, ...] = ()
    """Patterns of `equivalent` that excuse nothing."""
    artefact: str = ""
    """What the bench has against the unchanged card, written as its mutants are: `4: it failed`."""

    @property
    def total(self) -> int:
        """The mutants that should have been rejected."""
        return self.rejected + len(self.survivors)

    @property
    def is_low(self) -> bool:
        """Whether too few were rejected, for this snippet alone."""
        if self.total < FEW:
            return len(self.survivors) > 1
        return self.rejected / self.total < FLOOR


def score(snippet: Snippet, run: Runner) -> Score:
    """Run every mutant of a snippet's card on the CPU."""
    rejected = broke = printed = 0
    excused: list[Survivor] = []
    survivors: list[Survivor] = []
    used: set[str] = set()
    for mutant in mutants(snippet.card, snippet.setup):
        outcome = run(snippet, "cpu", SEEDS[0], mutant.cell)
        if any(failure and failure.assertion for failure in outcome.verdicts):
            rejected += 1
        elif _breaks(snippet, outcome):
            rejected, broke = rejected + 1, broke + 1
        elif mutant.printing and not same_output(snippet.output() or "", outcome.printed, "cpu"):
            rejected, printed = rejected + 1, printed + 1
        else:
            excuses = {p for p in snippet.equivalent if fnmatchcase(mutant.title, p)}
            used |= excuses
            (excused if excuses else survivors).append(Survivor(mutant.line, mutant.title))
    unused = tuple(p for p in snippet.equivalent if p not in used)
    artefact = _artefact(snippet, run)
    return Score(rejected, broke, tuple(excused), tuple(survivors), printed, unused, artefact)


def _breaks(snippet: Snippet, outcome: Run) -> bool:
    """Whether a mutant raises by itself, or makes a check raise.

    Where the card itself raises, another error is as little a witness as recorded output.
    """
    if any(outcome.verdicts):
        return True
    error = outcome.error
    return error is not None and (error.slip or snippet.raises() is None)


def _artefact(snippet: Snippet, run: Runner) -> str:
    """The card is written as its mutants are, with nothing changed; it must pass as it does."""
    same = unchanged(snippet.card)
    cells = tuple(same if cell is snippet.card else cell for cell in snippet.cells)
    outcome = replace(run(snippet, "cpu", SEEDS[0], same), unrun=())
    try:
        judge_run(replace(snippet, cells=cells, unrun={}), "cpu", outcome)
    except NotProvenError as error:
        return str(error).removeprefix(f"{snippet.path}:").partition("\n")[0]
    return ""
