"""Write docs/source-audit.md from docs/source-audit.toml and the cards' `:origin:` fields.

With `--check`, only say whether the page is up to date; exit code 1 if it is not.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from deckgen.model import Library
from deckgen.syntax.library import default_cards, load_library

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "source-audit.md"
HEAD = """\
# The twenty source questions

torchdeck grew from a list of twenty PyTorch interview questions. None of its eight code blocks ran
and did what its text said; the table tells what was wrong with each answer, and which cards answer
the question now. `make audit` writes this page from `source-audit.toml` and the cards.

| | question | what was wrong | the cards that answer it now |
|---|---|---|---|
"""


def render_page(library: Library) -> str:
    """The page as it should be; raises KeyError where a card names an unknown question."""
    rows = tomllib.loads((DOCS / "source-audit.toml").read_text(encoding="utf-8"))
    answers: dict[str, list[str]] = {key: [] for key in rows}
    for deck in library.decks:
        for card in deck.cards:
            for origin in card.origin:
                page = Path(card.place.path).name
                answers[origin].append(f"[{card.id}](../cards/{page}#L{card.place.line})")
    lines = [
        f"| {key} | {row['question']} | {row['wrong']} | {', '.join(answers[key])} |\n"
        for key, row in rows.items()
    ]
    return HEAD + "".join(lines)


def main() -> int:
    """Write the page, or check it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing")
    checking = options.parse_args().check
    page = render_page(load_library(default_cards())[0])
    if not checking:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page:
        return 0
    print(f"{PAGE}:1: the page is not what the cards say: run `make audit`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
