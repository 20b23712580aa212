"""The proof state of a card: every card is in exactly one."""

from __future__ import annotations

from enum import StrEnum

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from verified_snippets.kit.ledger import Proof
from verified_snippets.kit.snippet import release_of


class ProofState(StrEnum):
    """The four states, best first."""

    PROVEN_CPU_CUDA = "proven_cpu_cuda"
    PROVEN_CPU = "proven_cpu"
    SOURCED = "sourced"
    UNPROVEN = "unproven"


NOT_RUN = {ProofState.SOURCED: "Sourced, not run", ProofState.UNPROVEN: "Not proven"}
"""The states in which nothing has run, in words."""


def proof_state(card: Card, snippet_library: SnippetLibrary) -> ProofState:
    """Return the state of a card from the present ledgers."""
    if stale_snippets(card, snippet_library):
        return ProofState.UNPROVEN
    if card.retired or (card.unproven and card.sources):
        return ProofState.SOURCED
    if not card.snippets:
        return ProofState.UNPROVEN
    generic = _on_cuda(card, snippet_library)
    everywhere = generic and all(snippet_library.proof(name, "cuda") for name in generic)
    return ProofState.PROVEN_CPU_CUDA if everywhere else ProofState.PROVEN_CPU


def _on_cuda(card: Card, snippet_library: SnippetLibrary) -> list[str]:
    """Return the quoted snippets that also run on CUDA."""
    return [name for name in card.snippets if "cuda" in snippet_library.snippets[name].devices]


def stale_snippets(card: Card, snippet_library: SnippetLibrary) -> list[str]:
    """Return the quoted snippets whose present text has not passed on the CPU."""
    return [
        name
        for name in card.snippets
        if name not in snippet_library.snippets or not snippet_library.proof(name, "cpu")
    ]


def proof_line(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the state as a card shows it: where and when it was proven, and what is pending."""
    state = proof_state(card, snippet_library)
    if card.retired:
        return "Retired"
    if state is ProofState.SOURCED:
        return f"Not run, but sourced: {card.unproven}"
    if state is ProofState.UNPROVEN:
        return "Not proven"
    runs = {"cpu": _proofs(card, snippet_library, "cpu")}
    if state is ProofState.PROVEN_CPU_CUDA:
        runs["cuda"] = _proofs(card, snippet_library, "cuda")
    places = [_ran_on(device, proofs) for device, proofs in runs.items()]
    pending = "" if "cuda" in runs else _pending(card, snippet_library)
    newest = max(proof.date for proofs in runs.values() for proof in proofs)
    return "Proven: ran on torch " + " · ".join(filter(None, (*places, pending, newest)))


def proven_line(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the state in a few words, with versions and day, and without what is pending.

    `Proven · torch 2.13.0 · 2026-11-23`, and with CUDA `… 2.13.0 CPU · 2.11.0 CUDA H200 · …`.
    """
    state = proof_state(card, snippet_library)
    if state not in (ProofState.PROVEN_CPU, ProofState.PROVEN_CPU_CUDA):
        return "Retired" if card.retired else NOT_RUN[state]
    cpu = _proofs(card, snippet_library, "cpu")
    both = state is ProofState.PROVEN_CPU_CUDA
    cuda = _proofs(card, snippet_library, "cuda") if both else []
    places = [_ran_on("cpu", cpu), _ran_on("cuda", cuda)] if cuda else [_versions(cpu)]
    newest = max(proof.date for proof in (*cpu, *cuda))
    return f"Proven · torch {' · '.join((*places, newest))}"


def _pending(card: Card, snippet_library: SnippetLibrary) -> str:
    generic = _on_cuda(card, snippet_library)
    gpus = max((snippet_library.snippets[name].gpus for name in generic), default=0)
    return f"CUDA on {gpus} GPUs pending" if gpus > 1 else "CUDA pending" if generic else ""


def releases_line(card: Card, snippet_library: SnippetLibrary) -> str:
    """Return the releases of torch that a card holds for; empty where it holds for all."""
    snippets = (
        snippet_library.snippets[name] for name in card.snippets if name in snippet_library.snippets
    )
    releases = dict.fromkeys(snippet.releases for snippet in snippets if snippet.releases)
    return f"Holds {', '.join(releases)}" if releases else ""


def newest_release(snippet_library: SnippetLibrary) -> tuple[int, int]:
    """Return the newest release of torch in the ledgers; (0, 0) where they are empty."""
    return max(
        (release_of(proof.torch) for proof in snippet_library.proofs.values()), default=(0, 0)
    )


def is_behind(card: Card, snippet_library: SnippetLibrary) -> bool:
    """Tell whether a card has a proof that is older than the newest torch it is meant for."""
    newest = newest_release(snippet_library)
    return any(
        release_of(proof.torch) < newest
        and snippet_library.snippets[name].holds_on(f"{newest[0]}.{newest[1]}")
        for name in card.snippets
        if name in snippet_library.snippets and (proof := snippet_library.proof(name, "cpu"))
    )


def _proofs(card: Card, snippet_library: SnippetLibrary, device: str) -> list[Proof]:
    return [proof for name in card.snippets if (proof := snippet_library.proof(name, device))]


def _ran_on(device: str, proofs: list[Proof]) -> str:
    """Return versions and devices, as in `2.13.0 CPU` or `2.11.0 CUDA H200`."""
    names = sorted({proof.device.removeprefix("NVIDIA ") for proof in proofs})
    where = "CPU" if device == "cpu" else f"CUDA {', '.join(names)}"
    return f"{_versions(proofs)} {where}"


def _versions(proofs: list[Proof]) -> str:
    return ", ".join(sorted({proof.torch.partition("+")[0] for proof in proofs}))
