from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.backends.anki.fields import proof_html
from deckgen.checks.check import check_library
from deckgen.cli.check import cards_behind
from deckgen.snippets.state import proof_line, proof_state, proven_line, releases_line
from tests_support import enter_proofs
from verified_snippets.kit.ledger import read_ledger, write_ledger


def line_of(card_id: str, mini: Path) -> str:
    checked = check_library(mini / "cards", mini / "verified_snippets")
    (card,) = (card for card in checked.library.cards if card.id == card_id)
    assert proof_state(card, checked.snippet_library) == checked.states[card.id]
    return proof_line(card, checked.snippet_library)


def test_a_card_says_where_it_ran_and_what_is_pending(mini: Path) -> None:
    assert line_of("twice", mini) == ("Proven: ran on torch 2.13.0 CPU · CUDA pending · 2026-11-22")


def test_a_snippet_about_the_cpu_has_nothing_pending(mini: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    path.write_text('# /// snippet\n# devices = ["cpu"]\n# ///\n' + path.read_text())
    enter_proofs(mini / "verified_snippets")
    assert line_of("twice", mini) == "Proven: ran on torch 2.13.0 CPU · 2026-11-22"


def test_a_proof_on_a_gpu_names_it_and_the_newest_day(mini: Path) -> None:
    snippets = mini / "verified_snippets"
    enter_proofs(snippets, "cuda", name="NVIDIA H200", torch="2.11.0+cu128", date="2026-11-23")
    assert line_of("twice", mini) == (
        "Proven: ran on torch 2.13.0 CPU · 2.11.0 CUDA H200 · 2026-11-23"
    )


def with_metadata(mini: Path, *lines: str) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    block = "".join(f"# {line}\n" for line in ("/// snippet", *lines, "///"))
    path.write_text(block + path.read_text())
    enter_proofs(mini / "verified_snippets")


def test_a_card_for_some_releases_says_for_which(mini: Path) -> None:
    checked = check_library(mini / "cards", mini / "verified_snippets")
    assert [releases_line(card, checked.snippet_library) for card in checked.library.cards] == [
        ""
    ] * 7
    with_metadata(mini, 'since = "2.9"')
    checked = check_library(mini / "cards", mini / "verified_snippets")
    (card,) = (card for card in checked.library.cards if card.id == "twice")
    assert releases_line(card, checked.snippet_library) == "Holds for torch 2.9 and later"
    assert "<p>Holds for torch 2.9 and later.</p>" in proof_html(card, checked)


def test_a_card_for_several_gpus_says_so_while_it_is_pending(mini: Path) -> None:
    with_metadata(mini, "gpus = 2")
    line = "Proven: ran on torch 2.13.0 CPU · CUDA on 2 GPUs pending · 2026-11-22"
    assert line_of("twice", mini) == line


def behind_in(mini: Path, version: str) -> list[str]:
    path = mini / "verified_snippets" / "proofs" / "cpu.json"
    proofs = read_ledger(path)
    proofs["tensors/twice-cpu"] = replace(proofs["tensors/twice-cpu"], torch=version)
    write_ledger(path, proofs)
    return cards_behind(check_library(mini / "cards", mini / "verified_snippets"))


def test_a_card_proven_on_an_older_release_than_others_is_behind(mini: Path) -> None:
    assert behind_in(mini, "2.13.1+cpu") == []
    assert behind_in(mini, "2.9.1") == ["twice"]


def test_a_card_that_is_not_for_the_newest_release_is_not_behind(mini: Path) -> None:
    with_metadata(mini, 'until = "2.9"')
    assert behind_in(mini, "2.9.1") == []


def test_a_newer_release_leaves_all_others_behind(mini: Path) -> None:
    assert set(behind_in(mini, "2.14.0")) > {"gradients-add"}


def test_prose_names_its_reason(mini: Path) -> None:
    assert line_of("governance", mini) == "Not run, but sourced: history cannot be run"


def test_what_is_stale_is_unproven(mini: Path) -> None:
    (mini / "verified_snippets" / "proofs" / "cpu.json").unlink()
    assert line_of("twice", mini) == "Not proven"


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
    assert line_of("gradients-add-output", mini).endswith("CUDA pending · 2026-11-22")
    enter_proofs(mini / "verified_snippets", "cuda", name="H200")
    assert "H200" in line_of("gradients-add-output", mini)


@pytest.mark.parametrize(
    ("card", "cuda", "line"),
    [
        ("twice", False, "Proven · torch 2.13.0 · 2026-11-22"),
        ("twice", True, "Proven · torch 2.13.0 CPU · 2.13.0 CUDA H200 · 2026-11-22"),
        ("governance", False, "Sourced, not run"),
    ],
)
def test_a_few_words_name_cuda_only_where_it_ran(
    mini: Path, card: str, cuda: bool, line: str
) -> None:
    if cuda:
        enter_proofs(mini / "verified_snippets", "cuda", name="NVIDIA H200")
    checked = check_library(mini / "cards", mini / "verified_snippets")
    (found,) = (each for each in checked.library.cards if each.id == card)
    assert proven_line(found, checked.snippet_library) == line


def test_a_retired_card_says_so(mini: Path) -> None:
    cards = mini / "cards" / "autograd.md"
    cards.write_text(cards.read_text() + "\n:retired: see gradients-add\n")
    assert line_of("twice", mini) == "Retired"


def test_torch_versions_that_differ_between_snippets_are_all_named(mini: Path) -> None:
    cards = mini / "cards" / "autograd.md"
    quote = "```python snippet=autograd/second_backward\n```\n\n```python snippet=tensors/twice"
    cards.write_text(cards.read_text().replace("```python snippet=tensors/twice", quote))
    path = mini / "verified_snippets" / "proofs" / "cpu.json"
    proofs = json.loads(path.read_text())
    proofs["tensors/twice-cpu"]["torch"] = "2.6.0+cpu"
    path.write_text(json.dumps(proofs))
    assert "torch 2.13.0, 2.6.0 CPU" in line_of("twice", mini)
