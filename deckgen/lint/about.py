"""The `[about]` of deck.toml: an exception must still be needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from deckgen.lint.forbidden import FORBIDDEN, find_forbidden
from deckgen.lint.leaf import Leaf
from deckgen.model import Place, Problem
from deckgen.reading import read_file, shown_path


def about_problems(
    leaves: Iterable[Leaf], about: frozenset[tuple[str, str]], config: Path
) -> Iterator[Problem]:
    """Every entry that names no card, no forbidden name, or one that its card does not use."""
    if not about:
        return
    codes = {str(leaf.card.id): "\n".join(code for _, code in leaf.code) for leaf in leaves}
    known = {entry.name for entry in FORBIDDEN}
    for card, name in about:
        place = Place(shown_path(config), _line(config, card))
        if card not in codes:
            what = f"`[about]` names `{card}`, which is no card, or a retired one"
            yield Problem(place, what, "mend or remove the entry")
        elif name not in known:
            what = f"`{name}` is not forbidden, so nothing is to be allowed"
            yield Problem(place, what, "remove it from `[about]`")
        elif name not in {entry.name for entry in find_forbidden(codes[card])}:
            what = f"`{card}` does not use `{name}`"
            yield Problem(place, what, "remove it from `[about]`")


def _line(config: Path, card: str) -> int:
    """The line of a card's entry, as it is usually written, below all else."""
    text = read_file(config)
    lines = [] if isinstance(text, Problem) else text.splitlines()
    entry = re.compile(rf"\s*[\"']?{re.escape(card)}[\"']?\s*=")
    return max((n for n, line in enumerate(lines, 1) if entry.match(line)), default=1)
