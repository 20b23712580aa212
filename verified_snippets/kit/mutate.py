"""`python -m verified_snippets.kit.mutate`: would anybody notice if the shown code were another?

A check must reject each mutant of each card, or the snippet lists it in `equivalent` with the
reason. Every snippet has a floor of its own. Scores are kept in a ledger beside the snippets: what
changed since is run, and one in twenty of the rest, which must fare as the ledger says.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.score import FLOOR, Score, score
from verified_snippets.kit.scores import read_scores, sample, write_scores
from verified_snippets.kit.snippet import Snippet

GOAL = 0.95


def main(arguments: list[str] | None = None) -> int:
    """Report every snippet with survivors, and the rate over all; 1 where something is wrong.

    Wrong is a rate below the goal or, for one snippet, below its floor, an unchanged card that is
    rejected, an excuse that excuses nothing, a damaged ledger, and a kept score that does not come
    out again.
    """
    told = _options().parse_args(arguments)
    parsed = [parse_snippet(path, told.root) for path in find_snippets(told.root)]
    if faults := [fault for _, wrong in parsed for fault in wrong]:
        print(*faults, sep="\n")
        return 1
    version = importlib.metadata.version("torch")
    snippets = [snippet for snippet, _ in parsed if snippet.holds_on(version)]
    for snippet, _ in parsed:
        if not snippet.holds_on(version):
            print(f"{snippet.name}: left out, it is {snippet.releases}; this is {version}")
    ledger = told.root / "proofs" / "mutants.json"
    try:
        kept = read_scores(ledger, snippets)
    except ValueError as error:
        if not told.everything:
            print(f"{error}\nremedy: `make mutate-all` writes it anew")
            return 1
        kept = {}
    chosen = [s for s in snippets if not told.names or any(word in s.name for word in told.names)]
    found = _find_anew(chosen, {} if told.everything else kept)
    known = kept | found
    _tell(chosen, known, told.all)
    if told.excused:
        _tell_excused(chosen, known)
    print(f"{len(found)} of {len(chosen)} snippets were run, the others fared as the ledger says")
    other = [name for name in found if name in kept and found[name] != kept[name]]
    for name in other:
        print(f"{name}: the ledger says {kept[name]}, but it was {found[name]}")
    if told.enter:
        write_scores(ledger, [(s, known[s.name]) for s in snippets if s.name in known])
    return max(_sum_up([known[s.name] for s in chosen]), int(bool(other)))


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="only snippets whose name contains one of these")
    options.add_argument("--root", type=Path, default=Path(__file__).parent.parent)
    options.add_argument("--all", action="store_true", help="report snippets without survivors too")
    options.add_argument("--excused", action="store_true", help="list what is excused, and why")
    options.add_argument("--everything", action="store_true", help="believe no kept score")
    options.add_argument("--enter", action="store_true", help="enter the scores in the ledger")
    return options


def _find_anew(chosen: list[Snippet], kept: dict[str, Score]) -> dict[str, Score]:
    """The scores of what the ledger does not know, and of a sample of what it does."""
    drawn = sample(snippet for snippet in chosen if snippet.name in kept)
    with Bench() as bench:
        return {
            snippet.name: score(snippet, bench.run)
            for snippet in chosen
            if snippet.name not in kept or snippet.name in drawn
        }


def _tell(chosen: list[Snippet], scores: dict[str, Score], everything: bool) -> None:
    for snippet in chosen:
        result = scores[snippet.name]
        if result.survivors or result.unused or result.artefact or everything:
            low = f", and the floor is {FLOOR:.0%}" if result.is_low else ""
            print(f"{snippet.name}: {result.rejected} of {result.total} rejected{low}")
        if result.artefact:
            print(f"  {snippet.path}:{result.artefact}")
            print("    this is the unchanged card: as long as it fails, its mutants prove nothing")
        for survivor in result.survivors:
            print(f"  {snippet.path}:{survivor.line}: survived: {survivor.title}")
        for pattern in result.unused:
            print(f"  {snippet.path}:1: `{pattern}` excuses no survivor: remove it")


def _tell_excused(chosen: list[Snippet], scores: dict[str, Score]) -> None:
    for snippet in chosen:
        for mutant in scores[snippet.name].excused:
            reasons = [
                reason
                for pattern, reason in snippet.equivalent.items()
                if fnmatchcase(mutant.title, pattern)
            ]
            why = "; ".join(reasons)
            print(f"{snippet.path}:{mutant.line}: excused: {mutant.title} ({why})")


def _sum_up(scores: list[Score]) -> int:
    total, rejected = sum(s.total for s in scores), sum(s.rejected for s in scores)
    broke, printed = sum(s.broke for s in scores), sum(s.printed for s in scores)
    low, excused = sum(s.is_low for s in scores), sum(len(s.excused) for s in scores)
    rate = rejected / total if total else 0.0
    print(
        f"{rejected} of {total} mutants rejected ({rate:.1%}): {rejected - broke - printed} by a "
        f"check, {broke} by an error of their own, {printed} print statements by their output; "
        f"{excused} excused (`--excused` lists them)"
    )
    print(f"{low} of {len(scores)} snippets fell below the floor of {FLOOR:.0%}")
    faulty = any(s.unused or s.artefact for s in scores)
    return 0 if rate >= GOAL and not low and not faulty else 1


if __name__ == "__main__":
    sys.exit(main())
