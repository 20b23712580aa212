"""The style of the note types, limited to the cards of the page."""

from __future__ import annotations

import re
from importlib.resources import files

from deckgen.backends.anki.code_css import code_css

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BEFORE_BLOCK = re.compile(r"[^{}]+(?={)")
"""The selectors of a block, or the head of an at-rule such as `@media print`."""
VARIABLE = re.compile(r"--[\w-]+:[^;}]*")
OUTER = (".nightMode", ".mobile")
"""Classes that Anki sets on the element that contains a card."""


def card_css() -> str:
    """Return the style of our note types."""
    sheet = files("deckgen.backends.anki") / "templates" / "card.css"
    return COMMENT.sub("", sheet.read_text(encoding="utf-8") + code_css())


def scope(css: str) -> str:
    """Limit a style sheet to elements of class `card` and what they contain."""
    return BEFORE_BLOCK.sub(lambda found: f"\n{_scope_all(found[0].strip())} ", css).strip()


def _scope_all(selectors: str) -> str:
    if selectors.startswith("@"):
        return selectors
    # a comma inside :is(…) or :not(…) separates nothing here
    return ", ".join(_scope_one(part.strip()) for part in re.split(r",(?![^(]*\))", selectors))


def _scope_one(selector: str) -> str:
    if re.search(r"\.card(?![\w-])", selector):
        return selector
    first, _, rest = selector.partition(" ")
    return f"{first} .card {rest}" if first in OUTER and rest else f".card {selector}"


def palette(css: str) -> str:
    """Return the CSS variables of a card, by day and by night, for the page around it."""
    modes: dict[str, list[str]] = {".card": [], ".nightMode .card": []}
    for selectors, block in re.findall(r"([^{}]+){([^{}]*)}", css):
        for selector in map(str.strip, selectors.split(",")):
            modes.get(selector, []).extend(VARIABLE.findall(block))
    return "\n".join(
        f":root{selector.removesuffix('.card').strip()} {{ {'; '.join(variables)} }}"
        for selector, variables in modes.items()
    )
