"""Two cards that ask the same, or answer the same."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.cloze import strip_clozes
from deckgen.lint.leaf import Leaf, Rows
from deckgen.lint.similar import Words, similar_pairs, words_of
from deckgen.model import Problem

ASKED, ANSWERED = 0.6, 0.5
"""Far above what any two cards of our deck share."""
FEW = 8
"""An answer of fewer words says nothing of its own, `see the code`."""

Texts = list[tuple[Leaf, Words]]


def duplicate_problems(leaves: list[Leaf]) -> Iterator[Problem]:
    """Each later card of such a pair, with the earlier one and how similar they are.

    Two questions about different programs may read the same, and so may those of two kinds about
    one program; but not both to the letter.
    """
    first: dict[object, Leaf] = {}
    alike: dict[object, Texts] = {}
    for leaf in leaves:
        asked = f"{leaf.card.question}\n{_text(leaf.front)}"
        shown = tuple(_text(fence.rows) for fence in leaf.shown)
        earlier = first.setdefault((*asked.split(), shown), leaf)
        if earlier is not leaf:
            yield _problem("asks", leaf, earlier, 1.0)
        else:
            alike.setdefault((leaf.card.kind, shown), []).append((leaf, words_of(asked)))
    for group in alike.values():
        yield from _near("asks", group, ASKED)
    answered = [(leaf, words_of(_text(leaf.back))) for leaf in leaves]
    yield from _near("answers", [pair for pair in answered if len(pair[1]) >= FEW], ANSWERED)


def _text(rows: Rows) -> str:
    return strip_clozes("\n".join(text for _, text in rows))


def _near(does: str, texts: Texts, least: float) -> Iterator[Problem]:
    for later, earlier, how in similar_pairs([words for _, words in texts], least):
        yield _problem(does, texts[later][0], texts[earlier][0], how)


def _problem(does: str, later: Leaf, earlier: Leaf, how: float) -> Problem:
    what = f"the card {does} what `{earlier.card.id}` {does}: {how:.0%} the same"
    remedy = f"the other stands at {earlier.card.place}; keep one, or make them differ"
    return Problem(later.card.place, what, remedy)
