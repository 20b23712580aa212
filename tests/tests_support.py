"""What tests share beside fixtures."""

from __future__ import annotations

import json
from pathlib import Path

from deckgen.snippets.library import load_snippets
from deckgen.snippets.readings import (
    Reading,
    Readings,
    Trial,
    claims,
    enter_reading,
    path_of,
    write_readings,
)
from deckgen.syntax.library import load_library
from verified_snippets.kit.ledger import Proof, harness_digest, key_of, write_ledger
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.snippet import Snippet

REPOSITORY = Path(__file__).parent.parent
DATA = REPOSITORY / "tests" / "data"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def enter_proofs(
    snippets: Path,
    device: str = "cpu",
    name: str | None = None,
    torch: str = "2.13.0",
    date: str = "2026-11-22",
) -> None:
    """Write a ledger as if every snippet of a folder had passed."""
    proofs = {}
    for path in find_snippets(snippets):
        snippet, _ = parse_snippet(path, snippets)
        proofs[key_of(snippet.name, device)] = Proof(
            snippet.digest, harness_digest(), torch, name or device, "", date, 0.1
        )
    (snippets / "proofs").mkdir(exist_ok=True)
    write_ledger(snippets / "proofs" / f"{device}.json", proofs)
    names = {
        "torch": "2.13.0",
        "names": {"torch.tensor": True, "torch.int64": True, "torch.float32": True},
    }
    (snippets / "proofs" / "names.json").write_text(json.dumps(names))


def enter_readings(cards: Path, snippets: Path) -> None:
    """Write two readings of every card of a folder, as if nothing wrong had been found."""
    library, snippet_library = load_library(cards)[0], load_snippets(snippets)[0]
    readings: Readings = {}
    for card in library.cards:
        tried = tuple(Trial(claim, "run", "it holds") for claim in claims(card))
        for date in ("2026-11-20", "2026-11-21"):
            readings = enter_reading(card, Reading(date, tried), readings, snippet_library)
    write_readings(path_of(snippets), readings)


def planted(text: str, folder: Path) -> Snippet:
    """A snippet written to a folder, without a fault that its text would show."""
    path = folder / "topic" / "name.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    snippet, faults = parse_snippet(path, folder)
    assert faults == []
    return snippet


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
