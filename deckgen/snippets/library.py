"""All snippets of a folder with their proofs from the ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import verified_snippets
from deckgen.model import Place, Problem, Quote
from deckgen.syntax.files import bad_character, shown_path
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
        """Return a snippet's proof on a device if snippet and bench are still those that passed."""
        found = self.proofs.get(key_of(name, device))
        return found if found and found.holds_for(self.snippets[name]) else None

    def count_proofs(self, device: str) -> dict[str, int]:
        """Count the snippets of a device with a valid proof, a stale one, and none."""
        counts = {"proven": 0, "stale": 0, "never run": 0}
        for name, snippet in self.snippets.items():
            if device in snippet.devices:
                known = key_of(name, device) in self.proofs
                holds = self.proof(name, device) is not None
                counts["proven" if holds else "stale" if known else "never run"] += 1
        return counts


def default_snippets(cards: Path) -> Path:
    """Return the folder of snippets beside a folder of cards, or the installed one."""
    if cards.resolve() == default_cards().resolve():
        return Path(verified_snippets.__file__).parent
    return cards.resolve().parent / "verified_snippets"


def load_snippets(folder: Path) -> tuple[SnippetLibrary, list[Problem]]:
    """Load every snippet below a folder, with every problem of its files and ledgers."""
    snippets, problems = {}, []
    for path in find_snippets(folder):
        snippet, faults = parse_snippet(path, folder)
        snippets[snippet.name] = snippet
        place = shown_path(path)
        problems += [Problem(Place(place, f.line), f.what, f.remedy) for f in faults]
        problems += _bad_characters(snippet, place)
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


def _bad_characters(snippet: Snippet, path: str) -> Iterator[Problem]:
    """Report bad characters in any cell: a card shows more of a snippet than it quotes."""
    for cell in snippet.cells:
        for n, line in enumerate((cell.title, *cell.lines), cell.line):
            if bad := bad_character(line):
                yield Problem(Place(path, n), *bad)


def quoted_text(snippet: Snippet, quote: Quote) -> str | None:
    """Return the text a quotation must have; None where the snippet has no such cell."""
    if quote.output:
        return outcome(snippet, quote.device)
    if quote.wrong is None:
        return snippet.card.text
    return snippet.wrongs[quote.wrong - 1].text if quote.wrong <= len(snippet.wrongs) else None


def outcome(snippet: Snippet, device: str) -> str | None:
    """Return the output and error of a run on a device; None where there is neither."""
    cell = snippet.cell_on("raises", device)
    error = (
        snippet.raises(device) if cell and cell.title else None
    )  # without a title, the cell is a fault already
    said = f"{error[0]}: {error[1]}" if error else None
    return "\n".join(part for part in (snippet.output(device), said) if part) or None
