"""`python -m verified_snippets.kit.mutate`: would anybody notice if the shown code were another?

Each mutant of each card must be rejected, as a learner's wrong answer would be, or be listed in the
snippet's `equivalent` with the reason.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.mutants import Mutant, mutants
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import SEEDS, NotProvenError, Runner, judge_run
from verified_snippets.kit.snippet import Snippet

GOAL = 0.95


@dataclass(frozen=True, slots=True)
class Score:
    """How a snippet's mutants fared."""

    rejected: int
    broke: int
    """Of the rejected, those betrayed by an error of their own: worth less than a failed check."""
    equivalent: int
    survivors: tuple[Mutant, ...]
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
            survivors.append(mutant)
    unused = tuple(p for p in snippet.equivalent if p not in used)
    return Score(rejected, broke, equivalent, tuple(survivors), unused)


def main(arguments: list[str] | None = None) -> int:
    """Report every snippet with survivors, and the rate over all; 1 where the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="only snippets whose name contains one of these")
    options.add_argument("--root", type=Path, default=Path(__file__).parent.parent)
    options.add_argument("--all", action="store_true", help="report snippets without survivors too")
    told = options.parse_args(arguments)
    parsed = [parse_snippet(path, told.root) for path in find_snippets(told.root)]
    if faults := [fault for _, wrong in parsed for fault in wrong]:
        print(*faults, sep="\n")
        return 1
    found = [snippet for snippet, _ in parsed]
    chosen = [s for s in found if not told.names or any(word in s.name for word in told.names)]
    version = importlib.metadata.version("torch")
    with Bench() as bench:
        scores = []
        for snippet in chosen:
            if not snippet.holds_on(version):
                print(f"{snippet.name}: left out, it is {snippet.releases}; this is {version}")
                continue
            scores.append(score(snippet, bench.run))
            _tell(snippet, scores[-1], told.all)
    return _sum_up(scores)


def _tell(snippet: Snippet, result: Score, everything: bool) -> None:
    if result.survivors or result.unused or everything:
        print(f"{snippet.name}: {result.rejected} of {result.total} rejected")
    for mutant in result.survivors:
        print(f"  {snippet.path}:{mutant.line}: survived: {mutant.title}")
    for pattern in result.unused:
        print(f"  {snippet.path}:1: `{pattern}` excuses no survivor: remove it")


def _sum_up(scores: list[Score]) -> int:
    total, rejected = sum(s.total for s in scores), sum(s.rejected for s in scores)
    broke, equivalent = sum(s.broke for s in scores), sum(s.equivalent for s in scores)
    rate = rejected / total if total else 0.0
    print(
        f"{rejected} of {total} mutants rejected ({rate:.1%}), {broke} of them by an error of "
        f"their own; {equivalent} more are listed as equivalent"
    )
    return 0 if rate >= GOAL and not any(s.unused for s in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
