"""Formulas that nobody could set, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deckgen.checks.inline_elements import Span
from deckgen.model import Problem
from deckgen.render.math.parser import FormulaError, read_formula

DOLLAR = (
    "close the formula in its paragraph, with `$$` between blank lines; a dollar that is none is "
    "written `\\$`, and code stands in code marks"
)
BARE_GAP = re.compile(r"(?:[\^_}\]]|\\[A-Za-z]+)\s*\{\{c\d+::")
"""A gap that would be torn from the sign it belongs to, for `[...]` is three signs."""
PROSE = re.compile(r"\s*\d[^\\{]*\s[A-Za-z]{2,}(?:\s|$)")
"""What stands between two prices: `$5 and US$`."""


def formula_problems(spans: Iterable[Span]) -> Iterator[Problem]:
    """What is wrong with the formulas of card files."""
    for span in spans:
        if span.kind == "dollar":
            yield Problem(span.place, "a `$` that opens no formula", DOLLAR)
        elif span.kind == "formula":
            yield from _faults(span)


def _faults(span: Span) -> Iterator[Problem]:
    if PROSE.match(span.text):
        what = f"the formula `{' '.join(span.text.split())}` reads as prose"
        yield Problem(span.place, what, DOLLAR)
    try:
        read_formula(span.text)
    except FormulaError as error:
        what = f"the formula `{' '.join(span.text.split())}` cannot be set: {error}"
        yield Problem(span.place, what, "mend its TeX")
    if BARE_GAP.search(span.text):
        what = "a gap in a formula without braces of its own"
        yield Problem(span.place, what, "write `{ {{c1::…}} }`")
