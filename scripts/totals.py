"""Write into README.md how many cards and sentences are proven, and how many cards were read.

With `--check`, only say whether the numbers are right; exit code 1 if they are not.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from deckgen.checks.check import check_library
from deckgen.cli.check import count_read, count_standings, count_states
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards

README = Path(__file__).parent.parent / "README.md"
TOTALS = re.compile(r"(?<=<!-- totals -->\n).*?(?=<!-- end of totals -->)", re.DOTALL)


def render_totals() -> str:
    """The tables of cards, of their sentences and of their readings, each with its sum."""
    cards = default_cards()
    checked = check_library(cards, default_snippets(cards))
    states, standings, read = count_states(checked), count_standings(checked), count_read(checked)
    proofs = {
        "proven on CPU and CUDA": states["proven_cpu_cuda"],
        "proven on CPU, CUDA pending or not applicable": states["proven_cpu"],
        "not run, but sourced": states["sourced"],
        "unproven": states["unproven"],
    }
    sentences = {
        "proven by checks": standings["proven"],
        "proven in part, stated in part": standings["mixed"],
        "stated, with a reason and a source": standings["stated"],
        "of a card that is sourced": standings["sourced"],
        "without a witness": standings["silent"],
    }
    readings = {
        "twice": read["twice"],
        "once": read["once"],
        "not yet, or changed since": read["never"],
    }
    return "\n".join(
        (
            _table("cards", proofs),
            _table("sentences of their answers", sentences),
            _table("cards read by somebody who did not write them", readings),
        )
    )


def _table(title: str, counts: dict[str, int]) -> str:
    rows = {**counts, "**all**": sum(counts.values())}
    lines = (f"| {name} | {n} |\n" for name, n in rows.items())
    return "".join((f"| {title} | |\n|---|---|\n", *lines))


def main() -> int:
    """Write the numbers, or check them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing")
    checking = options.parse_args().check
    text = README.read_text(encoding="utf-8")
    right = TOTALS.sub(render_totals(), text)
    if right == text and TOTALS.search(text):
        return 0
    if checking:
        print(
            f"{README}:1: the totals are not what the ledgers say: run `make audit`",
            file=sys.stderr,
        )
        return 1
    README.write_text(right, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
