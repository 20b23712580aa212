from __future__ import annotations

from pathlib import Path

from deckgen.check import check_library
from deckgen.state import proof_line, state_of
from tests_support import enter_proofs


def line_of(card_id: str, mini: Path) -> str:
    checked = check_library(mini / "cards", mini / "verified_snippets")
    (card,) = (card for card in checked.library.cards if card.id == card_id)
    assert state_of(card, checked.shelf) == checked.states[card.id]
    return proof_line(card, checked.shelf)


def test_a_card_says_where_it_ran_and_what_is_pending(mini: Path) -> None:
    assert line_of("twice", mini) == "Proven: CPU, torch 2.13.0 · CUDA pending"


def test_a_snippet_about_the_cpu_has_nothing_pending(mini: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    path.write_text('# /// snippet\n# devices = ["cpu"]\n# ///\n' + path.read_text())
    enter_proofs(mini / "verified_snippets")
    assert line_of("twice", mini) == "Proven: CPU, torch 2.13.0"


def test_a_proof_on_a_gpu_names_it(mini: Path) -> None:
    enter_proofs(mini / "verified_snippets", "cuda", name="NVIDIA H200")
    assert line_of("twice", mini) == "Proven: CPU, torch 2.13.0 · NVIDIA H200, torch 2.13.0"


def test_prose_names_its_reason(mini: Path) -> None:
    assert line_of("governance", mini) == "Not run, but sourced: history cannot be run"


def test_what_is_stale_is_unproven(mini: Path) -> None:
    (mini / "verified_snippets" / "proofs" / "cpu.json").unlink()
    assert line_of("twice", mini) == "Unproven"


def test_a_card_is_proven_on_cuda_where_all_that_can_run_there_did(mini: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "integer_dtype.py"
    path.write_text('# /// snippet\n# devices = ["cpu"]\n# ///\n' + path.read_text())
    cards = mini / "cards" / "autograd.md"
    quote = "```python snippet=tensors/integer_dtype\n```"
    cards.write_text(
        cards.read_text().replace(
            "```text output=autograd/gradients_add\ntensor([6., 6.])\n```",
            f"```text output=autograd/gradients_add\ntensor([6., 6.])\n```\n\n{quote}",
        )
    )
    enter_proofs(mini / "verified_snippets")
    assert line_of("gradients-add-output", mini).endswith("CUDA pending")
    enter_proofs(mini / "verified_snippets", "cuda", name="H200")
    assert "H200" in line_of("gradients-add-output", mini)


def test_a_retired_card_says_what_replaces_it(mini: Path) -> None:
    cards = mini / "cards" / "autograd.md"
    cards.write_text(cards.read_text() + "\n:retired: see gradients-add\n")
    assert line_of("twice", mini) == "Retired: see gradients-add"
