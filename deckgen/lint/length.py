"""Code that does not fit where cards are read, and answers that are too long to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.leaf import Leaf
from deckgen.model import Problem

COLUMNS, LINES = 68, 20
"""A phone and an 80-column terminal show this much without scrolling sideways or losing the top."""
WORDS = 110
"""Twice the median of our deck: what is longer holds a second fact, or tells what nobody asked."""
WORD = re.compile(r"\w[^\s]*")


def answer_problems(leaf: Leaf) -> Iterator[Problem]:
    """An answer over the limit; code, output and fields are not counted."""
    words = sum(len(WORD.findall(text)) for _, text in leaf.back)
    if words > WORDS:
        what = f"the answer has {words} words beside its code"
        remedy = f"say it in {WORDS}, or make two cards of it"
        first = next(line for line, text in leaf.back if text.strip())
        yield Problem(leaf.place(first), what, remedy)


def listing_problems(leaf: Leaf) -> Iterator[Problem]:
    """Code over the limits, in any language; output is as long as it is."""
    for fence in leaf.fences:
        if fence.output:
            continue
        if len(fence.rows) > LINES:
            remedy = f"show at most {LINES}; the rest belongs in setup"
            yield Problem(leaf.place(fence.line), f"{len(fence.rows)} lines of code", remedy)
        for line, text in fence.rows:
            if len(text) > COLUMNS:
                what = f"{len(text)} columns of code"
                yield Problem(leaf.place(line), what, f"break it before {COLUMNS}")
