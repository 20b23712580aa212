"""Reports that a card is wrong, written where the learner keeps reviews."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.snippets.state import proof_line
from quizapp.features.judge.machine import Machine, torch_version
from verified_snippets.kit.ledger import harness_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deckgen.model import Card
    from deckgen.snippets.library import SnippetLibrary
    from quizapp.features.judge.proof import ProofRun, SnippetRun

FOLDER = "reports"


@dataclass(frozen=True, slots=True)
class CardReport:
    """A learner's doubt about a card, and all that helps to settle it."""

    card: Card
    version: str
    """The version of the deck."""
    words: str
    """What the learner says is wrong; may be empty."""
    at: datetime
    proof: ProofRun
    """What came of running the proof again."""
    machine: Machine


def write_doubt(
    data: Path,
    snippet_library: SnippetLibrary,
    card: Card,
    words: str,
    proof: ProofRun,
    now: datetime,
) -> Path:
    """Write a learner's report on a card, once its proof was run again; raises OSError."""
    machine = proof.machine or Machine(torch_version() or "")
    return write_report(
        data, CardReport(card, deck_version(), words, now, proof, machine), snippet_library
    )


def deck_version() -> str:
    """The version of the deck that came with the quiz; empty where it is not installed."""
    try:
        return version("torchdeck")
    except PackageNotFoundError:
        return ""


def write_report(data: Path, report: CardReport, snippet_library: SnippetLibrary) -> Path:
    """Write a report to a file of its own and return its path; raises OSError."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    text = report_text(report, snippet_library)
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        path = folder / f"{report.at:%Y-%m-%d}-{report.card.id}{again}.md"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError:
            path.unlink(missing_ok=True)  # half a report would be taken for a whole one
            raise
        return path
    raise AssertionError("count never ends")


def find_reports(data: Path) -> list[tuple[Path, str]]:
    """Every report and what it is about, oldest first; raises OSError for one not to be read."""
    found = sorted((data / FOLDER).glob("*.md"))
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in found)
    return [(path, _title_of(text)) for path, text in zip(found, texts, strict=True)]


def report_text(report: CardReport, snippet_library: SnippetLibrary) -> str:
    """A report as Markdown."""
    card, machine = report.card, report.machine
    facts = {
        "Reported": f"{report.at:%Y-%m-%d %H:%M} UTC",
        "Deck": report.version or "not installed",
        "Place": str(card.place),
        "Proof": proof_line(card, snippet_library),
        "Python": machine.python,
        "torch": machine.torch or "not installed",
        "System": machine.system,
        "CUDA devices": ", ".join(machine.gpus) or "none",
        "Bench": harness_digest(),
    }
    lines = [f"# {card.id} · {' '.join(card.question.split())}", "", "## What is wrong", ""]
    lines += [report.words.strip() or "(no words)", "", "## Where", ""]
    lines += [f"- {name}: {fact}" for name, fact in facts.items()]
    lines += [f"- Snippet `{name}`: {_digest(name, snippet_library)}" for name in card.snippets]
    return "\n".join([*lines, "", "## The proof, run again", "", *_proof_lines(report.proof), ""])


def _title_of(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")


def _digest(name: str, snippet_library: SnippetLibrary) -> str:
    return snippet_library.snippets[name].digest if name in snippet_library.snippets else "missing"


def _proof_lines(proof: ProofRun) -> Iterator[str]:
    yield proof.headline
    for run in proof.runs:
        yield ""
        yield f"### `{run.snippet}` on {run.device}"
        yield ""
        yield from _run_lines(run)


def _run_lines(run: SnippetRun) -> Iterator[str]:
    if run.verdict is None:
        yield f"Not run: {run.skipped}."
        return
    yield f"{'Holds' if run.verdict.accepted else 'Does not hold'}, {run.verdict.seconds:.2f} s."
    yield ""
    for claim in run.verdict.claims:
        yield f"- {'holds' if claim.held else 'fails'}: {claim.title}"
    for text in (run.verdict.error, run.verdict.printed, run.verdict.raised):
        if text.strip():
            yield ""
            yield from (f"    {line}" for line in text.rstrip("\n").split("\n"))
