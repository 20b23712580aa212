"""The fields of a card's note, its proof included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from deckgen.checks.check import CheckedLibrary
from deckgen.kinds import KINDS, Answer
from deckgen.model import Card, Deck, Kind
from deckgen.render.html import difference_html, to_html, to_inline_html, to_text_html
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.state import ProofState, proven_line, releases_line
from deckgen.snippets.witnesses import WitnessedSentence, find_witnesses
from verified_snippets.kit.snippet import Cell, Snippet

NAMESPACE = "torchdeck"
SUMMARY = '<summary class="tappable">'
"""The line that unfolds the rest; a tap on another class turns the card in AnkiMobile."""
HOSTS = {
    "docs.pytorch.org": "Docs",
    "pytorch.org": "PyTorch",
    "github.com": "GitHub",
    "arxiv.org": "arXiv",
}
ENDING = re.compile(r"\.(html?|md|pdf)$")
MAX_TYPED = 20
"""The longest output a learner types, in characters: more would test typing, not understanding."""


def proof_html(card: Card, checked: CheckedLibrary) -> str:
    """Return what a card rests on: each sentence with the cells that quote it, or its checks."""
    library = checked.snippet_library
    parts = []
    if checked.states[card.id] is ProofState.SOURCED and card.unproven:
        parts.append(f"<p>Not run, but sourced: {to_inline_html(card.unproven)}</p>")
    if releases := releases_line(card, library):
        parts.append(f"<p>{releases}.</p>")
    answer = find_witnesses(card, library)
    if answer.quoted:
        rows = "".join(_sentence(each) for each in answer.sentences if each.witnesses)
        return "".join((*parts, f"<p>Each sentence, and what proves it:</p><ul>{rows}</ul>"))
    claims = [check.title for snippet in _quoted(card, library) for check in snippet.checks]
    if claims:
        items = "".join(f"<li>{to_text_html(claim)}</li>" for claim in claims)
        parts.append(f"<p>Checked by running it:</p><ul>{items}</ul>")
    return "".join(parts)


def _sentence(each: WitnessedSentence) -> str:
    titles = "".join(f"<br><i>{to_text_html(title)}</i>" for title in each.rests_on)
    return f"<li>{to_inline_html(each.sentence.text)}{titles}</li>"


def wrong_variants_html(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the wrong variants that the card does not show: the mistake, and what it changes."""
    shown = {(quote.snippet, quote.wrong) for quote in card.quotes}
    return "".join(
        _variant(snippet, wrong)
        for snippet in _quoted(card, snippet_library)
        for n, wrong in enumerate(snippet.wrongs, 1)
        if not card.retired and (snippet.name, n) not in shown
    )


def _quoted(card: Card, snippet_library: SnippetLibrary) -> Iterator[Snippet]:
    return (
        snippet_library.snippets[name] for name in card.snippets if name in snippet_library.snippets
    )


def _variant(snippet: Snippet, wrong: Cell) -> str:
    changed = difference_html(snippet.card.text, wrong.text)
    return f"<p>{to_text_html(wrong.title)}</p>{changed}"


def field_values(card: Card, checked: CheckedLibrary) -> dict[str, str]:
    """Return every field of a card's note by name."""
    cloze = card.kind is Kind.CLOZE
    pictures = {path: picture.name for path, picture in checked.pictures.items()}
    values = {
        "Id": card.id,
        "Question": ("<b>Retired.</b> " if card.retired else "") + to_inline_html(card.question),
        "Text" if cloze else "Front": to_html(card.front, clozes=cloze, pictures=pictures),
        "Hints": "".join(_hints(card)),
        "Back": to_html(_tombstone(card) + card.back, pictures=pictures),
        "Proven": proven_line(card, checked.snippet_library),
        "Proof": proof_html(card, checked),
        "Source": "".join(_sources(card, checked)),
        "Kind": f"<span>{card.kind}</span><span>{card.level}</span>",
        "Wrong": wrong_variants_html(card, checked.snippet_library),
    }
    return values if cloze else values | {"Typed": to_text_html(_typed(card, checked))}


def content_of(values: dict[str, str]) -> dict[str, str]:
    """Return the fields that a release compares: all but where and when a card was proven.

    A new proof alone is no correction, and reaches a note when the note next changes.
    """
    return {name: value for name, value in values.items() if name != "Proven"}


def tags_of(card: Card, deck: Deck, since: str = "") -> list[str]:
    """Return the tags of a card's note, all below one namespace.

    The topic is the name of the file: renaming a deck corrects no note. `since` is the
    release that first had the card; before its first release a card has no tag for it.
    """
    tags = [f"topic::{deck.topic}", *deck.tags, f"kind::{card.kind}", f"level::{card.level}"]
    tags += [f"origin::{origin}" for origin in card.origin]
    tags += [f"added::{since.replace('.', '_')}"] if since else []
    tags += ["retired"] if card.retired else []
    return [f"{NAMESPACE}::{tag}" for tag in tags]


def _tombstone(card: Card) -> str:
    return f"**This card is retired.** {card.retired}\n\n" if card.retired else ""


def _hints(card: Card) -> Iterator[str]:
    for n, hint in enumerate(card.hints, 1):
        name = "Hint" if len(card.hints) == 1 else f"Hint {n}"
        yield f"<details>{SUMMARY}{name}</summary>{to_inline_html(hint)}</details>"


def _sources(card: Card, checked: CheckedLibrary) -> Iterator[str]:
    for source in card.sources:
        yield f"<p>Source: {_source(source)}</p>"
    questions = checked.questions
    related = [
        f"<li>{to_inline_html(questions[other])} <code>Id:{other}</code></li>"
        for other in card.see
        if other in questions
    ]
    if related:
        yield f"<p>Related; search an id in the browser:</p><ul>{''.join(related)}</ul>"


def _source(source: str) -> str:
    """Return an address as a link with a name that can be read, and words as they are."""
    if not source.startswith("http"):
        return to_inline_html(source)
    return f'<a href="{escape(source)}">{to_text_html(label_of(source))}</a>'


def label_of(address: str) -> str:
    """Return a name for an address: `Docs: torch.nn.Linear`, `arXiv: 1502.03167`."""
    parts = urlsplit(address)
    host = parts.netloc.removeprefix("www.")
    place = next((HOSTS[end] for end in HOSTS if host == end or host.endswith(f".{end}")), host)
    *folders, last = parts.path.strip("/").split("/")
    name = ENDING.sub("", last)
    if name == "index" and folders:
        name = folders[-1]
    if host == "github.com":
        name = "/".join([*folders, last][:2])
    return f"{place}: {name}" if name else place


def _typed(card: Card, checked: CheckedLibrary) -> str:
    """Return the output to type on a predict card if it is one short line and no error, else ''."""
    outputs = [quote for quote in card.quotes if quote.output and quote.side == "back"]
    if KINDS[card.kind].answer is not Answer.OUTPUT or card.retired or len(outputs) != 1:
        return ""
    (output,) = outputs
    snippet = checked.snippet_library.snippets.get(output.snippet)
    plain = len(output.text) <= MAX_TYPED and " ".join(output.text.split()) == output.text
    return output.text if plain and snippet and not snippet.raises() else ""
