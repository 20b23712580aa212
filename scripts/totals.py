"""Write into README.md how many cards are proven, and where.

With `--check`, only say whether the numbers are right; exit code 1 if they are not.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from deckgen.checks.check import check_library
from deckgen.cli.check import count_states
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards

README = Path(__file__).parent.parent / "README.md"
TOTALS = re.compile(r"(?<=<!-- totals -->\n).*?(?=<!-- end of totals -->)", re.DOTALL)


def render_totals() -> str:
    """The table, whose rows add up to the number of cards."""
    cards = default_cards()
    counts = count_states(check_library(cards, default_snippets(cards)))
    rows = (
        ("proven on CPU and CUDA", counts["proven_cpu_cuda"]),
        ("proven on CPU, CUDA pending or not applicable", counts["proven_cpu"]),
        ("not run, but sourced", counts["sourced"]),
        ("unproven", counts["unproven"]),
        ("**all cards**", sum(counts.values())),
    )
    return "".join(("| cards | |\n|---|---|\n", *(f"| {name} | {n} |\n" for name, n in rows)))


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
