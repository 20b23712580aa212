"""All checks that a library and its snippets must pass before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deckgen.checks.api_names import find_mentions, name_problems, read_names
from deckgen.checks.formulas import formula_problems
from deckgen.checks.images import Picture, load_pictures
from deckgen.checks.lint import lint
from deckgen.checks.sentences import sentence_problems
from deckgen.kinds import KINDS, Answer, quotation_rules
from deckgen.model import Card, CardId, Library, Place, Problem
from deckgen.releases.compatibility import compatibility_problems
from deckgen.releases.file import read_released
from deckgen.releases.model import Released
from deckgen.snippets.library import SnippetLibrary, load_snippets, outcome, quoted_text
from deckgen.snippets.readings import Readings, path_of, read_readings
from deckgen.snippets.state import ProofState, proof_state, stale_snippets
from deckgen.syntax.cloze import strip_clozes
from deckgen.syntax.deck_toml import Proof
from deckgen.syntax.files import shown_path
from deckgen.syntax.inline_elements import find_inline_elements
from deckgen.syntax.library import ParsedLibrary, parse_library
from deckgen.syntax.parsed_file import ParsedFile

ALSOS, WRONGS = 2, 3
"""How many other correct answers, and how many wrong ones, the checks of an answer are tried on."""
ANSWERS = {
    "also": "add correct answers that go another way, such as torch's own function or a plain loop",
    "wrong": "add answers that people really give, each with what they believe as its title",
}


@dataclass(frozen=True, slots=True)
class CheckedLibrary:
    """A library with its snippets, its problems, and the state of every card by id."""

    library: Library
    snippet_library: SnippetLibrary
    problems: tuple[Problem, ...]
    states: dict[CardId, ProofState]
    questions: dict[CardId, str]
    """The question of every card by id."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """The pictures of the cards, by path as written."""
    released: Released = field(default_factory=Released)
    readings: Readings = field(default_factory=dict)
    proof: Proof = Proof.CODE
    """What of the library has to be proven."""


def check_library(cards: Path, snippets: Path) -> CheckedLibrary:
    """Load and check a folder of cards and a folder of snippets."""
    parsed = parse_library(cards)
    library, files, problems = parsed.library, parsed.files, list(parsed.problems)
    snippet_library, faults = load_snippets(snippets)
    released, damages = read_released(cards)
    readings, torn = read_readings(path_of(snippets))
    problems += [*faults, *damages, *torn, *compatibility_problems(released, library)]
    for card in library.cards:
        problems += _quotations(card, snippet_library)
        problems += _devices(card, snippet_library)
    problems += _orphans(library, snippet_library)
    sources = [source for file in files for source in file.cards]
    problems += lint(sources, parsed.config)
    if parsed.config.proof is not Proof.NONE:
        problems += _proof_problems(parsed, snippet_library)
    elements = [each for file in files for each in find_inline_elements(file.blocks, file.path)]
    pictures, faults = load_pictures(elements, cards)
    problems += [*faults, *formula_problems(elements)]
    states = {card.id: proof_state(card, snippet_library) for card in library.cards}
    questions = {card.id: card.question for card in library.cards}
    problems = sorted(set(problems))
    return CheckedLibrary(
        *(library, snippet_library, tuple(problems), states, questions, pictures),
        *(released, readings, parsed.config.proof),
    )


def _proof_problems(parsed: ParsedLibrary, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    """Check what a deck of one's own need not have: a proof of every card, name and sentence."""
    for card in parsed.library.cards:
        yield from _shape(card)
        yield from _answers(card, snippet_library)
        yield from _proof(card, snippet_library)
    yield from _names(parsed.files, parsed.library, snippet_library)
    sources = (source for file in parsed.files for source in file.cards)
    every = parsed.config.proof is Proof.SENTENCES
    yield from sentence_problems(sources, snippet_library, every=every)


def _quotations(card: Card, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    for quote in card.quotes:
        snippet = snippet_library.snippets.get(quote.snippet)
        if snippet is None:
            path = f"{shown_path(snippet_library.folder)}/{quote.snippet}.py"
            remedy = f"write {path}, or correct the name"
            yield Problem(quote.place, f"there is no snippet `{quote.snippet}`", remedy)
        elif not snippet.of("card"):
            continue  # the snippet has a problem of its own
        elif (text := quoted_text(snippet, quote)) is None:
            what = f"`{quote.snippet}` has no such cell to quote"
            yield Problem(quote.place, what, "record its output, or count its wrong variants")
        elif strip_clozes(quote.text) != text:
            what = f"the quotation differs from `{quote.snippet}`"
            yield Problem(quote.place, what, "run `deckgen sync`")


def _devices(card: Card, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    """A card that shows an output must show the output of every device that differs."""
    for quote in card.quotes:
        snippet = snippet_library.snippets.get(quote.snippet)
        if not snippet or not quote.output or quote.device != "cpu":
            continue
        others = {other.device for other in card.quotes if other.snippet == quote.snippet}
        for device in snippet.devices:
            if device not in others and outcome(snippet, device) != outcome(snippet, "cpu"):
                what = f"`{quote.snippet}` has another outcome on {device}"
                remedy = f"quote it too, with `text output={quote.snippet} device={device}`"
                yield Problem(quote.place, what, remedy)


def _shape(card: Card) -> Iterator[Problem]:
    """Check what the kind of a card demands of its quotations."""
    if card.retired or card.unproven:
        return
    for holds, what, remedy in quotation_rules(card):
        if not holds:
            yield Problem(card.place, f"the {card.kind} card {what}", remedy)


def _answers(card: Card, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    """Check that the snippet of an answer in code holds answers for its checks to be tried on."""
    if KINDS[card.kind].answer is not Answer.CODE or card.retired or card.unproven:
        return
    names = dict.fromkeys(q.snippet for q in card.quotes if not q.output and q.wrong is None)
    for name in names.keys() & snippet_library.snippets.keys():
        snippet = snippet_library.snippets[name]
        for kind, cells, least in (
            ("also", snippet.alsos, ALSOS),
            ("wrong", snippet.wrongs, WRONGS),
        ):
            if len(cells) < least:
                place = Place(shown_path(snippet.path), 1)
                what = (
                    f"the {card.kind} card `{card.id}` has {len(cells)} of {least} `{kind}` cells"
                )
                yield Problem(place, what, ANSWERS[kind])


def _proof(card: Card, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    if not card.quotes and not card.unproven and not card.retired:
        what = "nothing proves this card"
        yield Problem(card.place, what, "quote a snippet, or say why not in `:unproven:`")
    for name in stale_snippets(card, snippet_library):
        what = f"`{name}` has no proof of its present text on the CPU"
        yield Problem(card.place, what, "run `make prove`")


def _names(
    files: Iterable[ParsedFile], library: Library, snippet_library: SnippetLibrary
) -> Iterator[Problem]:
    names = read_names(snippet_library.folder / "proofs" / "names.json")
    mentions = [mention for file in files for mention in find_mentions(file)]
    return name_problems(mentions, names, library.absent)


def _orphans(library: Library, snippet_library: SnippetLibrary) -> Iterator[Problem]:
    quoted = {name for card in library.cards for name in card.snippets}
    for name in snippet_library.snippets.keys() - quoted:
        place = Place(shown_path(snippet_library.snippets[name].path), 1)
        yield Problem(place, "no card quotes this snippet", "quote it, or delete the file")
