"""Everything that must hold of a library and its snippets before it may be built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deckgen.checks.api_names import mentions_on, name_problems, read_names
from deckgen.checks.formulas import formula_problems
from deckgen.checks.images import Picture, load_pictures
from deckgen.checks.inline_elements import read_spans
from deckgen.checks.kinds import quotation_rules
from deckgen.checks.lint import lint
from deckgen.checks.lint.source_card import read_leaves
from deckgen.model import Card, CardId, Deck, Library, Place, Problem
from deckgen.releases.compatibility import broken_promises
from deckgen.releases.file import read_released
from deckgen.releases.model import Released
from deckgen.snippets.library import SnippetLibrary, load_snippets, outcome, quoted_text
from deckgen.snippets.state import ProofState, stale_snippets, state_of
from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.files import read_file, shown_path
from deckgen.syntax.library import load_library
from deckgen.syntax.markdown import normalize, read_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Checked:
    """A library with its snippets, its problems, and the state of every card by id."""

    library: Library
    shelf: SnippetLibrary
    problems: tuple[Problem, ...]
    states: dict[CardId, ProofState]
    questions: dict[CardId, str]
    """What every card asks, for those that refer to it."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """The pictures of the cards, by path as written."""
    released: Released = field(default_factory=Released)


class Page(NamedTuple):
    """A file of cards, with the blocks of Markdown that it holds."""

    deck: Deck
    lines: list[str]
    blocks: list[Token]


def check_library(cards: Path, snippets: Path) -> Checked:
    """Load and check both folders."""
    library, problems = load_library(cards)
    shelf, faults = load_snippets(snippets)
    released, damages = read_released(cards)
    problems += [*faults, *damages, *broken_promises(released, library)]
    for card in library.cards:
        problems += _quotations(card, shelf)
        problems += _devices(card, shelf)
        problems += _shape(card)
        problems += _proof(card, shelf)
    problems += _orphans(library, shelf)
    pages = list(_read_pages(library))
    problems += _names(pages, library, shelf)
    leaves = [leaf for page in pages for leaf in read_leaves(page.lines, page.blocks, page.deck)]
    problems += lint(leaves, library, cards / "deck.toml")
    spans = [span for page in pages for span in read_spans(page.blocks, page.deck.place.path)]
    pictures, faults = load_pictures(spans, cards)
    problems += [*faults, *formula_problems(spans)]
    states = {card.id: state_of(card, shelf) for card in library.cards}
    questions = {card.id: card.question for card in library.cards}
    problems = sorted(set(problems))
    return Checked(library, shelf, tuple(problems), states, questions, pictures, released)


def _quotations(card: Card, shelf: SnippetLibrary) -> Iterator[Problem]:
    for quote in card.quotes:
        snippet = shelf.snippets.get(quote.snippet)
        if snippet is None:
            remedy = f"write {shown_path(shelf.folder)}/{quote.snippet}.py, or mend the name"
            yield Problem(quote.place, f"there is no snippet `{quote.snippet}`", remedy)
        elif not snippet.of("card"):
            continue  # its own fault names this already
        elif (text := quoted_text(snippet, quote)) is None:
            what = f"`{quote.snippet}` has no such cell to quote"
            yield Problem(quote.place, what, "record its output, or count its wrong variants")
        elif strip_clozes(quote.text) != text:
            what = f"the quotation differs from `{quote.snippet}`"
            yield Problem(quote.place, what, "run `deckgen sync`")


def _devices(card: Card, shelf: SnippetLibrary) -> Iterator[Problem]:
    """A card that shows an outcome shows that of every device that differs."""
    for quote in card.quotes:
        snippet = shelf.snippets.get(quote.snippet)
        if not snippet or not quote.output or quote.device != "cpu":
            continue
        others = {other.device for other in card.quotes if other.snippet == quote.snippet}
        for device in snippet.devices:
            if device not in others and outcome(snippet, device) != outcome(snippet, "cpu"):
                what = f"`{quote.snippet}` has another outcome on {device}"
                remedy = f"quote it too, with `text output={quote.snippet} device={device}`"
                yield Problem(quote.place, what, remedy)


def _shape(card: Card) -> Iterator[Problem]:
    """What the kind of a card demands of its quotations."""
    if card.retired or card.unproven:
        return
    for holds, what, remedy in quotation_rules(card):
        if not holds:
            yield Problem(card.place, f"the {card.kind} card {what}", remedy)


def _proof(card: Card, shelf: SnippetLibrary) -> Iterator[Problem]:
    if not card.quotes and not card.unproven and not card.retired:
        what = "nothing proves this card"
        yield Problem(card.place, what, "quote a snippet, or say why not in `:unproven:`")
    for name in stale_snippets(card, shelf):
        what = f"`{name}` has no proof of its present text on the CPU"
        yield Problem(card.place, what, "run `make prove`")


def _read_pages(library: Library) -> Iterator[Page]:
    """The files of all decks, each read into blocks once."""
    for deck in library.decks:
        text = read_file(Path(deck.place.path))
        if not isinstance(text, Problem):  # it is named already
            text = normalize(text)
            yield Page(deck, text.split("\n"), read_blocks(text))


def _names(pages: list[Page], library: Library, shelf: SnippetLibrary) -> Iterator[Problem]:
    names = read_names(shelf.folder / "proofs" / "names.json")
    for page in pages:
        mentions = list(mentions_on(page.blocks, page.deck.place.path))
        yield from name_problems(mentions, names, library.absent)


def _orphans(library: Library, shelf: SnippetLibrary) -> Iterator[Problem]:
    quoted = {name for card in library.cards for name in card.snippets}
    for name in shelf.snippets.keys() - quoted:
        place = Place(shown_path(shelf.snippets[name].path), 1)
        yield Problem(place, "no card quotes this snippet", "quote it, or delete the file")
