"""The proof of a card, run again on the learner's own machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deckgen.snippets.witnesses import find_witnesses
from quizapp.features.judge.machine import Machine, Runner, ask_machine
from quizapp.words import say_number
from verified_snippets.kit.judge import Verdict, prove_again

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deckgen.model import Card
    from deckgen.snippets.library import SnippetLibrary
    from verified_snippets.kit.snippet import Snippet


@dataclass(frozen=True, slots=True)
class SnippetRun:
    """One snippet of a card on one device."""

    snippet: str
    device: str
    """What the device is called."""
    verdict: Verdict | None = None
    skipped: str = ""
    """Why it was not run, in words; empty where it was."""


@dataclass(frozen=True, slots=True)
class ProofRun:
    """The result of running a card's proof here and now."""

    machine: Machine | None = None
    runs: tuple[SnippetRun, ...] = ()
    sentences: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The sentences of the answer, each with the checks that prove it, or why it is stated."""
    why_not: str = ""
    """Why nothing was run, in a sentence with the remedy; empty where something was."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Those of all that was run."""
        return tuple(run.verdict for run in self.runs if run.verdict)

    @property
    def holds(self) -> bool:
        """Whether something was run, and all of it does what the card says."""
        return bool(self.verdicts) and all(verdict.accepted for verdict in self.verdicts)

    @property
    def headline(self) -> str:
        """The result in a sentence."""
        if not self.verdicts:
            return self.why_not or "Nothing was run."
        if not self.holds:
            return "This machine does not do what the card says."
        skipped = len(self.runs) - len(self.verdicts)
        rest = f" {say_number(skipped, 'run')} left out." if skipped else ""
        return f"Proven here and now: it does what the card says.{rest}"


def prove_card(card: Card, snippet_library: SnippetLibrary, run: Runner) -> ProofRun:
    """Run a card's snippets on every device there is; RuntimeError or OSError without torch."""
    if not card.snippets:
        reason = card.unproven or "it quotes no program"
        return ProofRun(why_not=f"No program proves this card: {reason}.")
    if lost := [name for name in card.snippets if name not in snippet_library.snippets]:
        return ProofRun(why_not=f"The programs of this card are missing: {', '.join(lost)}.")
    machine = ask_machine(run)
    answer = find_witnesses(card, snippet_library)
    return ProofRun(
        machine,
        tuple(
            found
            for name in card.snippets
            for found in _on_devices(snippet_library.snippets[name], machine, run)
        ),
        tuple((each.sentence.text, each.rests_on) for each in answer.sentences if each.witnesses),
    )


def _on_devices(snippet: Snippet, machine: Machine, run: Runner) -> Iterator[SnippetRun]:
    for device in snippet.devices:
        place = machine.name_of(device)
        if skipped := _why_skipped(snippet, device, machine):
            yield SnippetRun(snippet.name, place, skipped=skipped)
        else:
            yield SnippetRun(snippet.name, place, prove_again(snippet, device, run))


def _why_skipped(snippet: Snippet, device: str, machine: Machine) -> str:
    if not snippet.holds_on(machine.torch):
        return f"{snippet.releases}, and this is {machine.torch}"
    if device != "cuda" or snippet.gpus <= len(machine.gpus):
        return ""
    if not machine.gpus:
        return "there is no CUDA device here"
    return f"it needs {snippet.gpus} CUDA devices, and here is {len(machine.gpus)}"
