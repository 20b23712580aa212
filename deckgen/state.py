"""How far a card is proven: every card is in exactly one state."""

from __future__ import annotations

from enum import StrEnum

from deckgen.model import Card
from deckgen.shelf import Shelf


class State(StrEnum):
    """The four states, best first."""

    PROVEN_CPU_CUDA = "proven_cpu_cuda"
    PROVEN_CPU = "proven_cpu"
    SOURCED = "sourced"
    UNPROVEN = "unproven"


def state_of(card: Card, shelf: Shelf) -> State:
    """The state of a card, from the ledgers as they stand."""
    if stale_snippets(card, shelf):
        return State.UNPROVEN
    if card.retired or (card.unproven and card.sources):
        return State.SOURCED
    if not card.snippets:
        return State.UNPROVEN
    generic = _on_cuda(card, shelf)
    everywhere = generic and all(shelf.proof(name, "cuda") for name in generic)
    return State.PROVEN_CPU_CUDA if everywhere else State.PROVEN_CPU


def _on_cuda(card: Card, shelf: Shelf) -> list[str]:
    """The quoted snippets that are not about the CPU alone."""
    return [name for name in card.snippets if "cuda" in shelf.snippets[name].devices]


def stale_snippets(card: Card, shelf: Shelf) -> list[str]:
    """The quoted snippets whose present text has not passed on the CPU."""
    return [
        name for name in card.snippets if name not in shelf.snippets or not shelf.proof(name, "cpu")
    ]


def proof_line(card: Card, shelf: Shelf) -> str:
    """The state as a card shows it: where it was proven, on which torch, and what is lacking."""
    state = state_of(card, shelf)
    if card.retired:
        return f"Retired: {card.retired}"
    if state is State.SOURCED:
        return f"Not run, but sourced: {card.unproven}"
    if state is State.UNPROVEN:
        return "Unproven"
    places = [_ran_on(card, shelf, "cpu")]
    if state is State.PROVEN_CPU_CUDA:
        places.append(_ran_on(card, shelf, "cuda"))
    elif _on_cuda(card, shelf):
        places.append("CUDA pending")
    return "Proven: " + " · ".join(places)


def _ran_on(card: Card, shelf: Shelf, device: str) -> str:
    proofs = [proof for name in card.snippets if (proof := shelf.proof(name, device))]
    versions = ", ".join(sorted({proof.torch.partition("+")[0] for proof in proofs}))
    names = ", ".join(sorted({proof.device for proof in proofs}))
    return f"{'CPU' if device == 'cpu' else names}, torch {versions}"
