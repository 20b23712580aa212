"""Check formulas: MathJax must be able to set each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deckgen.model import Problem
from deckgen.render.math.parser import FormulaError, read_formula
from deckgen.syntax.inline_elements import InlineElement

DOLLAR = (
    "close the formula in its paragraph, with `$$` between blank lines; a dollar that is none is "
    "written `\\$`, and code stands in code marks"
)
BARE_GAP = re.compile(r"(?:[\^_}\]]|\\[A-Za-z]+)\s*\{\{c\d+::")
"""A cloze without braces behind `^` or a command, which takes the first sign of `[...]` alone."""
PROSE = re.compile(r"\s*\d[^\\{]*\s[A-Za-z]{2,}(?:\s|$)")
"""Prose between two prices, which reads like a formula: `$5 and US$`."""


def formula_problems(elements: Iterable[InlineElement]) -> Iterator[Problem]:
    """Check the formulas of card files."""
    for element in elements:
        if element.kind == "dollar":
            yield Problem(element.place, "a `$` that opens no formula", DOLLAR)
        elif element.kind == "formula":
            yield from _faults(element)


def _faults(element: InlineElement) -> Iterator[Problem]:
    if PROSE.match(element.text):
        what = f"the formula `{' '.join(element.text.split())}` reads as prose"
        yield Problem(element.place, what, DOLLAR)
    try:
        read_formula(element.text)
    except FormulaError as error:
        what = f"the formula `{' '.join(element.text.split())}` cannot be set: {error}"
        yield Problem(element.place, what, "correct its TeX")
    if BARE_GAP.search(element.text):
        what = "a gap in a formula without braces of its own"
        yield Problem(element.place, what, "write `{ {{c1::…}} }`")
