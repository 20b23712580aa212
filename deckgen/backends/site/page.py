"""The web page of a deck: one file, no network, the same bytes for the same cards and proofs."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from deckgen.backends.site.card import STATES, entry_html
from deckgen.backends.site.style import card_css, palette, scope
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Kind, Level
from deckgen.render.html import to_inline_html
from deckgen.snippets.readings import count_readings
from deckgen.snippets.state import ProofState
from deckgen.snippets.witnesses import Standing, count_sentences
from deckgen.syntax.deck_toml import Proof
from deckgen.syntax.files import replace_file
from verified_snippets.kit.snippet import DEVICES

RESTS = {
    Standing.PROVEN: "proven by checks",
    Standing.STATED: "stated with a reason and a source",
    Standing.MIXED: "proven in part",
    Standing.SOURCED: "of cards that are sourced",
    Standing.SILENT: "without a witness",
}
"""What the sentences of each standing rest on, in words."""


def write_site(checked: CheckedLibrary, folder: Path) -> Path:
    """Write the page and return its path; a reader sees the old page or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.html"
    replace_file(path, page_html(checked).encode())
    (folder / ".nojekyll").write_bytes(b"")  # GitHub Pages serves the file as it is
    return path


def page_html(checked: CheckedLibrary) -> str:
    """Return the page as one HTML document."""
    cards = card_css()
    style = "\n".join((palette(cards), scope(cards), _read("site.css")))
    script = _read("site.js")
    return Template(_read("page.html")).substitute(
        title=escape(checked.library.name),
        about=escape(" ".join(_about(checked))),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        facets="".join(_facets(checked)),
        topics="".join(_topics(checked)),
        total=len(checked.library.cards),
    )


@cache
def _read(name: str) -> str:
    return (files("deckgen.backends.site") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the hash that allows a style or script in the page's content security policy."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _about(checked: CheckedLibrary) -> Iterator[str]:
    """Count the cards, sentences and readings, and say where and when the programs ran."""
    cards = checked.library.cards
    names = {name for card in cards for name in card.snippets}
    proofs = [
        proof
        for name in names
        for device in DEVICES
        if device in checked.snippet_library.snippets[name].devices
        and (proof := checked.snippet_library.proof(name, device))
    ]
    if proofs:
        torch = ", ".join(sorted({proof.torch.partition("+")[0] for proof in proofs}))
        places = ", ".join(sorted({proof.device.replace("cpu", "CPU") for proof in proofs}))
        yield (
            f"{len(cards)} cards, {len(names)} programs that ran on {places} "
            f"with torch {torch}, last on {max(proof.date for proof in proofs)}."
        )
    else:
        yield f"{len(cards)} cards."
    if checked.proof is Proof.NONE:
        return
    standings = count_sentences(cards, checked.snippet_library)
    told = ", ".join(f"{n} {RESTS[standing]}" for standing, n in standings.items() if n)
    if told:
        yield f"{sum(standings.values())} sentences in their answers: {told}."
    read = count_readings(cards, checked.readings, checked.snippet_library)
    yield (
        "Tried by people who did not write them: "
        f"{read['twice']} cards twice, {read['once']} once, {read['never']} not yet."
    )


def _facets(checked: CheckedLibrary) -> Iterator[str]:
    """Return a group of checkboxes for each property that a reader can filter by."""
    library = checked.library
    yield _facet("Topic", [(deck.name, deck.name, len(deck.cards)) for deck in library.decks])
    kinds = Counter(str(card.kind) for card in library.cards)
    yield _facet("Kind", [(kind, kind.capitalize(), kinds[kind]) for kind in Kind])
    levels = Counter(str(card.level) for card in library.cards)
    yield _facet("Level", [(level, level.capitalize(), levels[level]) for level in Level])
    states = Counter(str(checked.states[card.id]) for card in library.cards)
    yield _facet("State", [(state, STATES[state], states[state]) for state in ProofState])


def _facet(name: str, values: Iterable[tuple[str, str, int]]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{name.lower()}" value="{escape(value)}">'
        f"<span>{escape(shown)}</span><small>{count}</small></label>"
        for value, shown, count in values
        if count
    )
    return f"<fieldset><legend>{name}</legend>{boxes}</fieldset>"


def _topics(checked: CheckedLibrary) -> Iterator[str]:
    questions = {card.id: to_inline_html(card.question) for card in checked.library.cards}
    for deck in checked.library.decks:
        entries = "".join(entry_html(card, deck, checked, questions) for card in deck.cards)
        yield f"<section><h2>{to_inline_html(deck.title)}</h2>\n{entries}</section>\n"
