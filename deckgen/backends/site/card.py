"""One card of the page: its front, its back behind a click, and its proof behind another."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from importlib.resources import files

from deckgen.backends.anki.fields import field_values
from deckgen.backends.site.proof import proof_html, sentences_html
from deckgen.backends.site.template import cloze_buttons, plain, render
from deckgen.checks.check import CheckedLibrary
from deckgen.model import Card, CardId, Deck, Kind
from deckgen.render.html import to_inline_html, to_text_html
from deckgen.render.math import typeset
from deckgen.snippets.state import NOT_RUN, ProofState

TURN = re.compile(r'<hr id="?answer"?>')
"""The line in our back templates that separates the repeated front from the answer."""
TYPED = re.compile(r"\[\[type:(\w+)\]\]")
STATES = {
    ProofState.PROVEN_CPU_CUDA: "Proven on CPU and CUDA",
    ProofState.PROVEN_CPU: "Proven on CPU",
    **NOT_RUN,
}


def entry_html(
    card: Card, deck: Deck, checked: CheckedLibrary, questions: dict[CardId, str]
) -> str:
    """Return the article of a card; `questions` has the question of every card as HTML."""
    fields = field_values(card, checked) | {"Subdeck": to_text_html(deck.name)}
    fields["Source"] = _link_related(fields["Source"], card, questions)
    fields["Proof"] = ""  # the page shows it below the card, with the programs
    front, back = (_embed(typeset(side), checked) for side in _sides(card, fields))
    words = " ".join((card.id, *card.snippets, *card.origin, *deck.all_tags))
    state = checked.states[card.id]
    return f"""\
<article class="entry" id="{card.id}" tabindex="-1" aria-label="{plain(fields["Question"])}"
 data-topic="{escape(deck.name)}" data-kind="{card.kind}" data-level="{card.level}"
 data-state="{state}" data-words="{escape(words)}">
<a class="link" href="#{card.id}" aria-label="Link to this card">#</a>
<div class="card front">{front}</div>
<details class="turn"><summary><span>Answer</span></summary>
<div class="card back">{back}</div>
</details>
<details class="proofs"><summary><span>Proof</span> <b class="{state}">{STATES[state]}</b></summary>
<noscript><div class="card behind">{_proof(card, checked)}</div></noscript>
</details>
</article>
"""


def _sides(card: Card, fields: dict[str, str]) -> tuple[str, str]:
    """Return the front, and the part of the back below the line."""
    prefix = "cloze_" if card.kind is Kind.CLOZE else ""
    front = render(template(f"{prefix}front"), fields, cloze=cloze_buttons)
    back = render(template(f"{prefix}back"), fields)
    typed = TYPED.sub(lambda found: _input(fields[found[1]]), front)
    return typed, TYPED.sub("", TURN.split(back, maxsplit=1)[-1])


def _embed(side: str, checked: CheckedLibrary) -> str:
    """Put the pictures into a side as `data:` addresses: the page has no files beside it."""
    for picture in checked.pictures.values():
        side = side.replace(f'src="{picture.name}"', f'src="{picture.uri}"')
    return side


@cache
def template(name: str) -> str:
    """Return a template of our note types."""
    return (files("deckgen.backends.anki") / "templates" / f"{name}.html").read_text(
        encoding="utf-8"
    )


def _input(answer: str) -> str:
    expected = escape(unescape(plain(answer)))
    return (
        f'<input class="typing" data-answer="{expected}" aria-label="Your answer"'
        ' placeholder="Type the answer" autocomplete="off" autocapitalize="off" spellcheck="false">'
        '<output class="verdict"></output>'
    )


def _link_related(source: str, card: Card, questions: dict[CardId, str]) -> str:
    """Return the field with the questions of related cards as links."""
    for other in card.see:
        related = f"{questions[other]} <code>Id:{other}</code>"
        source = source.replace(related, f'<a href="#{other}">{questions[other]}</a>')
    return source


def _proof(card: Card, checked: CheckedLibrary) -> str:
    if card.snippets:
        library = checked.snippet_library
        proofs = (proof_html(name, library) for name in card.snippets)
        return sentences_html(card, library) + "".join(proofs)
    reason = to_inline_html((card.retired or card.unproven or "").rstrip("."))
    sources = "".join(f"<li>{to_inline_html(_link(source))}</li>" for source in card.sources)
    return f"<p>No program stands behind this card: {reason}.</p><ul>{sources}</ul>"


def _link(source: str) -> str:
    return f"<{source}>" if source.startswith("http") else source
