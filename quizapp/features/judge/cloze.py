"""The blanks of a cloze, filled by a learner and held against the words they hide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from deckgen.syntax.cloze import Cloze, find_clozes, replace_clozes, replace_in_markdown
from quizapp.features.judge.normalize import MARKS, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deckgen.model import Card, Quote

NUMBER = re.compile(
    r"[-+]?(?:\d{1,99}\.?\d{0,99}|\.\d{1,99})(?:e[-+]?\d{1,3})?", re.ASCII | re.IGNORECASE
)
ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)
CALL = re.compile(r"^\.?(?P<name>[^\W\d][\w.]*)\s*(?:\(\s*\))?$")


@dataclass(frozen=True, slots=True)
class Blank:
    """One gap of a cloze; where the same words are hidden twice under one number, it is one."""

    number: int
    text: str
    """The hidden words."""
    hint: str = ""
    code: bool = False
    """Whether it stands in code that can be run."""
    accepts: tuple[str, ...] = ()
    """Other words that are as right."""
    cased: bool = False
    """Whether capitals count, because it is code, be it run or not."""


@dataclass(frozen=True, slots=True)
class FilledBlank:
    """A blank, what was typed into it, and whether that is right; None where nobody can tell."""

    blank: Blank
    typed: str
    right: bool | None


def blanks_of(card: Card) -> tuple[Blank, ...]:
    """The blanks of a card, in the order they are read."""
    quote = blanked_quote(card)
    code = {(c.number, c.text) for c in find_clozes(quote.text, code=True)} if quote else set()
    found: dict[tuple[int, str], Blank] = {}

    def note(cloze: Cloze) -> str:
        key = cloze.number, cloze.text
        accepts = tuple(words for number, words in card.accepts if number == cloze.number)
        found.setdefault(key, Blank(*key, cloze.hint or "", key in code, accepts, cloze.code))
        return ""

    replace_in_markdown(card.front, note)
    return tuple(found.values())


def blanked_quote(card: Card) -> Quote | None:
    """The quoted code that has the blanks of a card; None where no code has any."""
    shown = (q for q in card.quotes if q.side == "front" and not q.output and q.wrong is None)
    return next((quote for quote in shown if find_clozes(quote.text, code=True)), None)


def fill(blanks: Sequence[Blank], typed: Sequence[str]) -> tuple[FilledBlank, ...]:
    """What comparing tells of each blank; words in code that differ are for its checks to judge."""
    return tuple(
        FilledBlank(blank, words, _same(blank, words))
        for blank, words in zip(blanks, typed, strict=True)
    )


def completed(quote: Quote, filled: Sequence[FilledBlank]) -> str:
    """The code of a quote with the typed words in its blanks, right ones as the card has them."""
    words: Mapping[tuple[int, str], str] = {
        (one.blank.number, one.blank.text): one.blank.text if one.right else one.typed
        for one in filled
    }
    return replace_clozes(quote.text, lambda c: words.get((c.number, c.text), c.text), code=True)


def _same(blank: Blank, typed: str) -> bool | None:
    if not typed.strip():
        return False
    right = (blank.text, *blank.accepts)
    if blank.code:
        return key_of(typed) in map(key_of, right) or None
    if _plain(typed, blank.cased) in [_plain(words, blank.cased) for words in right]:
        return True
    # Of several words a learner may find others as good; a name or a number is that or another.
    return None if len(blank.text.split()) > 1 else False


def _plain(words: str, cased: bool) -> str | Decimal:
    """A number; or words without what does not count in a gap whose code is not run.

    That is spaces, code marks, quotation marks around them, an article, a full stop, and what
    shows that a name is called: `.step()` is `step`. Case counts where the gap is code.
    """
    text = words.translate(MARKS).replace("`", "").strip()
    if NUMBER.fullmatch(text):
        return Decimal(text)
    text = ARTICLE.sub("", (text if cased else text.casefold()).strip("'\"").removesuffix("."))
    return "".join(CALL.sub(r"\g<name>", text).split())
