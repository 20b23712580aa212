"""The fields of a card's note, its proof included."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.check import CheckedLibrary
from deckgen.kinds import KINDS, Answer
from deckgen.model import Card, Deck, Kind
from deckgen.render.html import code_html, to_html, to_inline_html, to_text_html
from deckgen.snippets.library import SnippetLibrary
from deckgen.snippets.state import ProofState, proof_line, releases_line
from verified_snippets.kit.snippet import Cell, Snippet

NAMESPACE = "torchdeck"
MAX_TYPED = 20
"""The longest output a learner types, in characters: more would test typing, not understanding."""


def proof_html(card: Card, checked: CheckedLibrary, ran: str | None = None) -> str:
    """Return the proof of a card and each claim that was checked; `ran` replaces the first line."""
    line = proof_line(card, checked.snippet_library) if ran is None else ran
    claims = [
        check.title
        for snippet in _quoted(card, checked.snippet_library)
        for check in snippet.checks
    ]
    parts = [f"<div>{to_inline_html(line)}</div>"]
    if releases := releases_line(card, checked.snippet_library):
        parts.append(f"<div>{releases}</div>")
    if claims:
        items = "".join(f"<li>{to_text_html(claim)}</li>" for claim in claims)
        parts.append(f"Checked by running it:<ul>{items}</ul>")
    return "".join(parts)


def wrong_variants_html(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the wrong variants that the card does not show, each folded below its mistake."""
    shown = {(quote.snippet, quote.wrong) for quote in card.quotes}
    return "".join(
        _variant(snippet, wrong, snippet_library)
        for snippet in _quoted(card, snippet_library)
        for n, wrong in enumerate(snippet.wrongs, 1)
        if not card.retired and (snippet.name, n) not in shown
    )


def _quoted(card: Card, snippet_library: SnippetLibrary) -> Iterator[Snippet]:
    return (
        snippet_library.snippets[name] for name in card.snippets if name in snippet_library.snippets
    )


def _variant(snippet: Snippet, wrong: Cell, snippet_library: SnippetLibrary) -> str:
    why = _rejection(snippet) if snippet_library.proof(snippet.name, "cpu") else ""
    return (
        f"<details><summary>{to_text_html(wrong.title)}</summary>"
        f"{code_html(wrong.text, 'python', 'wrong')}{why}</details>"
    )


def _rejection(snippet: Snippet) -> str:
    """Say that a check rejects the variant, and name the check where there is only one."""
    if len(snippet.checks) == 1:
        return f"<p>A check rejects it: {to_text_html(snippet.checks[0].title)}</p>"
    return "<p>At least one of the checks below rejects it.</p>"


def field_values(card: Card, deck: Deck, checked: CheckedLibrary) -> dict[str, str]:
    """Return every field of a card's note by name."""
    cloze = card.kind is Kind.CLOZE
    pictures = {path: picture.name for path, picture in checked.pictures.items()}
    values = {
        "Id": card.id,
        "Question": to_inline_html(card.question),
        "Text" if cloze else "Front": to_html(card.front, clozes=cloze, pictures=pictures),
        "Hints": "".join(_hints(card)),
        "Back": to_html(_tombstone(card) + card.back, pictures=pictures),
        "Proof": proof_html(card, checked),
        "Source": "".join(_sources(card, checked)),
        "Topic": _topic(card, deck),
        "Wrong": wrong_variants_html(card, checked.snippet_library),
    }
    return values if cloze else values | {"Typed": to_text_html(_typed(card, checked))}


def content_of(card: Card, values: dict[str, str], checked: CheckedLibrary) -> dict[str, str]:
    """Return the fields that a release compares: of the proof, only the state."""
    state = checked.states[card.id]
    if state not in (ProofState.PROVEN_CPU, ProofState.PROVEN_CPU_CUDA):
        return values
    return values | {"Proof": proof_html(card, checked, state.value)}


def tags_of(card: Card, deck: Deck, state: ProofState) -> list[str]:
    """Return the tags of a card's note, all below one namespace."""
    tags = [*deck.tags, f"kind::{card.kind}", f"level::{card.level}", f"state::{state}"]
    tags += [f"origin::{origin}" for origin in card.origin]
    tags += ["retired"] if card.retired else []
    return [f"{NAMESPACE}::{tag}" for tag in tags]


def _tombstone(card: Card) -> str:
    return f"**This card is retired.** {card.retired}\n\n" if card.retired else ""


def _topic(card: Card, deck: Deck) -> str:
    words = (to_text_html(deck.name), card.kind, card.level)
    return "".join(f"<span>{word}</span>" for word in words)


def _hints(card: Card) -> Iterator[str]:
    for n, hint in enumerate(card.hints, 1):
        name = "Hint" if len(card.hints) == 1 else f"Hint {n}"
        yield f"<details><summary>{name}</summary>{to_inline_html(hint)}</details>"


def _sources(card: Card, checked: CheckedLibrary) -> Iterator[str]:
    for source in card.sources:
        link = f"<{source}>" if source.startswith("http") else source
        yield f"<p>Source: {to_inline_html(link)}</p>"
    questions = checked.questions
    related = [f"<li>{to_inline_html(questions[o])}</li>" for o in card.see if o in questions]
    if related:
        yield f"See also:<ul>{''.join(related)}</ul>"


def _typed(card: Card, checked: CheckedLibrary) -> str:
    """Return the output to type on a predict card if it is one short line and no error, else ''."""
    outputs = [quote for quote in card.quotes if quote.output and quote.side == "back"]
    if KINDS[card.kind].answer is not Answer.OUTPUT or card.retired or len(outputs) != 1:
        return ""
    (output,) = outputs
    snippet = checked.snippet_library.snippets.get(output.snippet)
    plain = len(output.text) <= MAX_TYPED and " ".join(output.text.split()) == output.text
    return output.text if plain and snippet and not snippet.raises() else ""
