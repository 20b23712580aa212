"""What a writer should mend in a card that is otherwise right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from deckgen.checks.lint.duplicates import duplicate_problems
from deckgen.checks.lint.forbidden import about_problems, forbidden_problems
from deckgen.checks.lint.source_card import Leaf
from deckgen.checks.lint.style import (
    answer_problems,
    link_problems,
    listing_problems,
    question_problems,
)
from deckgen.model import Library, Problem


def lint(leaves: Iterable[Leaf], library: Library, config: Path) -> Iterator[Problem]:
    """Every finding; `config` is the deck.toml to name.

    A retired card says what it said; only its code has to fit, for it is shown all the same.
    """
    leaves = list(leaves)
    for leaf in leaves:
        yield from listing_problems(leaf)
    kept = [leaf for leaf in leaves if not leaf.card.retired]
    for leaf in kept:
        yield from answer_problems(leaf)
        yield from question_problems(leaf.card)
        yield from link_problems(leaf)
        yield from forbidden_problems(leaf, library.about)
    yield from duplicate_problems(kept)
    yield from about_problems(kept, library.about, config)
