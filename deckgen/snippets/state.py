"""How far a card is proven: every card is in exactly one state."""

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


def state_of(card: Card, shelf: SnippetLibrary) -> ProofState:
    """The state of a card, from the ledgers as they stand."""
    if stale_snippets(card, shelf):
        return ProofState.UNPROVEN
    if card.retired or (card.unproven and card.sources):
        return ProofState.SOURCED
    if not card.snippets:
        return ProofState.UNPROVEN
    generic = _on_cuda(card, shelf)
    everywhere = generic and all(shelf.proof(name, "cuda") for name in generic)
    return ProofState.PROVEN_CPU_CUDA if everywhere else ProofState.PROVEN_CPU


def _on_cuda(card: Card, shelf: SnippetLibrary) -> list[str]:
    """The quoted snippets that are not about the CPU alone."""
    return [name for name in card.snippets if "cuda" in shelf.snippets[name].devices]


def stale_snippets(card: Card, shelf: SnippetLibrary) -> list[str]:
    """The quoted snippets whose present text has not passed on the CPU."""
    return [
        name for name in card.snippets if name not in shelf.snippets or not shelf.proof(name, "cpu")
    ]


def proof_line(card: Card, shelf: SnippetLibrary) -> str:
    """The state as a card shows it: where and when it was proven, and what is lacking."""
    state = state_of(card, shelf)
    if card.retired:
        return "Retired"
    if state is ProofState.SOURCED:
        return f"Not run, but sourced: {card.unproven}"
    if state is ProofState.UNPROVEN:
        return "Unproven"
    runs = {"cpu": _proofs(card, shelf, "cpu")}
    if state is ProofState.PROVEN_CPU_CUDA:
        runs["cuda"] = _proofs(card, shelf, "cuda")
    places = [_ran_on(device, proofs) for device, proofs in runs.items()]
    pending = "" if "cuda" in runs else _pending(card, shelf)
    newest = max(proof.date for proofs in runs.values() for proof in proofs)
    return "Proven: ran on torch " + " · ".join(filter(None, (*places, pending, newest)))


def _pending(card: Card, shelf: SnippetLibrary) -> str:
    generic = _on_cuda(card, shelf)
    gpus = max((shelf.snippets[name].gpus for name in generic), default=0)
    return f"CUDA on {gpus} GPUs pending" if gpus > 1 else "CUDA pending" if generic else ""


def releases_line(card: Card, shelf: SnippetLibrary) -> str:
    """The releases of torch a card holds for, as it shows them; empty where it holds for all."""
    snippets = (shelf.snippets[name] for name in card.snippets if name in shelf.snippets)
    releases = dict.fromkeys(snippet.releases for snippet in snippets if snippet.releases)
    return f"Holds {', '.join(releases)}" if releases else ""


def newest_release(shelf: SnippetLibrary) -> tuple[int, int]:
    """The newest release of torch that the ledgers know; (0, 0) where they are empty."""
    return max((release_of(proof.torch) for proof in shelf.proofs.values()), default=(0, 0))


def behind(card: Card, shelf: SnippetLibrary) -> bool:
    """Whether a snippet of a card is proven, but not on the newest torch it is meant for."""
    newest = newest_release(shelf)
    return any(
        release_of(proof.torch) < newest
        and shelf.snippets[name].holds_on(f"{newest[0]}.{newest[1]}")
        for name in card.snippets
        if name in shelf.snippets and (proof := shelf.proof(name, "cpu"))
    )


def _proofs(card: Card, shelf: SnippetLibrary, device: str) -> list[Proof]:
    return [proof for name in card.snippets if (proof := shelf.proof(name, device))]


def _ran_on(device: str, proofs: list[Proof]) -> str:
    """`2.13.0 CPU`, `2.11.0 CUDA H200`."""
    versions = sorted({proof.torch.partition("+")[0] for proof in proofs})
    names = sorted({proof.device.removeprefix("NVIDIA ") for proof in proofs})
    return f"{', '.join(versions)} {'CPU' if device == 'cpu' else 'CUDA ' + ', '.join(names)}"
