"""The snippets behind a library: what their files hold, and what the ledgers say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import verified_snippets
from deckgen.model import Place, Problem, Quote
from deckgen.syntax.files import shown_path, unfit_letter
from deckgen.syntax.library import default_cards
from verified_snippets.kit.ledger import Proof, key_of, read_ledger
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.snippet import DEVICES, Snippet


@dataclass(frozen=True, slots=True)
class SnippetLibrary:
    """All snippets of a folder by name, with their proofs by key."""

    folder: Path
    snippets: dict[str, Snippet]
    proofs: dict[str, Proof]

    def proof(self, name: str, device: str) -> Proof | None:
        """The proof of a snippet on a device, if snippet and bench are still those that passed."""
        found = self.proofs.get(key_of(name, device))
        return found if found and found.holds_for(self.snippets[name]) else None

    def count_proofs(self, device: str) -> dict[str, int]:
        """How many snippets of a device have a proof that holds, a stale one, and none."""
        counts = {"proven": 0, "stale": 0, "never run": 0}
        for name, snippet in self.snippets.items():
            if device in snippet.devices:
                known = key_of(name, device) in self.proofs
                holds = self.proof(name, device) is not None
                counts["proven" if holds else "stale" if known else "never run"] += 1
        return counts


def default_snippets(cards: Path) -> Path:
    """The snippets that belong to a folder of cards: the one beside it, or the installed one."""
    if cards.resolve() == default_cards().resolve():
        return Path(verified_snippets.__file__).parent
    return cards.resolve().parent / "verified_snippets"


def load_snippets(folder: Path) -> tuple[SnippetLibrary, list[Problem]]:
    """Every snippet below a folder, and every fault of its files and ledgers."""
    snippets, problems = {}, []
    for path in find_snippets(folder):
        snippet, faults = parse_snippet(path, folder)
        snippets[snippet.name] = snippet
        place = shown_path(path)
        problems += [Problem(Place(place, f.line), f.what, f.remedy) for f in faults]
        problems += _unfit_letters(snippet, place)
    proofs: dict[str, Proof] = {}
    for device in DEVICES:
        path = folder / "proofs" / f"{device}.json"
        try:
            proofs |= read_ledger(path)
        except ValueError as error:
            what = str(error.__cause__ or error)
            remedy = "restore the file, or delete it and prove again"
            problems.append(Problem(Place(shown_path(path), 1), f"damaged ledger: {what}", remedy))
    return SnippetLibrary(folder, snippets, proofs), problems


def _unfit_letters(snippet: Snippet, path: str) -> Iterator[Problem]:
    """What Anki would not show as it is, in any cell, for a card shows more than it quotes."""
    for cell in snippet.cells:
        for n, line in enumerate((cell.title, *cell.lines), cell.line):
            if unfit := unfit_letter(line):
                yield Problem(Place(path, n), *unfit)


def quoted_text(snippet: Snippet, quote: Quote) -> str | None:
    """What a quotation must say; None where the snippet has no such cell."""
    if quote.output:
        return outcome(snippet, quote.device)
    if quote.wrong is None:
        return snippet.card.text
    return snippet.wrongs[quote.wrong - 1].text if quote.wrong <= len(snippet.wrongs) else None


def outcome(snippet: Snippet, device: str) -> str | None:
    """What a card shows of a run on a device, output and error; None where there is neither."""
    cell = snippet.cell_on("raises", device)
    error = snippet.raises(device) if cell and cell.title else None  # untitled, it is at fault
    said = f"{error[0]}: {error[1]}" if error else None
    return "\n".join(part for part in (snippet.output(device), said) if part) or None
