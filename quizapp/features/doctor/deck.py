"""The cards: how many, where they were proven, and which do not hold on the torch there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deckgen.snippets.library import SnippetLibrary, load_snippets
from deckgen.syntax.library import load_library
from quizapp.features.doctor.section import Section, Trouble, name_some
from verified_snippets.kit.snippet import release_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from deckgen.model import Card, Library, Problem


def examine_deck(
    cards: Path, snippets: Path, reviewed: Collection[str], torch: str | None
) -> Section:
    """Cards and their snippets, beside what a learner has reviewed and the torch there is."""
    library, problems = load_library(cards)
    snippet_library, faults = load_snippets(snippets)
    asked = [card for card in library.cards if not card.retired]
    section = Section("Deck", {"cards": len(asked), "proven on": _devices(snippet_library)})
    section.troubles += [_trouble(problem) for problem in (*problems, *faults)]
    section.troubles += _missing(asked, snippet_library)
    if torch:
        _compare(section, asked, snippet_library, reviewed, torch)
    section.notes += _strangers(library, reviewed)
    return section


def _trouble(problem: Problem) -> Trouble:
    return Trouble(f"{problem.place}: {problem.what}", problem.remedy)


def _missing(cards: list[Card], snippet_library: SnippetLibrary) -> Iterator[Trouble]:
    """The snippets that cards quote and that are not in the folder."""
    quoted = {name for card in cards for name in card.snippets}
    if missing := quoted - set(snippet_library.snippets):
        what = f"{len(missing)} of the {len(quoted)} snippets of these cards are not in "
        yield Trouble(
            f"{what}{snippet_library.folder}",
            "name their folder with `--snippets DIR`, or copy them there",
        )


def _devices(snippet_library: SnippetLibrary) -> dict[str, str]:
    """Each device that proved snippets, with its torch and how many there are."""
    count = Counter((proof.device, proof.torch) for proof in snippet_library.proofs.values())
    return {f"{device}, torch {torch}": f"({n})" for (device, torch), n in sorted(count.items())}


def _compare(
    section: Section,
    cards: list[Card],
    snippet_library: SnippetLibrary,
    reviewed: Collection[str],
    torch: str,
) -> None:
    other = {card.id for card in cards if _speaks_of_another(card, snippet_library, torch)}
    unproven = {card.id for card in cards if _lacks_proof(card, snippet_library, torch)} - other
    for name, found in (("of another torch", other), ("no proof here", unproven)):
        section.facts[name] = len(found)
        section.facts[f"{name}, reviewed"] = sorted(found & set(reviewed))
    if mine := other & set(reviewed):
        what = f"{name_some(mine)} did not hold for torch {torch}, and you have reviewed them"
        section.troubles.append(
            Trouble(what, "each names its releases: learn it for those, or install one of them")
        )
    if unproven:
        section.notes.append(
            f"Not proven on torch {torch}: {name_some(unproven)}. "
            f"`make verify TORCH={torch.partition('+')[0]}` in the repository proves them."
        )


def _speaks_of_another(card: Card, snippet_library: SnippetLibrary, torch: str) -> bool:
    snippets = (
        snippet_library.snippets[name] for name in card.snippets if name in snippet_library.snippets
    )
    return not all(snippet.holds_on(torch) for snippet in snippets)


def _lacks_proof(card: Card, snippet_library: SnippetLibrary, torch: str) -> bool:
    proofs = (
        snippet_library.proof(name, "cpu")
        for name in card.snippets
        if name in snippet_library.snippets
    )
    return any(not proof or release_of(proof.torch) != release_of(torch) for proof in proofs)


def _strangers(library: Library, reviewed: Collection[str]) -> Iterator[str]:
    """What became of the reviewed cards that are asked no more."""
    retired = {card.id for card in library.cards if card.retired}
    if gone := retired & set(reviewed):
        yield f"You know cards that are retired by now: {name_some(gone)}."
    if unknown := set(reviewed) - {card.id for card in library.cards}:
        yield (
            f"Your reviews know cards that are not in this folder: {name_some(unknown)}. "
            "They are kept, and come back with their cards."
        )
