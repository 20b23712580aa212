"""How the mutants of one snippet fare: each must be rejected, or be excused by the snippet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import NamedTuple

from verified_snippets.kit.mutants import mutants
from verified_snippets.kit.prove import SEEDS, NotProvenError, Runner, judge_run
from verified_snippets.kit.snippet import Snippet


class Survivor(NamedTuple):
    """A mutant that nothing rejected."""

    line: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a snippet's mutants fared."""

    rejected: int
    broke: int
    """Of the rejected, those betrayed by an error of their own: worth less than a failed check."""
    equivalent: int
    survivors: tuple[Survivor, ...]
    unused: tuple[str, ...] = ()
    """Patterns of `equivalent` that excuse nothing."""

    @property
    def total(self) -> int:
        """The mutants that should have been rejected."""
        return self.rejected + len(self.survivors)


def score(snippet: Snippet, run: Runner) -> Score:
    """Run every mutant of a snippet's card on the CPU."""
    rejected = broke = equivalent = 0
    survivors, used = [], set()
    # a mutant may leave lines unrun: that alone would not make a learner's answer wrong
    for mutant in mutants(snippet.card):
        outcome = replace(run(snippet, "cpu", SEEDS[0], mutant.cell), unrun=())
        excuses = {p for p in snippet.equivalent if fnmatchcase(mutant.title, p)}
        try:
            judge_run(replace(snippet, unrun={}), "cpu", outcome)
        except NotProvenError:
            rejected += 1
            broke += outcome.error is not None and snippet.raises() is None
            continue
        used |= excuses
        if excuses:
            equivalent += 1
        else:
            survivors.append(Survivor(mutant.line, mutant.title))
    unused = tuple(p for p in snippet.equivalent if p not in used)
    return Score(rejected, broke, equivalent, tuple(survivors), unused)
