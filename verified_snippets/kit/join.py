"""`python -m verified_snippets.kit.join INTO FROM...`: several machines' ledgers become one.

Of two proofs of a snippet on a device, one that holds for the snippet and the bench as they are
comes first, then the later one. The file INTO takes part where it exists.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from verified_snippets.kit.ledger import Proof, read_ledger, write_ledger
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.snippet import Snippet


def main(arguments: list[str] | None = None) -> int:
    """Write the joined ledger; a file that is damaged or missing is named, and nothing written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--root", type=Path, default=Path(__file__).parent.parent)
    options.add_argument("into", metavar="INTO", type=Path)
    options.add_argument("sources", metavar="FROM", type=Path, nargs="+")
    told = options.parse_args(arguments)
    if missing := [path for path in told.sources if not path.exists()]:
        print(f"{missing[0]}:1: there is no such ledger: did its machine finish?", file=sys.stderr)
        return 1
    try:
        ledgers = [read_ledger(path) for path in (told.into, *told.sources)]
    except ValueError as error:
        print(f"{error}: delete it, and prove its snippets again", file=sys.stderr)
        return 1
    parsed = (parse_snippet(path, told.root)[0] for path in find_snippets(told.root))
    joined = join(ledgers, {snippet.name: snippet for snippet in parsed})
    write_ledger(told.into, joined)
    print(f"{told.into}: {len(joined)} proofs")
    return 0


def join(
    ledgers: Iterable[Mapping[str, Proof]], snippets: Mapping[str, Snippet]
) -> dict[str, Proof]:
    """The best proof of each key; the first of two that are as good, and none of what is gone."""
    joined: dict[str, Proof] = {}
    for ledger in ledgers:
        for key, proof in ledger.items():
            snippet = snippets.get(key.rpartition("-")[0])
            if snippet and (
                key not in joined or _rank(proof, snippet) > _rank(joined[key], snippet)
            ):
                joined[key] = proof
    return joined


def _rank(proof: Proof, snippet: Snippet) -> tuple[bool, str]:
    return proof.holds_for(snippet), proof.date


if __name__ == "__main__":
    sys.exit(main())
