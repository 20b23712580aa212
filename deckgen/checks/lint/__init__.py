"""Style checks: length, wording, links and forbidden names of cards that are otherwise right."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.lint.duplicates import duplicate_problems
from deckgen.checks.lint.forbidden import about_problems, forbidden_problems
from deckgen.checks.lint.style import (
    answer_problems,
    link_problems,
    listing_problems,
    question_problems,
)
from deckgen.model import Problem
from deckgen.syntax.deck_toml import DeckConfig
from deckgen.syntax.parsed_file import SourceCard


def lint(cards: list[SourceCard], config: DeckConfig) -> Iterator[Problem]:
    """Run all style checks; of a retired card, only the width and length of code count."""
    for source in cards:
        yield from listing_problems(source)
    kept = [source for source in cards if not source.card.retired]
    for source in kept:
        yield from answer_problems(source)
        yield from question_problems(source.card)
        yield from link_problems(source)
        yield from forbidden_problems(source, config.about)
    yield from duplicate_problems(kept)
    yield from about_problems(kept, config)
